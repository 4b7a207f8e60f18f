import Documents
import Problems
import Storyboards
import TensorEngine
import Typesetting

/// Writes the parts of a solution, and knows what stands on the page already.
struct SolutionWriter {
  let solved: SolvedProblem
  let style: SolutionStyle
  private let budget = ArithmeticBudget()
  /// The values that stand on the page.
  private var shown: Set<NodeID> = []
  /// The signs that the page has explained.
  private var explained: Set<String> = []
  private var hasSamples = false

  init(_ solved: SolvedProblem, _ style: SolutionStyle) {
    (self.solved, self.style) = (solved, style)
  }

  var graph: Graph { solved.problem.graph }

  /// What to say when something was left out.
  var note: String? {
    var notes: [String] = []
    if hasSamples {
      notes.append(
        "Of large results a few sums are shown: --cell ROW,COLUMN shows another one, --all all of them."
      )
    }
    if budget.isSpent { notes.append(ArithmeticBudget.note) }
    if style.isBrief { notes.append("Products with 0 are left out.") }
    return notes.isEmpty ? nil : notes.joined(separator: " ")
  }

  // MARK: - Forward

  /// An op: its formula, what it is given, its sums, its result.
  mutating func blocks(of step: SolvedProblem.Step) throws -> [Block] {
    let (built, operation) = (step.built, solved.problem.problem.operations[step.built.index])
    var blocks: [Block] = [.heading("\(built.index + 1). \(built.heading)", level: 2)]
    if let formula = NamedFormula(operation, built, in: graph).forward { blocks.append(formula) }
    var parts = solved.problem.parts(of: built)
    // Stages name the statistics that the parts before them are.
    if let last = parts.last, try hasStages(last) { parts = [last] }
    for node in parts {
      let story = try self.story(of: node)
      if parts.count > 1 { blocks.append(.heading(Self.title(story), level: 3)) }
      blocks += self.blocks(story, of: node, isByFilter: built.operation.isConvolution)
    }
    return blocks
  }

  private static func title(_ story: Storyboard) -> String { story.title.capitalizedFirst }

  /// What a result is called under the heading that says what it is.
  private static func resultTitle(_ panel: Panel, of op: Op) -> String {
    switch op {
    case .maxPoolIndices: "switches"
    // Finished, the sum of stamps is the output.
    case .transposedConvolution where panel.role == .output: "output"
    default: panel.title
    }
  }

  private func hasStages(_ node: NodeID) throws -> Bool {
    guard case .batchNorm = graph[node].op else { return false }
    return try LinkedViews(of: node, in: solved.executed).views.contains(.stages)
  }

  /// The view of a node that is written down: in stages where it has any.
  private func story(of node: NodeID) throws -> Storyboard {
    let views = try LinkedViews(of: node, in: solved.executed)
    return views.views.contains(.stages) ? views.storyboard(.stages) : views.first
  }

  // MARK: - A story

  /// What a story is about: what is given and not yet on the page, the sums, the result.
  ///
  /// - Parameter isByFilter: Whether the channels of its result are made by a filter each.
  mutating func blocks(
    _ story: Storyboard, of node: NodeID, isByFilter: Bool = false
  ) -> [Block] {
    var blocks = grids(story.panels.filter { !$0.isFilledByFrames }, of: node)
    if !story.opening.isEmpty { blocks.append(.prose(story.opening)) }
    let sums = self.sums(story, isByFilter: isByFilter)
    if !sums.isEmpty { blocks.append(.sums(sums)) }
    let results = story.panels.filter { $0.isFilledByFrames && !$0.isOptional }
    blocks +=
      results.flatMap { panel in
        grid(panel, named: Self.resultTitle(panel, of: graph[node].op), isResult: true)
      }.joinedGrids
    // What a pad has put around its input is told from it, here as on every stage.
    if case .pad = graph[node].op {
      let legend = results.flatMap(\.legend).filter { explained.insert($0).inserted }
      if !legend.isEmpty { blocks.append(.prose(legend.joined(separator: " "))) }
    }
    shown.insert(node)
    if !story.closing.isEmpty { blocks.append(.prose(story.closing)) }
    return blocks
  }

  /// Panels that are given, without those that stand on the page already.
  fileprivate mutating func grids(_ panels: [Panel], of node: NodeID) -> [Block] {
    var blocks: [Block] = []
    var legend: [String] = []
    var panels = panels.filter { !$0.isOptional && $0.plot == nil }
    // Its stamps are the products of the sums.
    if case .transposedConvolution = graph[node].op { panels.removeAll { $0.source == nil } }
    for panel in panels {
      if let source = panel.source?.node {
        let isShown = shown.contains(source) || shownBehind(source)
        if isShown, panel.isBare { continue }
        shown.insert(source)
      }
      blocks += grid(panel, named: title(of: panel))
      if panel.numberCount <= style.mostNumbers {
        legend += panel.legend.filter { explained.insert($0).inserted }
      }
    }
    blocks = blocks.joinedGrids
    if !legend.isEmpty { blocks.append(.prose(legend.joined(separator: " "))) }
    return blocks
  }

