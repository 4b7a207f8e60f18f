/// The part of a convolution's weight that some taps use, in the order in which ``TapProduct``
/// multiplies it.
struct WeightPacking {
  /// Whether a group's rows are the convolution's input channels: so they are for its transpose.
  let exchangesChannels: Bool
  /// The number of groups.
  let groups: Int
  /// Output channels of one group, O/G.
  let filters: Int
  /// Input channels of one group, C/G.
  let channels: Int
  /// The kernel's height and width.
  let kernel: (height: Int, width: Int)
  /// The rows of the kernel that are used.
  let rows: [Int]
  /// The columns of the kernel that are used.
  let columns: [Int]

  /// The numbers that a group's part takes.
  var groupCount: Int { rows.count * filters * channels * columns.count }

  /// Whether packing changes nothing.
  var isIdentity: Bool {
    !exchangesChannels && kernel.height == 1 && rows == [0]
      && columns == Array(0..<kernel.width)
  }

  /// Copies [O, C/G, K] to [G, kernel rows, O/G, C/G, kernel columns], or with exchanged channels
  /// to [G, kernel rows, C/G, O/G, kernel columns].
  func pack(_ weight: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>) {
    let (outer, inner) = exchangesChannels ? (channels, filters) : (filters, channels)
    var to = packed
    for group in 0..<groups {
      for row in rows {
        for first in 0..<outer {
          for second in 0..<inner {
            let (o, c) = exchangesChannels ? (second, first) : (first, second)
            let plane = (group * filters + o) * channels + c
            let from = weight + (plane * kernel.height + row) * kernel.width
            for column in columns {
              to.pointee = from[column]
              to += 1
            }
          }
        }
      }
    }
  }
}
