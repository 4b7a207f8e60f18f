import Problems
import Storyboards
import TensorEngine
import TerminalKit
import Typesetting

/// What the op on a stage comes to: the sum of its size, its shapes and counts, the call in PyTorch.
///
///     let facts = StageFacts(live, showing: player.storyboard)
///     buffer.write(facts.lines(width: area.width, glyphs: buffer.glyphs), in: area)
public struct StageFacts: Sendable {
  /// The sums that give the output's size, each with the name of its axis.
  private let sizes: [(name: String, sum: String)]
  /// What is counted; one beside the other where there is room.
  private let counts: [String]
  private let call: String?
  private let name: String

  /// The facts of the op that a problem has on the stage; none where the stage shows no part of it,
  /// such as a gradient.
  ///
  /// - Parameters:
  ///   - live: The problem.
  ///   - storyboard: What stands on the stage.
  ///   - hasCounts: Whether parameters and multiply-adds are counted.
  public init(_ live: LiveProblem, showing storyboard: Storyboard, hasCounts: Bool = true) {
    name = live.problem.operations[live.operation].name
    guard live.isShown(by: storyboard) else {
      (sizes, counts, call) = ([], [], nil)
      return
    }
    call = live.problem.operations[live.operation].pytorch
    let problem = (try? live.outcome.get())?.problem
    sizes = problem.map { Self.sizes($0, live.operation) } ?? []
    counts = hasCounts ? problem.map { Self.counts($0, live.operation) } ?? [] : []
  }

  /// The facts at a width.
  public func lines(width: Int, glyphs: GlyphSet) -> [StyledText] {
    var rows: [String] = []
    for count in counts {
      if let last = rows.last, DisplayWidth.of(last) + DisplayWidth.of(count) + 3 <= width {
        rows[rows.count - 1] += "   " + count
      } else {
        rows.append(count)
      }
    }
    let paragraphs = rows.map { StyledText($0, .dim) } + (call.map { [StyledText($0)] } ?? [])
    return (sizes.flatMap { sizeLines($0.name, $0.sum, width) } + paragraphs)
      .flatMap { glyphs.adapt($0).wrapped(to: width, hangingIndent: 2) }
  }

  /// The call alone, where there is no room for the others; with the key that shows them all where there is
  /// room for that.
  public func briefLines(width: Int, glyphs: GlyphSet) -> [StyledText] {
    guard let call else { return [] }
    let hint = StyledText("   I: sizes, counts", .dim)
    let isOneLine = DisplayWidth.of(call) + hint.width <= width
    return glyphs.adapt(StyledText(call) + (isOneLine ? hint : ""))
      .wrapped(to: width, hangingIndent: 2)
  }

  /// Whether there are none.
  public var isEmpty: Bool { sizes.isEmpty && counts.isEmpty && call == nil }

  /// The facts as a list of their own, for ``TerminalKit/KeyHelp``.
  public var rows: [KeyHelpRow] {
    let shapes = counts.isEmpty ? [] : [KeyHelpRow.term("counts", counts.joined(separator: ", "))]
    return [.heading(name)] + sizes.map { .term($0.name, $0.sum) } + shapes
      + (call.map { [.term("in PyTorch", $0)] } ?? [])
  }

  /// A sum behind its name, or below it where one line is too short for both: a sum that breaks before
  /// its last sign is hard to read.
  private func sizeLines(_ name: String, _ sum: String, _ width: Int) -> [StyledText] {
    let isOneLine = DisplayWidth.of(name) + 2 + DisplayWidth.of(sum) <= width
    return isOneLine
      ? [StyledText("\(name)  ", .dim) + StyledText(sum)]
      : [StyledText(name, .dim), StyledText("  \(sum)")]
  }

  /// The sums that give the output's size, with the numbers put in.
  private static func sizes(
    _ problem: BuiltProblem, _ operation: Int
  ) -> [(name: String, sum: String)] {
    guard let sums = problem.graph.sizeSums(of: problem.steps[operation].main) else { return [] }
    let names =
      sums.count == 1 ? ["length"] : sums[0] == sums[1] ? ["rows, columns"] : ["rows", "columns"]
    return zip(names, sums).map { (name: $0, sum: $1) }
  }

  /// Shapes, parameters and multiply-adds.
  private static func counts(_ problem: BuiltProblem, _ operation: Int) -> [String] {
    let step = problem.steps[operation]
    let node = problem.graph[step.main]
    let cost = node.op.cost(
      node.inputs.map { problem.graph[$0].shape }, result: node.shape)
    var parts = ["\(problem.graph[step.input].shape) → \(problem.graph[step.output].shape)"]
    let parameters = max(cost.parameters, problem.writtenParameters(of: operation))
    if parameters > 0 { parts.append(counted(parameters, "parameter")) }
    if cost.multiplyAdds > 0 { parts.append(counted(cost.multiplyAdds, "multiply-add")) }
    return parts
  }

  private static func counted(_ number: Int, _ noun: String) -> String {
    "\(NumberText.grouped(number)) \(noun)\(number == 1 ? "" : "s")"
  }
}

extension BuiltProblem {
  /// The numbers of an op's own weight and bias; some ops multiply by a weight that any operand may be, and
  /// count none.
  fileprivate func writtenParameters(of operation: Int) -> Int {
    let names = ["weight", "bias"].map { "\(operation).\($0)" }
    return graph.nodes.reduce(0) { sum, node in
      node.name.map(names.contains) == true ? sum + node.shape.count : sum
    }
  }
}

extension LiveProblem {
  /// Whether a storyboard shows a part of the op on the stage, or what was given for it.
  fileprivate func isShown(by storyboard: Storyboard) -> Bool {
    guard let problem = (try? outcome.get())?.problem else { return true }
    let results = storyboard.panels.filter(\.isFilledByFrames).compactMap(\.source?.node)
    return results.isEmpty || results.contains { problem.steps[operation].nodes.contains($0) }
  }
}
