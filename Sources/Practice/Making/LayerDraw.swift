import ConvolutionArithmetic
import Misconceptions
import Problems
import Typesetting

/// Layers and stacks as families write them.
enum LayerDraw {
  /// The names that a layer may use.
  static let keys = [
    "kind", "channels", "filters", "kernel", "padding", "stride", "groups", "bias", "size",
  ]

  /// The question about a layer.
  static func inquiry(
    _ layer: NamedValues, _ asked: Asked, _ draw: Draw
  ) throws(Diagnostic) -> LayerInquiry {
    let kind: LayerInquiry.Kind = try word(
      try layer.required("kind", of: "the layer", remedy: "Write 'kind: conv'."))
    guard let valueNode = asked.valueNode else {
      throw asked.node.diagnostic(
        "it is not said what is counted",
        remedy: "Write 'of:' with one of "
          + LayerInquiry.Quantity.allCases.map(\.rawValue).joined(separator: ", ") + ".")
    }
    let quantity: LayerInquiry.Quantity = try word(valueNode)
    func number(_ name: String, _ usual: Int) throws(Diagnostic) -> Int {
      guard let node = layer[name] else { return usual }
      return try Expression(node).value(draw.numbers)
    }
    let (channels, filters) = (try number("channels", 1), try number("filters", 1))
    let (kernel, padding) = (try number("kernel", 1), try number("padding", 0))
    let (stride, groups) = (try number("stride", 1), try number("groups", 1))
    let (size, bias) = (try number("size", 1), try number("bias", 1))
    do {
      return try LayerInquiry(
        kind, quantity, channels: channels, filters: filters, kernel: kernel, padding: padding,
        stride: stride, groups: groups, hasBias: bias != 0, size: size)
    } catch {
      throw layer.node.diagnostic("there is no such layer", remedy: "\(error)")
    }
  }

  /// The question about a stack.
  static func inquiry(
    _ stack: [NamedValues], _ draw: Draw
  ) throws(Diagnostic) -> FieldInquiry {
    var windows: [SlidingWindow] = []
    for values in stack {
      func number(_ name: String) throws(Diagnostic) -> Int {
        guard let node = values[name] else { return 1 }
        return try Expression(node).value(draw.numbers)
      }
      let (kernel, stride) = (try number("kernel"), try number("stride"))
      let dilation = try number("dilation")
      do throws(GeometryError) {
        windows.append(
          try SlidingWindow(kernelSize: kernel, stride: stride, dilation: dilation))
      } catch {
        throw values.node.diagnostic("there is no such window", remedy: "\(error)")
      }
    }
    do throws(GeometryError) {
      return try FieldInquiry(windows)
    } catch {
      throw stack[0].node.diagnostic("nobody sees that far", remedy: "\(error)")
    }
  }

  private static func word<Word: RawRepresentable<String> & CaseIterable>(
    _ node: SourceNode
  ) throws(Diagnostic) -> Word {
    let text = try node.string("this")
    guard let word = Word(rawValue: text) else {
      throw node.diagnostic(
        "there is no \(text.quoted) here",
        remedy: NearestName.remedy(
          for: text, in: Word.allCases.map(\.rawValue), listedAs: "It is one of"))
    }
    return word
  }
}
