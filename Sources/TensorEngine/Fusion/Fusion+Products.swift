/// What is done to the sums of a matrix product before they are stored: the bias and the ReLU of a linear layer, and in
/// backward passes the ReLU's gradient.
extension Fusion {
  mutating func fuseProduct(_ id: NodeID, _ transposeA: Bool, _ transposeB: Bool) {
    let inputs = graph[id].inputs
    var product = FusedProduct(
      node: id, transposeA: transposeA, transposeB: transposeB, a: inputs[0], b: inputs[1],
      result: id)
    if let reader = graph.onlyReader(of: id), isMask(reader, of: id) {
      let x = graph[reader].inputs[0]
      (product.store, product.result) = (.masked(by: rectified[x] ?? x), reader)
    } else {
      if let (sum, bias) = biased(id) {
        product.bias = bias
        product.result = sum
        // Nobody reads the sums without it.
        done.insert(sum)
      }
      (product.store, product.result) = throughRectifier(product.result)
    }
    append(.product(product))
  }

  /// The sum of a product and one number for each of its columns, where that is all the product is for.
  private func biased(_ id: NodeID) -> (sum: NodeID, bias: NodeID)? {
    guard let reader = graph.onlyReader(of: id), fusable.contains(reader),
      graph[reader].op == .binary(.add), graph[reader].shape == graph[id].shape
    else { return nil }
    let inputs = graph[reader].inputs
    let other = inputs[0] == id ? inputs[1] : inputs[0]
    guard other != id, graph[other].shape == Shape([graph[id].shape.dimensions.last ?? 0]),
      isThere(other)
    else { return nil }
    return (reader, other)
  }
}
