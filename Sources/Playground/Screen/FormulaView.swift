import TerminalKit
import Typesetting

/// What the chosen unit computes, first with its weights, then with the numbers of the place.
struct FormulaView: Widget {
  let model: PlaygroundModel
  let shot: Shot

  func draw(in area: Rect, on buffer: inout Buffer) {
    let lines = lines.flatMap {
      buffer.glyphs.adapt($0).wrapped(to: area.width, hangingIndent: 2)
    }
    buffer.write(lines, in: area)
  }

  private var lines: [StyledText] {
    let unit = model.unit
    guard shot.layers.indices.contains(unit.layer),
      shot.layers[unit.layer].weights.indices.contains(unit.index)
    else { return [] }
    let layer = shot.layers[unit.layer]
    let (weights, bias) = (layer.weights[unit.index], layer.biases[unit.index])
    let inputs = unit.layer == 0 ? shot.probe.inputs : shot.probe.results[unit.layer - 1]
    let sum = shot.probe.sums[unit.layer][unit.index]
    return [
      name + place,
      StyledText("z = ") + Self.sum(weights, names, bias),
      StyledText("  ≈ ") + Self.sum(weights, inputs.map { Self.factor($0) }, bias)
        + Self.coming(to: sum),
      result(shot.probe.results[unit.layer][unit.index], sum),
    ]
  }

  /// What the unit is called.
  private var name: StyledText {
    let unit = model.unit
    let isLast = unit.layer == shot.layers.count - 1
    let text =
      isLast
      ? "score of \(model.data.classNames[unit.index].start)"
      : "layer \(unit.layer + 1), unit \(unit.index + 1)"
    return StyledText(text, Style.accent.bold)
  }

  private var place: StyledText {
    StyledText(" at (\(Self.number(shot.probe.x)), \(Self.number(shot.probe.y)))", .dim)
  }

  /// What the unit's inputs are called.
  private var names: [String] {
    guard model.unit.layer > 0 else { return model.settings.features.map(\.title) }
    let digits = ["₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈"]
    return shot.layers[model.unit.layer - 1].weights.indices.map { "a" + digits[$0] }
  }

  private func result(_ value: Float, _ sum: Float) -> StyledText {
    let isLast = model.unit.layer == shot.layers.count - 1
    let isOfPower = isLast || [.tanh, .sigmoid].contains(model.settings.activation)
    let end = Self.coming(to: value, ofPower: isOfPower)
    if isLast {
      let letter = SplitPoints.letter(model.unit.index)
      return StyledText("softmax: P(\(letter)) = e^z / Σ e^z") + end
    }
    switch model.settings.activation {
    case .linear: return StyledText("a = z") + end
    case .relu: return StyledText("a = max(0, z)") + end
    case .tanh, .sigmoid: return StyledText("a = \(model.settings.activation.rawValue)(z)") + end
    }
  }

  /// Weights times something, and the bias, with their signs between them.
  private static func sum(_ weights: [Float], _ factors: [String], _ bias: Float) -> StyledText {
    var text = StyledText()
    for (weight, factor) in zip(weights, factors) {
      text += sign(of: weight, isFirst: text.isEmpty)
      text += StyledText(number(abs(weight)), .kernel) + StyledText("·")
      text += StyledText(factor, .input)
    }
    return text + sign(of: bias, isFirst: text.isEmpty) + StyledText(number(abs(bias)), .kernel)
  }

  private static func sign(of value: Float, isFirst: Bool) -> StyledText {
    // No line ends between a sign and its number.
    StyledText(value < 0 ? (isFirst ? "−" : " −\u{a0}") : (isFirst ? "" : " +\u{a0}"))
  }

  /// What a sum or a function comes to: "=" only where the three digits that are written are all there are,
  /// which of a power of e is never known.
  private static func coming(to value: Float, ofPower: Bool = false) -> StyledText {
    let isWhole = !ofPower && value == value.rounded() && abs(value) < 1000
    return StyledText(isWhole ? " = " : " ≈ ") + StyledText(number(value), Style.output.bold)
  }

  private static func number(_ value: some BinaryFloatingPoint) -> String {
    NumberText.significant(Double(value), 3)
  }

  /// A number behind a sign of multiplication.
  private static func factor(_ value: Float) -> String {
    value < 0 ? "(\(number(value)))" : number(value)
  }
}
