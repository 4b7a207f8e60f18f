import TensorEngine

/// A graph together with the values of its inputs.
struct Example<Scalar: TensorScalar> {
  var graph = Graph()
  var feeds: [NodeID: Tensor<Scalar>] = [:]

  mutating func input(_ value: Tensor<Scalar>, _ name: String = "input") throws -> NodeID {
    let id = try graph.input(value.shape, name: name)
    feeds[id] = value
    return id
  }

  func values(of outputs: [NodeID]) throws -> [NodeID: Tensor<Scalar>] {
    try ReferenceBackend<Scalar>().compile(graph, outputs: outputs).run(feeds)
  }

  func value(of output: NodeID) throws -> Tensor<Scalar> {
    try values(of: [output])[output]!
  }
}

/// The value of one op applied to operands by the reference backend.
func evaluate<Scalar: TensorScalar>(
  _ op: Op, _ operands: Tensor<Scalar>...
) throws -> Tensor<Scalar> {
  var example = Example<Scalar>()
  let inputs = try operands.map { try example.input($0) }
  let output = try example.graph.append(op, inputs)
  return try example.value(of: output)
}

/// A tensor of one plane, [1, 1, H, W], from its rows.
func plane(_ rows: [Double]...) -> Tensor<Double> {
  Tensor([1, 1, rows.count, rows[0].count], rows.flatMap { $0 })
}

/// A sequence of one channel, [1, 1, L].
func sequence(_ cells: Double...) -> Tensor<Double> {
  Tensor([1, 1, cells.count], cells)
}

/// Whether two tensors have one shape and elements that differ by at most a tolerance.
func isClose(
  _ left: Tensor<Double>, _ right: Tensor<Double>, tolerance: Double = 1e-9
) -> Bool {
  left.shape == right.shape
    && zip(left.elements, right.elements).allSatisfy {
      abs($0 - $1) <= tolerance * max(1, abs($1))
    }
}
