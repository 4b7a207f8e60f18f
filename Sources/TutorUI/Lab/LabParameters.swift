import Problems
import TerminalKit
import Typesetting

/// The parameters of the op on the stage: their names, their values, and the keys that change them; behind
/// them the key that goes through all, also those that have none of their own or no room.
struct LabParameters: Widget {
  let model: LabModel

  init(_ model: LabModel) { self.model = model }

  func draw(in area: Rect, on buffer: inout Buffer) {
    let parameters = model.live.parameters
    let ordered =
      parameters.filter { $0.name == LiveParameter.input }
      + parameters.filter { $0.name != LiveParameter.input }
    let chosen = model.player.tunedParameter?.name
    let lit = chosen ?? model.lastChanged
    let columns = ordered.map {
      Column(
        $0, isLit: $0.name == lit, isOfChain: model.live.operation > 0,
        typed: $0.name == chosen ? model.player.typedParameter : nil)
    }
    let shown = Self.inView(
      columns.map(\.width), around: ordered.firstIndex { $0.name == chosen } ?? 0, in: area.width)
    var x = area.minX
    if shown.lowerBound > 0 {
      drawSide("+\(shown.lowerBound)", at: x, in: area, on: &buffer)
      x += Self.hiddenWidth
    }
    for column in columns[shown] {
      column.draw(in: Rect(x: x, y: area.minY, width: column.width, height: 3), on: &buffer)
      x += column.width
    }
    let hidden = columns.count - shown.upperBound
    drawSide(
      hidden > 0 ? "+\(hidden) more" : "", keys: columns.isEmpty ? "" : "P all",
      at: max(area.minX, area.maxX - Self.allWidth), in: area, on: &buffer)
  }

  /// The columns that take how many are out of view on the left.
  private static let hiddenWidth = 4

  /// Those at the right end, with the key that goes through all of them, at the same place for every op.
  private static let allWidth = 8

  /// Says how many parameters are out of view on one side, and how one gets to all of them.
  private func drawSide(
    _ count: String, keys: String = "", at x: Int, in area: Rect, on buffer: inout Buffer
  ) {
    let rows = Rect(x: x, y: area.minY, width: Self.allWidth, height: 3).intersection(area).rows(
      .fixed(1), .fixed(1), .fixed(1))
    buffer.write(StyledText(count, .dim), in: rows[0])
    buffer.write(StyledText(keys, .dim), in: rows[2])
  }

  /// The parameters in view: from the first on, or as far as the chosen one asks for.
  private static func inView(_ widths: [Int], around chosen: Int, in width: Int) -> Range<Int> {
    func end(from first: Int) -> Int {
      var room = width - (first > 0 ? hiddenWidth : 0) - allWidth
      var end = first
      while end < widths.count {
        guard widths[end] <= room || end == first else { break }
        room -= widths[end]
        end += 1
      }
      return end
    }
    var first = 0
    while end(from: first) <= chosen { first += 1 }
    return first..<end(from: first)
  }

  /// A parameter: its name, its value and its keys below each other.
  private struct Column {
    let name: String
    let value: String
    let keys: String
    let isLit: Bool

    /// - Parameters:
    ///   - isOfChain: Whether the op reads what others made of the input.
    ///   - typed: What is being typed in place of its value; `nil` for nothing.
    init(_ parameter: LiveParameter, isLit: Bool, isOfChain: Bool, typed: String?) {
      let isFirstInput = isOfChain && parameter.name == LiveParameter.input
      name = " \(isFirstInput ? "chain input" : parameter.name)"
      let text = typed.map { $0 + "_" } ?? parameter.text
      value = isLit ? "[\(text)]" : " \(text) "
      keys = " " + (LabParameters.keys[parameter.name] ?? "")
      self.isLit = isLit
    }

    var width: Int { max(8, DisplayWidth.of(name) - 1, DisplayWidth.of(value)) + 2 }

    func draw(in area: Rect, on buffer: inout Buffer) {
      let rows = area.rows(.fixed(1), .fixed(1), .fixed(1))
      buffer.write(StyledText(name, .dim), in: rows[0])
      buffer.write(StyledText(value, isLit ? Style.accent.bold : Style.text.bold), in: rows[1])
      buffer.write(StyledText(keys, .dim), in: rows[2])
    }
  }

  private static let keys = [
    "kernel": "( )", "stride": "[ ]", "padding": "{ }", "dilation": "< >",
  ]
}
