import ConvolutionArithmetic
import TensorEngine

extension Graph {
  /// What running the whole graph asks of the machine.
  var cost: ProblemCost {
    var sum = ProblemCost()
    for node in nodes { sum += ProblemCost(numbers: node.shape.count, work: work(of: node)) }
    return sum
  }

  /// Multiply-adds, taps and moved numbers that computing a node takes, capped at the largest
  /// `Int`.
  private func work(of node: Node) -> Int {
    let operands = node.inputs.map { self[$0].shape }
    let cost = node.op.cost(operands, result: node.shape)
    var work = (cost.bytes / 4).addingSaturating(cost.multiplyAdds)
    switch node.op {
    case .maxPool(let windows), .maxPoolIndices(let windows):
      work = work.addingSaturating(taps(node.shape.count, windows))
    case .averagePool(let pool):
      work = work.addingSaturating(taps(node.shape.count, pool.windows))
    case .averagePoolGradient(let pool, _):
      work = work.addingSaturating(taps(operands[0].count, pool.windows))
    case .localResponseNorm(let norm), .localResponseNormGradient(let norm):
      let neighbours = min(norm.size, operands[0][1])
      work = work.addingSaturating(node.shape.count.multipliedSaturating(by: neighbours))
    default: break
    }
    return work
  }

  private func taps(_ positions: Int, _ windows: [SlidingWindow]) -> Int {
    windows.reduce(positions) { $0.multipliedSaturating(by: $1.kernelSize) }
  }
}
