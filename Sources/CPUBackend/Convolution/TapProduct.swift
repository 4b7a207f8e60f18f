/// A convolution of one group of channels as the product of its weight with gathered columns.
///
/// The columns are gathered and multiplied a tile of result rows at a time, so that they are
/// still in the cache when they are multiplied.
struct TapProduct {
  /// The gathered matrix, whose rows are the product's inner dimension.
  let gather: TapGather
  /// The number of output channels: the product's rows.
  let outputs: Int
  /// How many rows of result cells are handled together.
  let tileRows: Int

  /// The most numbers of gathered columns that are held at once: half a megabyte, which a core's
  /// own cache takes together with the weight and the result.
  private static let largestTile = 1 << 17

  init(gather: TapGather, outputs: Int) {
    self.gather = gather
    self.outputs = outputs
    let columns = TapProduct.tileColumns(gather: gather, outputs: outputs)
    let (height, width) = (gather.vertical.resultSize, gather.horizontal.resultSize)
    let most = min(height, max(1, columns / max(1, width)))
    // Tiles of equal height, so that the last one is not a thin rest.
    let tiles = (height + most - 1) / most
    tileRows = (height + tiles - 1) / tiles
  }

  /// How many columns make a tile.
  ///
  /// At best as many as OpenBLAS multiplies without repacking; at least 64, below which a product
  /// no longer fills the vector registers and is split along its inner dimension instead.
  private static func tileColumns(gather: TapGather, outputs: Int) -> Int {
    let rows = max(1, gather.rows)
    let unpacked = MatrixProduct.largestUnpacked / (outputs * rows)
    let splitsInner = rows >= 48 * (64 * outputs * rows / MatrixProduct.largestUnpacked + 1)
    let cached = largestTile / rows
    if unpacked >= 64 { return min(unpacked, max(64, cached)) }
    return splitsInner ? 64 : max(64, cached)
  }

  /// The number of tiles of one image.
  var tiles: Int { (gather.vertical.resultSize + tileRows - 1) / tileRows }

  /// How many numbers of scratch memory a tile takes.
  var scratchCount: Int {
    gather.isIdentity ? 0 : gather.rows * tileRows * gather.horizontal.resultSize
  }

  /// The multiply-adds of one image.
  var multiplyAdds: Int { outputs * gather.rows * gather.positions }

  /// The rows of result cells of a tile.
  func rows(ofTile tile: Int) -> Range<Int> {
    let first = tile * tileRows
    return first..<min(first + tileRows, gather.vertical.resultSize)
  }

  /// Adds the product for a tile to what the result holds.
  ///
  /// - Parameters:
  ///   - weight: [outputs, gather.rows].
  ///   - source: The channels that are read.
  ///   - rows: The tile's rows of result cells.
  ///   - result: The first of the tile's cells in the first output channel.
  ///   - planeStride: The distance from one output channel to the next.
  ///   - scratch: Takes ``scratchCount`` numbers.
  func add(
    weight: UnsafePointer<Float>, source: UnsafePointer<Float>, rows: Range<Int>,
    to result: UnsafeMutablePointer<Float>, planeStride: Int,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let columns = rows.count * gather.horizontal.resultSize
    let matrix: MatrixView
    if gather.isIdentity {
      let first = source + rows.lowerBound * gather.horizontal.resultSize
      matrix = MatrixView(pointer: first, stride: gather.positions)
    } else {
      gather.gather(from: source, resultRows: rows, into: scratch)
      matrix = MatrixView(pointer: UnsafePointer(scratch), stride: columns)
    }
    MatrixProduct(rows: outputs, columns: columns, inner: gather.rows).multiply(
      MatrixView(pointer: weight, stride: gather.rows), matrix, into: result,
      cStride: planeStride, accumulates: true)
  }
}
