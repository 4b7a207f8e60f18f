import Problems
import TensorEngine
import Typesetting

/// A kernel that learns by gradient descent: the loss as a curve, the weights with their slopes, and what
/// comes out beside what is wanted, a step of the picture for each step of learning.
struct LearnExhibit: ExhibitKind {
  static let name = "learn"
  static let names = ["wanted", "rate", "slide", "steps"]

  private let node: SourceNode
  private let problem: Problem
  /// The op that learns: the last one that has weights.
  private let operation: Int
  private let wanted: SourceNode
  private let rate: Double
  /// The rates of the slider, and where it stands; `nil` for none.
  private let slide: (values: [Double], start: Int)?
  private let steps: Int

  /// The most rows and columns of weights, and of outputs, that are shown.
  private static let mostLength = 4

  init(_ values: NamedValues) throws(Diagnostic) {
    let remedy = "Write {input: …, ops: …}; the weights begin as they stand there."
    node = try values.required(Self.name, of: "show", remedy: remedy)
    let problem = try Problem(node)
    guard
      let weighted = problem.operations.indices.last(where: {
        problem.grid(named: "\($0).weight") != nil
      })
    else {
      throw node.diagnostic("nothing in this problem has weights to learn", remedy: remedy)
    }
    (self.problem, operation) = (problem, weighted)
    wanted = try values.required("wanted", of: "show", remedy: "Write what is to come out.")
    rate = try values["rate"]?.number("rate") ?? 0.1
    guard rate > 0, rate.isFinite else {
      throw (values["rate"] ?? node).diagnostic("a rate is above 0", remedy: "Use 0.1.")
    }
    let count = try values["steps"]?.integer("steps") ?? 20
    guard (1...60).contains(count) else {
      throw (values["steps"] ?? node).diagnostic("steps go from 1 to 60", remedy: "Use 20.")
    }
    steps = count
    slide = try values["slide"].map { node throws(Diagnostic) in
      guard let rateNode = values["rate"] else {
        throw node.diagnostic(
          "the slider changes the rate", remedy: "Write the rate at which it begins.")
      }
      let range = try SlideRange(node)
      guard range.values.allSatisfy({ $0 > 0 }) else {
        throw node.diagnostic("a rate is above 0", remedy: "Begin the slider above 0.")
      }
      return (range.values, try range.place(of: rateNode))
    }
  }

  func content(from sources: ExhibitSources) throws(Diagnostic) -> ExhibitContent {
    let target = try target()
    guard let slide else {
      let course = try course(rate, target)
      return ExhibitContent(
        title, steps: scenes(course, reach: reach([course])), facts: facts(course))
    }
    var courses: [LearningCourse] = []
    for rate in slide.values { courses.append(try course(rate, target)) }
    let reach = reach(courses)
    let falling = courses.filter { $0.losses[$0.losses.count - 1] < $0.losses[0] }.map(\.rate).max()
    return ExhibitContent(
      title,
      slider: Slider("rate", labels: slide.values.map { NumberText.short($0) }, start: slide.start),
      scenes: courses.map { scenes($0, reach: reach) },
      facts: facts(courses[slide.start])
        + (falling.map { [Fact("largest rate that comes down", $0)] } ?? []))
  }

  private var title: String { "Learning a kernel" }

  private func course(
    _ rate: Double, _ target: Tensor<Double>
  ) throws(Diagnostic) -> LearningCourse {
    try LearningCourse(problem, operation, target: target, rate: rate, steps: steps)
  }

  /// What is wanted, at full rank.
  private func target() throws(Diagnostic) -> Tensor<Double> {
    let built = try problem.built(withGradients: false)
    let shape = built.graph[built.steps[operation].output].shape
    let target = try GridLiteral(wanted, as: "wanted").value(ofRank: shape.rank)
    guard target.shape == shape else {
      throw wanted.diagnostic(
        "what is wanted has \(target.shape.count) number\(target.shape.count == 1 ? "" : "s"),"
          + " as \(target.shape.sizeText); the result is \(shape.sizeText)",
        remedy: "Write it in the shape of the result.")
    }
    let weight = problem.grid(named: "\(operation).weight")?.value.shape ?? shape
    guard [shape, weight].allSatisfy(Self.fits) else {
      throw node.diagnostic(
        "this is too large to be watched: weights \(weight.sizeText), result \(shape.sizeText)",
        remedy: "Show one channel, up to \(Self.mostLength) × \(Self.mostLength).")
    }
    return target
  }

