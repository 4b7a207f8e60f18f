import TensorEngine

/// How many axes the input and the upstream gradient have.
extension Problem {
  /// The input with the rank that the first op which minds needs.
  func inputAtFullRank() throws(Diagnostic) -> Tensor<Double> {
    let (layout, name) = inputLayout
    let written = input.value.shape.rank
    let rank: Int
    let forms: String
    switch layout {
    case .sequence: (rank, forms) = (3, "L, C×L or N×C×L")
    case .columns: (rank, forms) = (3, "rows×positions or N×rows×positions")
    case .image, .any: (rank, forms) = (4, "H×W, C×H×W or N×C×H×W")
    case .rows: (rank, forms) = (max(2, written), "")
    case .rowsOrSequence: (rank, forms) = (max(2, min(3, written)), "N×F or N×C×L")
    case .rowsOrImage: (rank, forms) = (written <= 2 ? 2 : 4, "N×F, C×H×W or N×C×H×W")
    }
    guard written <= rank else {
      throw input.node.diagnostic(
        "\(name) takes an input of \(forms), but this one has \(written) axes",
        remedy: "Write it with fewer levels of brackets or separators.")
    }
    return input.value(ofRank: rank)
  }

  /// The layout of the first op that minds, and that op's name.
  private var inputLayout: (OperationSchema.InputLayout, String) {
    for operation in operations {
      let layout = operation.inputLayout
      if layout != .any { return (layout, operation.name) }
    }
    return (.any, operations[0].name)
  }

  /// dLoss/dOutput in the output's shape; a single number fills it.
  ///
  /// - Returns: `nil` when none was given.
  func upstreamAtFullRank(outputShape: Shape) throws(Diagnostic) -> Tensor<Double>? {
    guard let upstream else { return nil }
    if upstream.value.shape == .scalar {
      return Tensor(outputShape, repeating: upstream.value.elements[0])
    }
    let value = upstream.value(ofRank: outputShape.rank)
    guard value.shape == outputShape else {
      throw upstream.node.diagnostic(
        "upstream has shape \(upstream.value.shape), but the output has shape \(outputShape)",
        remedy: "Give one number for each number of the output, or a single number for all.")
    }
    return value
  }

  /// The op that messages about the whole problem point at.
  public var firstOperation: ProblemOperation { operations[0] }
}

extension ProblemOperation {
  /// The layout of the schema, or of the mode of an upsampling.
  fileprivate var inputLayout: OperationSchema.InputLayout {
    guard name == "upsample" else { return schema.inputLayout }
    return OperationSchema.upsampleMode.value(in: self).inputLayout
  }
}