  /// Whether a value stands on the page under another shape.
  private func shownBehind(_ node: NodeID) -> Bool {
    var node = node
    while !graph[node].op.isWorthExplaining, let source = graph[node].inputs.first {
      if shown.contains(source), graph[source].shape == graph[node].shape { return true }
      node = source
    }
    return false
  }

  /// What a panel is called: the step that made its numbers, where one did.
  private func title(of panel: Panel) -> String {
    guard let source = panel.source?.node else { return panel.title }
    if let step = solved.problem.steps.last(where: { $0.output == source }) {
      return "result of \(step.index + 1)"
    }
    // What the engine calls by its side, or by its part in a single step, is called by its name.
    let isGiven = if case .input = graph[source].op { true } else { false }
    guard ["left", "right"].contains(panel.title) || panel.title == "input" && isGiven,
      let name = graph[source].name
    else { return panel.title }
    return name.split(separator: ".").last.map(String.init) ?? name
  }

  private func grid(_ panel: Panel, named title: String, isResult: Bool = false) -> [Block] {
    let bare = isResult ? panel.withoutMargin : panel
    guard bare.numberCount <= style.mostNumbers else { return [.prose(bare.summary(title: title))] }
    return [.grids(bare.grids(title: title, channel: isResult ? style.channel : nil))]
  }

  // MARK: - Sums

  private mutating func sums(_ story: Storyboard, isByFilter: Bool) -> [Sum] {
    var sums: [Sum] = []
    var seen: Set<String> = []
    for position in frames(of: story) {
      let frame = story.frames[position]
      let label = story.label(of: frame, isByFilter: isByFilter)
      var isFirst = true
      for line in frame.arithmetic {
        let sum = SumLine(line: line, isBrief: style.isBrief)
        // The mean of a channel is the same for all of its cells.
        if ["μ", "σ²"].contains(sum.name), !seen.insert(line.text).inserted { continue }
        let written = sum.sum(label: isFirst ? label : "")
        // What comes to what stands there says nothing.
        if written.pieces.joined() == written.result { continue }
        sums.append(written)
        isFirst = false
      }
    }
    return sums
  }

  /// The frames whose arithmetic is written down.
  private mutating func frames(of story: Storyboard) -> [Int] {
    let count = story.frames.count
    guard count > 0 else { return [] }
    if case .one(let row, let column) = style.cells {
      let cells = story.resultCells(row: row, column: column, channel: style.channel)
      guard let cells else { return Array(0..<min(count, 1)) }
      return cells.compactMap { story.frame(making: $0) }
    }
    var all = Array(0..<min(count, SolutionStyle.mostCells))
    if let channel = style.channel, let cells = story.cells(ofChannel: channel) {
      all = cells.prefix(SolutionStyle.mostCells).compactMap { story.frame(making: $0) }
    }
    let most = style.cells == .all ? SolutionStyle.mostCells : SolutionStyle.fewCells
    guard all.count > most || (count > all.count && style.channel == nil) else {
      return Array(all.prefix(budget.cells(of: story, wanted: all.count)))
    }
    // Copies have no arithmetic, so there is nothing to leave out.
    let samples = [all.startIndex, all.count / 2, all.count - 1].map { all[$0] }
    if samples.contains(where: { !story.frames[$0].arithmetic.isEmpty }) { hasSamples = true }
    let kept = style.cells == .all ? all : samples
    return Array(kept.prefix(budget.cells(of: story, wanted: kept.count)))
  }
}

extension String {
  var isConvolution: Bool { ["conv1d", "conv2d"].contains(self) }
}

extension [Block] {
  /// The blocks, with grids that follow each other side by side.
  var joinedGrids: [Block] {
    var blocks: [Block] = []
    for block in self {
      if case .grids(let grids) = block, case .grids(let before)? = blocks.last {
        blocks[blocks.count - 1] = .grids(before + grids)
      } else {
        blocks.append(block)
      }
    }
    return blocks
  }
}

extension SolutionWriter {
  /// What was given of an op, such as its weight: panels of values that nothing computes.
  mutating func givens(_ panels: [Panel]) -> [Block] {
    grids(
      panels.filter { panel in
        guard !panel.isFilledByFrames, let source = panel.source?.node else { return false }
        if case .input = graph[source].op { return true }
        return false
      }, of: solved.problem.input)
  }
}
