import Lessons
import Misconceptions
import Problems
import Storyboards
import TensorEngine
import Typesetting

extension Family {
  /// How often numbers are drawn until the conditions hold.
  private static let mostDraws = 300
  /// How many that do are compared, for the one in which the commoner misconceptions differ most.
  private static let mostCandidates = 8
  /// After how many that are no better than the best one no other is looked for.
  private static let mostVain = 2

  /// The exercise of a seed.
  ///
  /// Numbers are drawn until the family's conditions hold, then until the commoner misconceptions lead to
  /// different answers, as far as a few more draws get.
  ///
  /// - Parameters:
  ///   - seed: Which exercise.
  ///   - level: How difficult it is, from 1 to ``levels``.
  ///   - backend: What computes it.
  /// - Throws: A diagnostic where the level does not exist, or where nothing that is drawn will do.
  public func exercise(
    seed: UInt64, level: Int, on backend: any Backend
  ) throws(Diagnostic) -> Exercise {
    guard (1...levels).contains(level) else {
      throw node.diagnostic(
        "there is no level \(level) of \(id)",
        remedy: levels == 1 ? "It has one level." : "It has levels 1 to \(levels).")
    }
    var generator = SeededNumbers(seed: seed ^ FNV1a("\(id)/\(level)").value)
    var best: (candidate: Candidate, slips: [Slip], clashes: Int)?
    var (candidates, vain) = (0, 0)
    // Seldom slips say little about which candidate is chosen, and where a problem has to be run for each
    // they take as long; elsewhere they cost nothing.
    let least: Misconception.Frequency = if case .problem = subject { .common } else { .seldom }
    let mostVain = least == .seldom ? Self.mostCandidates : Self.mostVain
    var refusal: Diagnostic?
    for _ in 0..<Self.mostDraws where candidates < Self.mostCandidates && vain < mostVain {
      let draw = try Draw(self, level: level, &generator)
      let candidate: Candidate
      do throws(Diagnostic) {
        candidate = try Candidate(self, draw, &generator, on: backend)
      } catch {
        refusal = error
        continue
      }
      guard candidate.holds(conditions) else { continue }
      candidates += 1
      let slips = Diagnoser(candidate.inquiry).wrongAnswers { $0.frequency >= least }
      let clashes = Self.clashes(slips)
      if clashes < best?.clashes ?? .max {
        (best, vain) = ((candidate, slips, clashes), 0)
      } else {
        vain += 1
      }
      if clashes == 0 { break }
    }
    guard let (candidate, common, _) = best else {
      throw refusal
        ?? node.diagnostic(
          "nothing that is drawn for level \(level) of \(id) meets its conditions",
          remedy: "Widen the ranges of its numbers, or remove a condition.")
    }
    let slips = common + Diagnoser(candidate.inquiry).wrongAnswers { $0.frequency < least }
    return try exercise(candidate, slips, seed: seed, level: level, on: backend)
  }

  /// What a misconception leads to.
  fileprivate typealias Slip = (rule: Misconception, wrong: WrongAnswer)

  /// How many pairs of misconceptions lead to the same answer.
  private static func clashes(_ slips: [Slip]) -> Int {
    var seen: [Slip] = []
    var clashes = 0
    for slip in slips where slip.wrong.place == nil {
      clashes += seen.count {
        $0.rule.id != slip.rule.id && $0.wrong.answer.agrees(with: slip.wrong.answer)
      }
      seen.append(slip)
    }
    return clashes
  }

  /// The exercise that a candidate is.
  private func exercise(
    _ candidate: Candidate, _ slips: [Slip], seed: UInt64, level: Int, on backend: any Backend
  ) throws(Diagnostic) -> Exercise {
    let prompt = try candidate.prompt(asked)
    let products = try candidate.products(asked)
    let ladder = HintLadder(candidate.inquiry)
    let explanation = [ladder.solution, candidate.draw.filled(asked.explanation)]
      .filter { !$0.isEmpty }.joined(separator: " ")
    let step = try candidate.step(
      of: self, slips, products, heading: "\(title). Level \(level) of \(levels), seed \(seed).",
      prompt: prompt, hints: ladder.hints, explanation: explanation,
      as: ExerciseID(family: id, level: level, seed: seed), on: backend)
    return Exercise(
      family: id, topic: topic, seed: seed, level: level, prompt: prompt,
      inquiry: candidate.inquiry, problemNode: candidate.problemNode,
      kind: asked.kind.rawValue, cell: candidate.cell, products: products,
      value: asked.kind == .size ? "size" : asked.value, hints: ladder.hints,
      explanation: explanation,
      slips: Self.distinct(slips), diagnoser: Diagnoser(candidate.inquiry, knowing: slips),
      step: step)
  }

  /// Each answer of a rule once.
  private static func distinct(_ slips: [Slip]) -> [Exercise.Slip] {
    var seen: Set<String> = []
    return slips.compactMap { rule, wrong in
      seen.insert("\(rule.id) \(wrong.answer)").inserted
        ? .init(rule: rule, answer: wrong.answer) : nil
    }
  }
}

