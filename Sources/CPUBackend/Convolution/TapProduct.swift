/// A convolution of one group of channels as products of its weight with gathered strips.
///
/// The strips are gathered and multiplied a tile of result rows at a time, so that they are still
/// in the cache when they are multiplied.
struct TapProduct {
  /// The strips, whose number is each product's inner dimension.
  let gather: StripGather
  /// The number of output channels: the products' rows.
  let outputs: Int
  /// How many rows of result cells are handled together.
  let tileRows: Int

  /// The most numbers that the strips of a tile hold: a quarter of a megabyte, which leaves room
  /// for the weight and the result in a core's own cache.
  private static let largestTile = 1 << 16

  /// The most numbers that a tile of the result holds: every vertical tap adds to them again, so
  /// they should stay in a core's first cache.
  private static let largestResultTile = 1 << 13

  init(gather: StripGather, outputs: Int, tileRows: Int) {
    self.gather = gather
    self.outputs = outputs
    self.tileRows = tileRows
  }

  /// Chooses the tiles' height itself.
  init(gather: StripGather, outputs: Int) {
    let (height, width) = (gather.vertical.resultSize, gather.horizontal.resultSize)
    let columns = TapProduct.tileColumns(strips: gather.strips, outputs: outputs)
    let most = min(height, max(1, columns / max(1, width)))
    // Tiles of equal height, so that the last one is not a thin rest.
    let tiles = (height + most - 1) / most
    self.init(gather: gather, outputs: outputs, tileRows: (height + tiles - 1) / tiles)
  }

  /// How many columns make a tile: at best as many as OpenBLAS multiplies without repacking, and
  /// at least 64, below which a product no longer fills the vector registers.
  private static func tileColumns(strips: Int, outputs: Int) -> Int {
    let strips = max(1, strips)
    let unpacked = MatrixProduct.largestUnpacked / (outputs * strips)
    let cached = min(largestTile / strips, largestResultTile / max(1, outputs))
    return max(64, unpacked >= 64 ? min(unpacked, cached) : cached)
  }

  /// The number of tiles of one image.
  var tiles: Int { (gather.vertical.resultSize + tileRows - 1) / tileRows }

  /// The number of kernel elements that a result cell meets in all channels.
  var taps: Int { gather.vertical.offsets.count * gather.strips }

  /// How many numbers of scratch memory a tile takes.
  var scratchCount: Int {
    gather.isIdentity ? 0 : gather.strips * gather.stripLength(rows: tileRows)
  }

  /// The multiply-adds of one image.
  var multiplyAdds: Int { outputs * taps * gather.positions }

  /// The rows of result cells of a tile.
  func rows(ofTile tile: Int) -> Range<Int> {
    let first = tile * tileRows
    return first..<min(first + tileRows, gather.vertical.resultSize)
  }

  /// Computes a tile.
  ///
  /// - Parameters:
  ///   - weight: [vertical taps, outputs, strips].
  ///   - source: The channels that are read.
  ///   - rows: The tile's rows of result cells.
  ///   - bias: [outputs], or `nil` for none.
  ///   - result: The first of the tile's cells in the first output channel.
  ///   - planeStride: The distance from one output channel to the next.
  ///   - scratch: Takes ``scratchCount`` numbers.
  func compute(
    weight: UnsafePointer<Float>, source: UnsafePointer<Float>, rows: Range<Int>,
    bias: UnsafePointer<Float>?, into result: UnsafeMutablePointer<Float>, planeStride: Int,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let columns = rows.count * gather.horizontal.resultSize
    // The products are added to the bias; without one the first product overwrites.
    if bias != nil || taps == 0 {
      for o in 0..<outputs {
        (result + o * planeStride).fill(bias?[o] ?? 0, count: columns)
      }
    }
    guard taps > 0 else { return }
    let strips = gathered(from: source, rows: rows, scratch: scratch)
    let product = MatrixProduct(rows: outputs, columns: columns, inner: gather.strips)
    for tap in gather.vertical.offsets.indices {
      product.multiply(
        MatrixView(pointer: weight + tap * outputs * gather.strips, stride: gather.strips),
        strips.matrix(ofTap: tap), into: result, cStride: planeStride,
        accumulates: bias != nil || tap > 0)
    }
  }

  /// Gathers the strips of a tile; where they are the source itself they stay there.
  func gathered(
    from source: UnsafePointer<Float>, rows: Range<Int>, scratch: UnsafeMutablePointer<Float>
  ) -> GatheredStrips {
    if gather.isIdentity {
      let first = source + rows.lowerBound * gather.horizontal.resultSize
      return GatheredStrips(
        gather: gather, rows: rows.count, first: first, stride: gather.positions)
    }
    gather.gather(from: source, resultRows: rows, into: scratch)
    return GatheredStrips(
      gather: gather, rows: rows.count, first: UnsafePointer(scratch),
      stride: gather.stripLength(rows: rows.count))
  }
}

/// The strips of a tile.
struct GatheredStrips {
  fileprivate let gather: StripGather
  fileprivate let rows: Int
  fileprivate let first: UnsafePointer<Float>
  fileprivate let stride: Int

  /// The matrix [strips, columns] that a vertical tap reads.
  func matrix(ofTap tap: Int) -> MatrixView {
    MatrixView(pointer: first + gather.start(ofTap: tap, rows: rows), stride: stride)
  }
}