  /// Whether it is one plane, and small enough.
  private static func fits(_ shape: Shape) -> Bool {
    shape.dimensions.dropLast(2).allSatisfy { $0 == 1 }
      && shape.dimensions.suffix(2).allSatisfy { $0 <= mostLength }
  }

  // MARK: - Scenes

  /// The largest loss that is drawn: where learning begins, and some more, so that one that grows is seen
  /// to leave the picture.
  private func reach(_ courses: [LearningCourse]) -> Double {
    max(1.25 * (courses.map { $0.losses[0] }.max() ?? 1), 1e-9)
  }

  private func scenes(_ course: LearningCourse, reach: Double) -> [Scene] {
    course.losses.indices.map { step in
      Scene(
        [.chart(chart(course, upTo: step, reach: reach))] + columns(course, at: step),
        caption: caption(course, step))
    }
  }

  private func caption(_ course: LearningCourse, _ step: Int) -> String {
    let loss = NumberText.short(course.losses[step])
    guard step > 0 else { return "Before the first step the loss is \(loss)." }
    let isOver = step == course.losses.count - 1 && course.fliesAway
    return "Step \(step): each weight went by −\(NumberText.short(course.rate)) times its slope."
      + " The loss is \(loss)" + (isOver ? ", and flies away." : ".")
  }

  private func chart(_ course: LearningCourse, upTo step: Int, reach: Double) -> Chart {
    let points = course.losses.prefix(step + 1).enumerated().map {
      Chart.Point(Double($0), $1)
    }
    let piece = Piece("loss")
    return Chart(
      [Chart.Curve("loss", .series(4), points, piece: piece)],
      marks: [Chart.Mark(points[step], .here, .series(4), piece: piece)],
      x: Axis("step", 0...Double(steps), isWhole: true), y: Axis("loss", 0...reach))
  }

  /// The weights over the output, and beside them their slopes over what is wanted.
  private func columns(_ course: LearningCourse, at step: Int) -> [Panel] {
    let state = course.states[step]
    return [
      .column([
        Self.table("kernel", state.weights, .series(1), Piece("weights")),
        Self.table("comes out", state.output, .series(2), Piece("output")),
      ]),
      .column([
        Self.table("its slopes", state.slopes, .series(3), Piece("slopes")),
        Self.table("is wanted", course.wanted, .text, nil),
      ]),
    ]
  }

  private static let numberWidth = 7

  /// Numbers in columns that are as wide at every step, so that nothing moves.
  private static func table(
    _ title: String, _ rows: [[Double]], _ ink: Ink, _ piece: Piece?
  ) -> Panel {
    let rows = rows.map { numbers in
      Table.Row(
        numbers.map { number in
          let text = NumberText.brief(number, decimals: 3)
          let blank = String(repeating: " ", count: max(0, numberWidth - text.count))
          return Table.Cell(blank + text, ink, piece: piece)
        })
    }
    return .table(Table(rows, title: title, trailing: Set(0..<(rows.first?.cells.count ?? 0))))
  }

  private func facts(_ course: LearningCourse) -> [Fact] {
    course.states.enumerated().flatMap { step, state in
      [Fact("loss after \(step)", course.losses[step], piece: "loss", step: step)]
        + Self.facts("weight", state.weights, step, "weights")
        + Self.facts("slope", state.slopes, step, "slopes")
    }
  }

  private static func facts(
    _ name: String, _ rows: [[Double]], _ step: Int, _ piece: String
  ) -> [Fact] {
    rows.enumerated().flatMap { row, numbers in
      numbers.enumerated().map { column, number in
        Fact("\(name) at \(row) \(column) after \(step)", number, piece: piece, step: step)
      }
    }
  }
}
