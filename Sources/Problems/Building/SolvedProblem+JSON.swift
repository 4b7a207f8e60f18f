import TensorEngine
import Typesetting

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

extension JSONWriter {
  fileprivate mutating func shapeAndOutput(_ tensor: Tensor<Double>) {
    key("shape")
    array(tensor.shape.dimensions) { $0.integer($1) }
    key("output")
    self.tensor(tensor)
  }

  /// Writes a tensor as nested lists at full rank, one of rank 0 as a bare number.
  fileprivate mutating func tensor(_ tensor: Tensor<Double>) {
    nested(tensor, axis: 0, offset: 0)
  }

  private mutating func nested(_ tensor: Tensor<Double>, axis: Int, offset: Int) {
    guard axis < tensor.shape.rank else { return number(tensor.elements[offset]) }
    let stride = tensor.shape.strides[axis]
    array(0..<tensor.shape[axis]) { writer, position in
      writer.nested(tensor, axis: axis + 1, offset: offset + position * stride)
    }
  }
}
