/// The order in which the C kernels read a convolution's weight: [blocks of outputs][points][channels]
/// [outputs of the block].
///
/// Points are the kernel's elements, or what an algorithm makes of them.
struct BlockWeightPacking {
  /// Whether the weight's rows are the channels that are read, as in an input gradient.
  let isGradient: Bool
  /// The channels that are read.
  let channels: Int
  /// The channels that are computed.
  let outputs: Int
  /// The elements of a kernel, as they lie in the weight.
  let taps: Int
  /// The numbers that are made of them.
  let points: Int
  /// The outputs that are computed at a time.
  let block: Int

  /// The numbers of the packed weight.
  var count: Int { channels * outputs * points }

  /// Packs a weight.
  ///
  /// - Parameter place: Puts the points of a kernel at their places, which lie a step apart.
  func pack(
    _ weight: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>, on pool: ThreadPool,
    _ place: (_ kernel: UnsafePointer<Float>, _ step: Int, _ to: UnsafeMutablePointer<Float>) ->
      Void
  ) {
    let blocks = (outputs + block - 1) / block
    pool.forEach(blocks: blocks, work: count) { number, _ in
      let first = number * block
      let width = min(block, outputs - first)
      let part = packed + first * channels * points
      for output in 0..<width {
        for channel in 0..<channels {
          let (o, c) = isGradient ? (channel, first + output) : (first + output, channel)
          let kernel = weight + (o * (isGradient ? outputs : channels) + c) * taps
          place(kernel, channels * width, part + channel * width + output)
        }
      }
    }
  }
}