extension Candidate {
  /// The question with its numbers.
  ///
  /// - Throws: A diagnostic at the question where it names what is not drawn.
  fileprivate func prompt(_ asked: Asked) throws(Diagnostic) -> String {
    var names: [String: Int] = [:]
    if let cell {
      names["column"] = cell.last ?? 0
      names["row"] = cell.dropLast().last ?? 0
      if cell.count == 4 { names["channel"] = cell[1] }
    } else if leading.count == 2 {
      names["channel"] = leading[1]
    }
    let text = draw.filled(asked.question, also: names)
    if let blank = text.firstMatch(of: /\{([A-Za-z][A-Za-z0-9]*)\}/) {
      throw asked.questionNode.diagnostic(
        "the question names {\(blank.1)}, which is no number of this exercise",
        remedy: NearestName.remedy(
          for: String(blank.1), in: draw.numbers.merging(names) { $1 }.keys.sorted(),
          listedAs: "It can name"))
    }
    return text
  }

  /// The products that are asked for beside their sum; `nil` where none are.
  ///
  /// - Throws: A diagnostic where the number that is asked for is no such sum.
  fileprivate func products(_ asked: Asked) throws(Diagnostic) -> ProductSum? {
    guard let node = asked.productsNode else { return nil }
    return try .asked(about: inquiry, at: node)
  }

  /// The exercise as a step of a lesson that nobody wrote.
  fileprivate func step(
    of family: Family, _ slips: [Family.Slip], _ products: ProductSum?, heading: String,
    prompt: String, hints: [String],
    explanation: String, as exercise: ExerciseID, on backend: any Backend
  ) throws(Diagnostic) -> PreparedStep {
    let id = "\(exercise.family)-\(exercise.level)-\(exercise.seed)"
    let key = AnswerKey(
      form: form(family.asked.kind, products), expected: inquiry.answer, products: products,
      diagnoser: Diagnoser(inquiry, knowing: slips))
    var views: LinkedViews?
    if family.hasStage, let problemNode, case .problem(let asked) = inquiry {
      if case .value(let value) = asked.value, asked.part != .count {
        let node = stepNode(
          problemNode, family.asked, value, heading: heading, prompt: prompt, hints: hints,
          explanation: explanation)
        let step = try LessonStep(node).prepared(as: id, on: backend)
        // Where the op's node has computed operands, such as the differences of a loss, they would tell
        // half of the answer: what was given stands there instead.
        if asked.givesOnlyNumbers(step) { return step.asExercise(exercise, checkedBy: key) }
      }
      views = LinkedViews(asked.givens)
    }
    return PreparedStep(
      id: id, text: LessonText(plain: heading), views: views, frames: 0..<(views == nil ? 0 : 1),
      questions: [
        PreparedQuestion(
          id: id, prompt: prompt, form: key.form, hints: hints, explanation: explanation,
          solution: key.solution, check: key.check)
      ], exercise: exercise)
  }

  private func form(_ kind: Asked.Kind, _ products: ProductSum?) -> PreparedQuestion.Form {
    if let products { return PreparedQuestion.Form(of: products) }
    return switch inquiry.answer {
    case .number where kind == .count: .count
    case .number, .choice, .positions, .text, .numbers: .number
    case .size(let lengths): .size(axes: lengths.count)
    case .grid(let rows, let columns, _): .grid(rows: rows, columns: columns)
    }
  }

  private func stepNode(
    _ problem: SourceNode, _ asked: Asked, _ value: ProblemValue, heading: String, prompt: String,
    hints: [String], explanation: String
  ) -> SourceNode {
    func text(_ text: String) -> SourceNode.Content { .scalar(text, .quoted) }
    func node(_ content: SourceNode.Content) -> SourceNode {
      SourceNode(content, at: problem.location, in: problem.file)
    }
    func entry(_ name: String, _ content: SourceNode.Content) -> SourceNode.Entry {
      .init(key: name, keyLocation: problem.location, value: node(content))
    }
    let place: SourceNode.Entry =
      switch value {
      case .operation, .part: entry("node", text(value.name))
      case .gradient(let name): entry("gradient", text(name))
      }
    var ask = [
      entry("question", text(prompt)), entry("kind", text(asked.kind.rawValue)),
      entry("hints", .sequence(hints.map { node(text($0)) })),
    ]
    if !explanation.isEmpty { ask.append(entry("explain", text(explanation))) }
    if let cell, cell.count > 0 {
      ask.append(entry("cell", .sequence(cell.map { node(text(String($0))) })))
    }
    if asked.productsNode != nil { ask.append(entry("products", text("true"))) }
    if asked.kind == .grid, leading.count == 2 {
      ask.append(entry("channel", text(String(leading[1]))))
    }
    guard case .mapping(let entries) = problem.content else { return problem }
    return node(
      .mapping([
        entry("text", text(heading)), entry("show", .mapping(entries + [place])),
        entry("ask", .mapping(ask)),
      ]))
  }
}
