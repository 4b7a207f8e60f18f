import ConvolutionArithmetic
import TensorEngine

extension ProblemOperation {
  /// The engine's error as a diagnostic at the parameter it is about.
  ///
  /// - Parameter input: The problem's input, whose separators may be what was mistaken.
  func diagnostic(for error: any Error, input: GridLiteral) -> Diagnostic {
    switch error {
    case let error as ShapeError where isAboutChannels(error) && input.hasOneRowPlanes:
      return diagnostic(
        sentences: "\(error). In the input ';' separates channels: write '/' between the rows of"
          + " one", or: "", at: parameter(of: error))
    case let diagnostic as Diagnostic:
      return diagnostic
    case let error as ShapeError:
      return diagnostic(
        sentences: error.description, or: remedy(for: error), at: parameter(of: error))
    case let error as GeometryError:
      return diagnostic(
        sentences: "\(name): \(error)", or: remedy(for: error), at: parameter(of: error))
    default:
      return diagnostic("\(name) cannot be applied", remedy: "\(error)")
    }
  }

  private func isAboutChannels(_ error: ShapeError) -> Bool {
    if case .channels = error { true } else { false }
  }

  /// The first sentence becomes the message, the rest the remedy.
  private func diagnostic(
    sentences: String, or fallback: String, at parameter: String?
  ) -> Diagnostic {
    var text = sentences
    // The engine's op may be a part of the one that was written.
    if !text.hasPrefix(name) { text = "\(name): \(text)" }
    guard let end = text.firstRange(of: ". ") else {
      return diagnostic(text.droppingFullStop, remedy: fallback, at: parameter)
    }
    let remedy = String(text[end.upperBound...])
    return diagnostic(
      String(text[..<end.lowerBound]),
      remedy: remedy.hasSuffix(".") || remedy.hasSuffix(".)") ? remedy : remedy + ".",
      at: parameter)
  }

  /// What to do where the engine's sentence ends with what is wrong.
  private func remedy(for error: ShapeError) -> String {
    switch error {
    case .perChannel(_, let operand, _, let channels):
      "Give \(operand) \(channels) number\(channels == 1 ? "" : "s"), or leave it out."
    case .axis: "Axes count from 0, the batch included; negative ones from the end."
    case .window(_, _, let error): remedy(for: error)
    case .rank: "Add or take away axes with other ops, or write the grid with other separators."
    case .kernelSize, .channels, .groups, .mismatch, .operandCount, .parameter, .tooLarge,
      .inputTooLarge:
      "Change one of them."
    }
  }

  private func remedy(for error: GeometryError) -> String {
    if case .outputPaddingTooLarge = error {
      return "Output padding only chooses between sizes that the stride makes equal."
    }
    return "Change one of the numbers."
  }

  private func parameter(of error: ShapeError) -> String? {
    switch error {
    case .rank(_, let operand, _, _), .perChannel(_, let operand, _, _):
      arguments[operand] == nil ? nil : operand
    case .channels, .kernelSize: "weight"
    case .groups: "groups"
    case .window(_, _, let error): parameter(of: error)
    case .parameter(_, let name, _, _): arguments[name] == nil ? nil : name
    case .operandCount, .mismatch, .axis, .tooLarge, .inputTooLarge: nil
    }
  }

  private func parameter(of error: GeometryError) -> String? {
    switch error {
    case .parameterOutOfRange(let parameter, _, _): self.parameter(for: parameter)
    case .sameNeedsUnitStride: "stride"
    case .outputPaddingTooLarge: "output_padding"
    case .poolingPaddingTooLarge: "padding"
    case .sizeOutOfRange, .kernelDoesNotFit, .transposedOutputIsEmpty, .ceilModeHasNoTranspose,
      .channelsNotDivisible, .tooLarge:
      nil
    }
  }

  private func parameter(for parameter: GeometryError.Parameter) -> String? {
    switch parameter {
    case .kernelSize: "kernel_size"
    case .stride: "stride"
    case .paddingBefore, .paddingAfter: "padding"
    case .dilation: "dilation"
    case .outputPadding: "output_padding"
    case .groups: "groups"
    case .adaptiveOutputSize: "output_size"
    case .inputChannels, .outputChannels: nil
    }
  }
}

extension GridLiteral {
  /// Whether the grid is text with `;` between planes of a single row, as if `;` ended rows.
  fileprivate var hasOneRowPlanes: Bool {
    value.shape.rank == 3 && value.shape[1] == 1 && node.scalar?.contains(";") == true
  }
}

extension String {
  fileprivate var droppingFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
