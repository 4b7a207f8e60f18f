import ConvolutionArithmetic
import Problems
import StageUI
import TerminalKit
import Typesetting

/// The parameters of the op on the stage: their names, their values, and the keys that change them.
struct LabParameters: Widget {
  let model: LabModel

  init(_ model: LabModel) { self.model = model }

  func draw(in area: Rect, on buffer: inout Buffer) {
    let parameters = model.live.parameters
    let ordered =
      parameters.filter { $0.name == LiveParameter.input }
      + parameters.filter { $0.name != LiveParameter.input }
    let chosen = model.player.tunedParameter?.name
    var x = area.minX
    for (index, parameter) in ordered.enumerated() {
      let isLit = parameter.name == chosen ?? model.lastChanged
      let value = isLit ? "[\(parameter.text)]" : " \(parameter.text) "
      let keys = Self.keys[parameter.name] ?? "P"
      let width = max(8, DisplayWidth.of(parameter.name), DisplayWidth.of(value)) + 2
      let rest = ordered.count - index
      guard x + width + (rest > 1 ? 4 : 0) <= area.maxX else {
        buffer.write(
          StyledText("+\(rest)", .dim), in: Rect(x: x, y: area.minY, width: 4, height: 1))
        buffer.write(
          StyledText(" P", .dim), in: Rect(x: x, y: area.minY + 2, width: 4, height: 1))
        return
      }
      let rows = Rect(x: x, y: area.minY, width: width, height: 3).rows(
        .fixed(1), .fixed(1), .fixed(1))
      buffer.write(StyledText(" \(parameter.name)", .dim), in: rows[0])
      buffer.write(StyledText(value, isLit ? Style.accent.bold : Style.text.bold), in: rows[1])
      buffer.write(StyledText(" \(keys)", .dim), in: rows[2])
      x += width
    }
  }

  private static let keys = [
    "kernel": "( )", "stride": "[ ]", "padding": "{ }", "dilation": "< >",
  ]
}

/// What the op on the stage comes to: the sum of its size, its counts, the call in PyTorch, and what
/// the last change did.
struct LabReadout: Widget {
  let model: LabModel

  init(_ model: LabModel) { self.model = model }

  func draw(in area: Rect, on buffer: inout Buffer) {
    for (line, row) in zip(lines, area.rows(.fixed(1), .fixed(1), .fixed(1), .fixed(1))) {
      buffer.write(buffer.glyphs.adapt(line), in: row)
    }
  }

  private var lines: [StyledText] {
    [sizes, counts, StyledText(model.operation.pytorch, .text), StyledText(model.sentence, .dim)]
  }

  /// The sum that gives the output's size, with the numbers put in.
  private var sizes: StyledText {
    guard let node = model.node, let sums = node.graph.sizeSums(of: node.id) else { return "" }
    if sums.count == 1 { return StyledText("length  ", .dim) + StyledText(sums[0]) }
    if sums[0] == sums[1] { return StyledText("rows, columns  ", .dim) + StyledText(sums[0]) }
    return StyledText("rows  ", .dim) + StyledText(sums[0]) + StyledText("   columns  ", .dim)
      + StyledText(sums[1])
  }

  private var counts: StyledText {
    guard let node = model.node else { return "" }
    let shapes = node.graph[node.id].inputs.map { node.graph[$0].shape }
    let result = node.graph[node.id].shape
    let cost = node.graph[node.id].op.cost(shapes, result: result)
    var parts = ["\(shapes.first.map { "\($0) → " } ?? "")\(result)"]
    if cost.parameters > 0 { parts.append("\(NumberText.grouped(cost.parameters)) parameters") }
    if cost.multiplyAdds > 0 {
      parts.append("\(NumberText.grouped(cost.multiplyAdds)) multiply-adds")
    }
    return StyledText(parts.joined(separator: "   "), .dim)
  }
}
