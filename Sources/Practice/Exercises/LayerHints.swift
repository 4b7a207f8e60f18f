import Misconceptions

/// Hints to what is counted of a layer.
struct LayerHints {
  private let layer: LayerInquiry

  init(_ layer: LayerInquiry) { self.layer = layer }

  /// The hints, and the whole way to the answer.
  var ladder: (hints: [String], solution: String) {
    let (rule, sum, first) = parts
    let result = if case .number(let count) = layer.answer { Int(count) } else { 0 }
    return (
      [rule, sum, first].filter { !$0.isEmpty }, sum.isEmpty ? "" : "\(sum.dropLast()) = \(result)."
    )
  }

  /// The rule, the rule with its numbers, the first step of it.
  private var parts: (rule: String, sum: String, first: String) {
    let (c, f, k) = (layer.channels, layer.filters, layer.kernel)
    switch (layer.kind, layer.quantity) {
    case (.convolution, .outputs):
      return ("Each filter makes one map, however many channels it reads.", "", "")
    case (.convolution, .parameters), (.convolution, .weights):
      let depth = layer.groups > 1 ? "\(c)/\(layer.groups)" : "\(c)"
      let bias = layer.quantity == .parameters && layer.hasBias ? " + \(f)" : ""
      return (
        "Filters · depth of a filter · kernel height · kernel width, and a bias for each filter"
          + " where it has one.",
        "\(f)·\(depth)·\(k)·\(k)\(bias).",
        "One filter has \(c / layer.groups)·\(k)·\(k) = \(c / layer.groups * k * k) weights."
      )
    case (.convolution, .multiplyAdds), (.convolution, .operations):
      let twice = layer.quantity == .operations ? "2·" : ""
      let o = layer.outputSize
      return (
        "Every result takes one multiply-add for each weight of its filter"
          + (twice.isEmpty ? "." : "; each is two operations."),
        "\(twice)\(f)·\(o)·\(o)·\(c / layer.groups)·\(k)·\(k).",
        "One result takes \(c / layer.groups)·\(k)·\(k) = \(c / layer.groups * k * k)."
      )
    case (.linear, .parameters):
      return (
        "Every output has a weight for every input, and a bias.",
        "\(c)·\(f)\(layer.hasBias ? " + \(f)" : "").", "The weights alone: \(c)·\(f) = \(c * f)."
      )
    case (.linear, .operations):
      return ("Every weight is used once; a multiply-add is two operations.", "2·\(c)·\(f).", "")
    case (.linear, _): return ("Every output has a weight for every input.", "\(c)·\(f).", "")
    case (.pool, .outputs): return ("A pool keeps every map.", "", "")
    case (.pool, _): return ("What would it learn? It compares, and keeps.", "", "")
    case (.batchNorm, .outputs): return ("It changes the numbers, not how many.", "", "")
    case (.batchNorm, _): return ("Each channel has a scale and a shift.", "2·\(c).", "")
    case (.flatten, _):
      return (
        "All maps, laid out one after the other.", "\(c)·\(layer.size)·\(layer.size).",
        "One map has \(layer.size)·\(layer.size) = \(layer.size * layer.size) cells."
      )
    }
  }
}
