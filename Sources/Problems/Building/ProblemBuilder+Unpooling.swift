import ConvolutionArithmetic
import TensorEngine

/// Putting maxima back where a pool found them.
extension ProblemBuilder {
  /// Undoes the nearest earlier max pool that is not undone yet.
  func maxUnpool(
    kernelSize: [Int]?, stride: [Int]?, padding: [Int]?, outputSize: [Int]?
  ) throws -> NodeID {
    guard let pool = pools.popLast() else {
      throw operation.diagnostic(
        "max_unpool2d has no earlier max_pool2d whose switches it could use",
        remedy: "Put a max_pool2d before it, each of which is undone once, or give indices.")
    }
    guard shape == graph[pool.output].shape else {
      throw operation.diagnostic(
        "max_unpool2d is applied to shape \(shape), but its max_pool2d gave \(graph[pool.output].shape)",
        remedy: "Undo the pool on a value of the shape that the pool made.")
    }
    let plane = Array(graph[pool.input].shape.dimensions.suffix(2))
    if let outputSize = outputSize.map(perAxis), outputSize != plane {
      throw wrongPlane(outputSize, plane, at: "output_size")
    }
    try checkUnpooledSize(
      pool, plane, kernelSize.map(perAxis), stride.map(perAxis), padding.map(perAxis),
      isChosen: outputSize != nil)
    let switches = try graph.append(.maxPoolIndices(pool.windows), [pool.input], name: "switches")
    return try append(.maxUnpool(Unpooling(outputSize: plane, overlap: .replace)), [switches])
  }

  /// Puts values at the cells that switches name, without a pool before it.
  func maxUnpool(
    at indices: GridLiteral, kernelSize: [Int]?, stride: [Int]?, padding: [Int]?,
    outputSize: [Int]?
  ) throws -> NodeID {
    guard shape.rank == 4 else {
      throw ShapeError.rank(
        op: "max_unpool2d", operand: "input", expected: "[N, C, H, W]", shape: shape)
    }
    let plane: [Int]
    if let outputSize {
      plane = perAxis(outputSize)
    } else if let kernelSize = kernelSize.map(perAxis) {
      let (strides, cut) = (stride.map(perAxis) ?? kernelSize, padding.map(perAxis) ?? [0, 0])
      plane = (0..<2).map { unpooledSize($0, kernelSize, strides, cut) }
    } else {
      throw operation.diagnostic(
        "max_unpool2d with indices needs the size of the plane that they point into",
        remedy: "Give output_size, or the kernel_size and stride of the pool.", at: "indices")
    }
    guard indices.value.shape.rank <= 4, indices.value(ofRank: 4).shape == shape else {
      throw operation.diagnostic(
        "max_unpool2d: indices have shape \(indices.value.shape), but the value has \(shape)",
        remedy: "Give one index for each number.", at: "indices")
    }
    let cells = plane.reduce(1) { $0.multipliedSaturating(by: max($1, 0)) }
    for index in indices.value.elements {
      guard index == index.rounded(), index >= 0, index < Double(cells) else {
        throw operation.diagnostic(
          "max_unpool2d: \(Argument.number(index).text) is no cell of a plane of"
            + " \(plane[0])×\(plane[1])",
          remedy: "Cells count row by row: use whole numbers from 0 to \(cells - 1).", at: "indices"
        )
      }
    }
    let switches = try feed(indices, "indices", rank: 4, isVariable: false)
    return try append(.maxUnpool(Unpooling(outputSize: plane, overlap: .replace)), [switches])
  }

  /// How long an axis was before a pool, as far as the pool's numbers tell: `(n − 1)·s − 2p + k`.
  private func unpooledSize(_ axis: Int, _ kernel: [Int], _ stride: [Int], _ cut: [Int]) -> Int {
    (shape[axis + 2] - 1) * stride[axis] - 2 * cut[axis] + kernel[axis]
  }

  /// Makes sure that the parameters, where there are any, lead back to the plane that was pooled.
  ///
  /// A window of size k and stride s over n cells with padding p on both sides undoes to
  /// `(n − 1)·s − 2p + k` cells; `output_size` chooses among the sizes less than a stride away,
  /// all of which the pool makes equal.
  private func checkUnpooledSize(
    _ pool: MaxPoolRecord, _ plane: [Int], _ kernel: [Int]?, _ stride: [Int]?, _ padding: [Int]?,
    isChosen: Bool
  ) throws {
    let values = [("kernel_size", kernel), ("stride", stride), ("padding", padding)]
    guard let given = values.first(where: { $0.1 != nil })?.0 else { return }
    let kernelSize = kernel ?? pool.windows.map(\.kernelSize)
    let strides = stride ?? kernel ?? pool.windows.map(\.stride)
    let cut = padding ?? (kernel == nil ? pool.windows.map(\.paddingBefore) : [0, 0])
    let size = (0..<2).map { unpooledSize($0, kernelSize, strides, cut) }
    guard size.allSatisfy({ $0 >= 1 }) else {
      throw operation.diagnostic(
        "max_unpool2d: with this kernel_size, stride and padding no plane is left",
        remedy: "Give those of the max_pool2d, or leave them out.", at: given)
    }
    let isReached = (0..<2).allSatisfy { axis in
      isChosen
        ? abs(size[axis] - plane[axis]) < strides[axis] : size[axis] == plane[axis]
    }
    guard isReached else { throw wrongPlane(size, plane, at: given) }
  }

  private func perAxis(_ lengths: [Int]) -> [Int] {
    lengths.count == 1 ? lengths + lengths : lengths
  }

  private func wrongPlane(_ size: [Int], _ plane: [Int], at name: String) -> Diagnostic {
    operation.diagnostic(
      "max_unpool2d would make a plane of \(size[0])×\(size[1]), but the switches point into"
        + " one of \(plane[0])×\(plane[1])",
      remedy: "Give output_size: [\(plane[0]), \(plane[1])] and the pool's own parameters, or leave"
        + " all of them out.", at: name)
  }
}
