import TensorEngine

/// The channels of a tensor `[N, C, …]`.
struct ChannelAxis: Sendable {
  private let shape: Shape

  init(_ shape: Shape) { self.shape = shape }

  /// The channel of a position in row-major order.
  func channel(_ position: Int) -> Int { position / shape.strides[1] % shape[1] }

  /// The shape of a number for each channel, to be broadcast.
  var broadcast: Shape { Shape((0..<shape.rank).map { $0 == 1 ? shape[1] : 1 }) }

  /// The axes that a channel's statistics are taken over.
  var others: [Int] { (0..<shape.rank).filter { $0 != 1 } }

  /// How many numbers a channel has.
  var count: Int { shape.count / max(1, shape[1]) }

  /// Why nothing is left of gradients where what flows back is the same all over each channel; empty where
  /// it is not.
  func cancelling(_ upstream: Tensor<Double>) -> String {
    var flowing: [Int: Double] = [:]
    let isEven = upstream.elements.enumerated().allSatisfy { position, gradient in
      let first = flowing[channel(position)] ?? gradient
      flowing[channel(position)] = first
      return first == gradient
    }
    return isEven
      ? "What flows back is the same all over the channel, and the channel's results always add up to"
        + " the same: so the three cancel, and dLoss/dx is 0 whatever x is." : ""
  }

  /// Whether a position is the last of its channel.
  func isLast(_ position: Int) -> Bool {
    position % shape.strides[1] == shape.strides[1] - 1
      && position / (shape.strides[1] * shape[1]) == shape[0] - 1
  }

  /// The positions of a channel's numbers.
  func positions(of channel: Int) -> [Int] {
    (0..<shape.count).filter { self.channel($0) == channel }
  }
}
