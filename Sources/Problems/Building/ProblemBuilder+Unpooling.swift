import ConvolutionArithmetic
import TensorEngine

/// Putting maxima back where a pool found them.
extension ProblemBuilder {
  /// Undoes the nearest earlier max pool that is not undone yet.
  mutating func maxUnpool(_ operation: ProblemOperation) throws -> NodeID {
    guard let pool = pools.popLast() else {
      throw operation.diagnostic(
        "max_unpool2d has no earlier max_pool2d whose switches it could use",
        remedy: "Put a max_pool2d before it; each max_pool2d is undone once.")
    }
    guard shape == graph[pool.output].shape else {
      throw operation.diagnostic(
        "max_unpool2d is applied to shape \(shape), but its max_pool2d gave \(graph[pool.output].shape)",
        remedy: "Undo the pool on a value of the shape that the pool made.")
    }
    let plane = Array(graph[pool.input].shape.dimensions.suffix(2))
    try checkUnpooledSize(operation, pool, plane)
    let switches = try graph.append(.maxPoolIndices(pool.windows), [pool.input], name: "switches")
    return try graph.append(
      .maxUnpool(Unpooling(outputSize: plane, overlap: .replace)), [current, switches])
  }

  /// Makes sure that the parameters, where there are any, lead back to the plane that was pooled.
  ///
  /// A window of size k and stride s over n cells with padding p on both sides undoes to
  /// `(n − 1)·s − 2p + k` cells; `output_size` chooses among the sizes less than a stride away,
  /// all of which the pool makes equal.
  private func checkUnpooledSize(
    _ operation: ProblemOperation, _ pool: MaxPoolRecord, _ plane: [Int]
  ) throws {
    let kernel = try lengths("kernel_size", of: operation, atLeast: 1)
    let stride = try lengths("stride", of: operation, atLeast: 1)
    let padding = try lengths("padding", of: operation, atLeast: 0)
    let outputSize = try lengths("output_size", of: operation, atLeast: 1)
    if let outputSize, outputSize != plane {
      throw wrongPlane(operation, outputSize, plane, at: "output_size")
    }
    guard
      let given = ["kernel_size", "stride", "padding"].first(where: { operation.lengths($0) != nil }
      )
    else { return }
    let kernelSize = kernel ?? pool.windows.map(\.kernelSize)
    let strides = stride ?? kernel ?? pool.windows.map(\.stride)
    let cut = padding ?? (kernel == nil ? pool.windows.map(\.paddingBefore) : [0, 0])
    let size = (0..<2).map { axis in
      (shape[axis + 2] - 1) * strides[axis] - 2 * cut[axis] + kernelSize[axis]
    }
    guard size.allSatisfy({ $0 >= 1 }) else {
      throw operation.diagnostic(
        "max_unpool2d: with this kernel_size, stride and padding no plane is left",
        remedy: "Give those of the max_pool2d, or leave them out.", at: given)
    }
    let isReached = (0..<2).allSatisfy { axis in
      outputSize == nil
        ? size[axis] == plane[axis] : abs(size[axis] - plane[axis]) < strides[axis]
    }
    guard isReached else { throw wrongPlane(operation, size, plane, at: given) }
  }

  /// A length for each axis, if the parameter is given.
  private func lengths(
    _ name: String, of operation: ProblemOperation, atLeast least: Int
  ) throws -> [Int]? {
    guard let lengths = operation.lengths(name) else { return nil }
    if let wrong = lengths.first(where: { $0 < least }) {
      throw operation.diagnostic(
        "\(operation.name): \(name) cannot be \(wrong)", remedy: "Use at least \(least).", at: name)
    }
    return perAxis(lengths, 2)
  }

  private func wrongPlane(
    _ operation: ProblemOperation, _ size: [Int], _ plane: [Int], at name: String
  ) -> Diagnostic {
    operation.diagnostic(
      "max_unpool2d would make a plane of \(size[0])×\(size[1]), but the switches point into"
        + " one of \(plane[0])×\(plane[1])",
      remedy: "Give output_size: [\(plane[0]), \(plane[1])] and the pool's own parameters, or leave"
        + " all of them out.", at: name)
  }
}
