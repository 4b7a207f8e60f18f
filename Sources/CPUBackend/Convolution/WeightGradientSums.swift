/// The weight gradients of parts of a batch, which are added in order: their number depends on the
/// shapes alone, so the bits do not depend on the threads.
struct WeightGradientSums {
  /// The number of parts.
  let blocks: Int

  private let batch: Int
  private let groups: Int
  private let filters: Int
  private let channels: Int
  private let kernel: (height: Int, width: Int)
  /// How far apart the result's neighbours lie in a sum along each axis.
  private let strides: (filter: Int, strip: Int)
  /// [blocks, G, kernel rows, strips, O/G], or with the last two exchanged.
  private let buffer: KernelMemory

  init(
    _ form: WeightGradientForm, batch: Int, groups: Int, kernel: (height: Int, width: Int),
    in scratch: Scratch
  ) {
    (self.batch, self.groups, self.kernel) = (batch, groups, kernel)
    filters = form.product.outputs
    channels = form.product.gather.channels
    strides = form.isTransposed ? (1, filters) : (channels * kernel.width, 1)
    let count = groups * filters * channels * kernel.height * kernel.width
    // As many as fit a megabyte, so that they stay in the cache until they are added; at least
    // 8, so that many threads find work.
    blocks = min(batch, max(8, min(32, (1 << 18) / count)))
    buffer = scratch.memory(count: blocks * count)
  }

  /// The numbers of one part.
  private var count: Int { buffer.count / blocks }

  /// The images whose gradients a part holds.
  func images(ofBlock block: Int) -> Range<Int> {
    (block * batch / blocks)..<((block + 1) * batch / blocks)
  }

  /// Where the sum of a part and a group starts.
  func start(ofBlock block: Int, group: Int) -> UnsafeMutablePointer<Float> {
    buffer.pointer + (block * count + group * (count / groups))
  }

  /// Adds the parts in their order and puts the axes in the weight's order, [O, C/G, K].
  func addUp(on pool: ThreadPool, into result: UnsafeMutablePointer<Float>) {
    let total = buffer.pointer
    pool.forEachRange(of: count, workPerItem: blocks) { range in
      for block in 1..<max(1, blocks) {
        let addends = total + (block * count + range.lowerBound)
        (total + range.lowerBound).add(addends, count: range.count)
      }
    }
    let taps = kernel.height * kernel.width
    let rowCount = filters * channels * kernel.width
    for group in 0..<groups {
      for row in 0..<kernel.height {
        let from = total + (group * kernel.height + row) * rowCount
        for o in 0..<filters {
          let to = result + ((group * filters + o) * channels * taps + row * kernel.width)
          var cell = from + o * strides.filter
          for channel in 0..<channels {
            for column in 0..<kernel.width {
              to[channel * taps + column] = cell.pointee
              cell += strides.strip
            }
          }
        }
      }
    }
  }
}
