import TensorEngine

extension SolvedProblem {
  /// The results as one line of JSON, for programs.
  ///
  /// ```json
  /// {"steps":[{"op":"conv2d","shape":[1,1,1,2],"output":[[[[1,-2]]]]}],"shape":[1,1,1,2],"output":[[[[1,-2]]]]}
  /// ```
  ///
  /// Outputs are nested lists at full rank, batch included; a loss is a bare number. Gradients,
  /// where they were asked for, follow as `"gradients":{"input":…,"0.weight":…}`. Keys always come
  /// in this order. Whole numbers have no fraction, others the fewest digits that give the number
  /// back in the precision it was computed in; what is not finite is `null`, since JSON has no
  /// word for it.
  public var json: String {
    var writer = JSONWriter(isSinglePrecision: isSinglePrecision)
    writer.object { writer in
      writer.key("steps")
      writer.array(steps) { writer, step in
        writer.object { writer in
          writer.key("op")
          writer.string(step.built.operation)
          writer.shapeAndOutput(step.output)
          for extra in step.extras {
            writer.key(extra.name)
            writer.tensor(extra.value)
          }
        }
      }
      writer.shapeAndOutput(output)
      guard !gradients.isEmpty else { return }
      writer.key("gradients")
      writer.object { writer in
        for gradient in gradients {
          writer.key(gradient.name)
          writer.tensor(gradient.value)
        }
      }
    }
    return writer.text
  }
}

/// Writes JSON with its keys in the order in which they come.
private struct JSONWriter {
  private(set) var text = ""
  private let isSinglePrecision: Bool
  /// Whether a comma is due before the next key or item.
  private var needsComma = false

  init(isSinglePrecision: Bool) {
    self.isSinglePrecision = isSinglePrecision
  }

  mutating func object(_ body: (inout JSONWriter) -> Void) {
    text += "{"
    needsComma = false
    body(&self)
    text += "}"
    needsComma = true
  }

  mutating func array<Item>(_ items: [Item], _ body: (inout JSONWriter, Item) -> Void) {
    text += "["
    needsComma = false
    for item in items {
      separate()
      needsComma = false
      body(&self, item)
      needsComma = true
    }
    text += "]"
    needsComma = true
  }

  mutating func key(_ name: String) {
    separate()
    string(name)
    text += ":"
  }

  /// Names here are op and parameter names, which need no escapes.
  mutating func string(_ string: String) {
    text += "\"\(string)\""
    needsComma = true
  }

  mutating func shapeAndOutput(_ tensor: Tensor<Double>) {
    key("shape")
    text += "[" + tensor.shape.dimensions.map(String.init).joined(separator: ",") + "]"
    needsComma = true
    key("output")
    self.tensor(tensor)
  }

  mutating func tensor(_ tensor: Tensor<Double>) {
    nested(tensor, axis: 0, offset: 0)
    needsComma = true
  }

  private mutating func nested(_ tensor: Tensor<Double>, axis: Int, offset: Int) {
    guard axis < tensor.shape.rank else {
      text += number(tensor.elements[offset])
      return
    }
    let stride = tensor.shape.strides[axis]
    text += "["
    for position in 0..<tensor.shape[axis] {
      if position > 0 { text += "," }
      nested(tensor, axis: axis + 1, offset: offset + position * stride)
    }
    text += "]"
  }

  private func number(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value == value.rounded(), abs(value) < 0x1p53 { return String(Int(value)) }
    return isSinglePrecision ? Float(value).description : value.description
  }

  private mutating func separate() {
    if needsComma { text += "," }
  }
}
