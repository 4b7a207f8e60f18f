import TerminalKit
import Typesetting

/// Every unit's own picture, and between them the weights as wires.
struct NetworkView: Widget {
  let model: PlaygroundModel
  let shot: Shot
  let layout: NetworkLayout

  func draw(in area: Rect, on buffer: inout Buffer) {
    buffer.write(title, in: layout.title)
    for layer in shot.layers.indices where layer + 1 < layout.columns.count {
      Wires(shot.layers[layer].weights, chosen: model.unit.layer == layer ? model.unit.index : nil)
        .draw(from: layout.columns[layer], to: layout.columns[layer + 1], on: &buffer)
    }
    for (index, rect) in layout.columns[0].enumerated() where shot.features.indices.contains(index)
    {
      draw(shot.features[index], in: rect, on: &buffer)
      let name = Rect(x: rect.minX - 6, y: rect.minY, width: 5, height: 1)
      buffer.write(
        StyledText(model.settings.features[index].title, .input), in: name, alignment: .trailing)
    }
    for (layer, units) in layout.columns.dropFirst().enumerated() {
      for (index, rect) in units.enumerated() { draw(layer, index, in: rect, on: &buffer) }
    }
  }

  private var title: StyledText {
    let function = model.settings.activation.rawValue
    return StyledText("network", Style.text.bold)
      + StyledText(model.settings.hiddenLayers.isEmpty ? "" : "  \(function)", .dim)
  }

  private func draw(_ layer: Int, _ index: Int, in rect: Rect, on buffer: inout Buffer) {
    let unit = PlaygroundModel.UnitPlace(layer: layer, index: index)
    guard let map = shot.map(of: unit) else { return }
    draw(map, in: rect, on: &buffer)
    if layer == shot.layers.count - 1 {
      buffer.write(
        SplitPoints.letter(index), at: Point(x: rect.maxX + 1, y: rect.minY),
        style: ClassColor.style(index))
    }
    guard model.unit == unit else { return }
    let style = model.focus == .network ? Style.accent.bold : Style.accent
    for row in rect.minY..<rect.maxY {
      buffer.write("[", at: Point(x: rect.minX - 1, y: row), style: style)
      buffer.write("]", at: Point(x: rect.maxX, y: row), style: style)
    }
  }

  /// A map in the colours of ``SignedRamp``, by its largest value.
  private func draw(_ map: [Float], in rect: Rect, on buffer: inout Buffer) {
    let reach = Double(map.reduce(0) { max($0, abs($1)) })
    let image = PixelImage(width: Plane.cells, height: Plane.cells) { row, column in
      SignedRamp.color(map[row * Plane.cells + column], reach: reach)
    }
    buffer.draw(ImageView(image), in: rect)
  }
}

/// The weights between two columns of units: a line each, dotted below zero, bold where strong.
struct Wires {
  private let weights: [[Float]]
  /// The unit whose wires are always drawn.
  private let chosen: Int?
  private let largest: Float

  /// The share of the largest weight from which on a wire is drawn, and is bold.
  private static let (faint, strong): (Float, Float) = (0.1, 0.5)
  /// With more wires than this, only strong ones are drawn.
  private static let most = 24

  init(_ weights: [[Float]], chosen: Int?) {
    (self.weights, self.chosen) = (weights, chosen)
    largest = weights.joined().reduce(0) { max($0, abs($1)) }
  }

  func draw(from sources: [Rect], to targets: [Rect], on buffer: inout Buffer) {
    guard let first = sources.first, let last = targets.first, largest > 0, largest.isFinite
    else { return }
    let (left, right) = (first.maxX, last.minX)
    let all = sources + targets
    guard right - left >= 2, let top = all.map(\.minY).min(), let bottom = all.map(\.maxY).max()
    else { return }
    let area = Rect(x: left, y: top, width: right - left, height: bottom - top)
    for isStrong in [false, true] {
      for isNegative in [true, false] {
        var canvas = DotCanvas(width: area.width, height: area.height)
        for (unit, target) in targets.enumerated() where weights.indices.contains(unit) {
          for (input, source) in sources.enumerated() where weights[unit].indices.contains(input) {
            let weight = weights[unit][input]
            guard (weight < 0) == isNegative, isDrawn(weight, of: unit, isStrong) else { continue }
            canvas.wire(
              from: Self.middle(source) - 4 * top, to: Self.middle(target) - 4 * top,
              isDotted: isNegative)
          }
        }
        let style = isNegative ? Style.input : Style.kernel
        canvas.draw(isStrong ? style.bold : style, in: area, on: &buffer)
      }
    }
  }

  private func isDrawn(_ weight: Float, of unit: Int, _ isStrong: Bool) -> Bool {
    let share = abs(weight) / largest
    guard share >= Self.faint, (share >= Self.strong) == isStrong else { return false }
    return isStrong || unit == chosen || weights.count * (weights.first?.count ?? 0) <= Self.most
  }

  /// The middle of a picture, in dots from the top of the screen.
  private static func middle(_ rect: Rect) -> Int { 4 * rect.minY + 2 * rect.height }
}

extension DotCanvas {
  /// A line from the left side to the right one.
  fileprivate mutating func wire(from start: Int, to end: Int, isDotted: Bool) {
    let count = max(columns - 1, abs(end - start), 1)
    for step in 0...count where !isDotted || step % 4 < 2 {
      set(
        step * (columns - 1) / count,
        start + Int((Double(end - start) * Double(step) / Double(count)).rounded()))
    }
  }
}
