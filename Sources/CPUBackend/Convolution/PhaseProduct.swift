import ConvolutionArithmetic
import TensorEngine

/// The result rows of a transposed convolution that are one vertical stride apart: the products
/// that compute their cells, and where they lie in the result.
struct PhaseProduct {
  /// The number of tiles of one image.
  let tiles: Int

  private let groups: Int
  private let input: Planes
  private let output: Planes
  private let windows: PlaneWindows
  private let vertical: TransposedPhase
  /// The cells of a row, those that are one horizontal stride apart together.
  private let parts: [Part]

  /// The cells of one phase in both axes.
  private struct Part {
    let horizontal: TransposedPhase
    let product: TapProduct
    let packing: WeightPacking
    /// The taps that the phase uses, with input and output channels exchanged.
    let packed: KernelMemory

    /// Where its cells of a tile are put until they are joined to rows.
    let firstCell: Int

    /// The number of its cells in a row.
    var width: Int { horizontal.axis.resultSize }
  }

  /// The vertical phases of a transposed convolution.
  ///
  /// - Parameters:
  ///   - parameters: The direct twin.
  ///   - input: The transposed convolution's input, [N, O, S'].
  ///   - output: Its result, [N, C, S].
  ///   - scratch: Where memory for packed weights is reserved.
  static func all(
    of parameters: Convolution, input: Planes, output: Planes, in scratch: Scratch
  ) -> [PhaseProduct] {
    let windows = PlaneWindows(parameters.windows)
    let rows = TransposedPhase.all(
      of: windows.vertical, inputSize: input.height, resultSize: output.height)
    return rows.map { PhaseProduct(parameters.groups, windows, input, output, $0, scratch) }
  }

  private init(
    _ groups: Int, _ windows: PlaneWindows, _ input: Planes, _ output: Planes,
    _ vertical: TransposedPhase, _ scratch: Scratch
  ) {
    self.groups = groups
    self.input = input
    self.output = output
    self.windows = windows
    self.vertical = vertical
    let (filters, channels) = (input.channels / groups, output.channels / groups)
    let columns = TransposedPhase.all(
      of: windows.horizontal, inputSize: input.width, resultSize: output.width)
    var products = columns.map { horizontal in
      TapProduct(
        gather: StripGather(
          channels: filters, vertical: vertical.axis, horizontal: horizontal.axis),
        outputs: channels)
    }
    // All parts of a row are computed together, so they are tiled alike.
    let tileRows = products.map(\.tileRows).min() ?? 1
    products = products.map {
      TapProduct(gather: $0.gather, outputs: channels, tileRows: tileRows)
    }
    tiles = products.first?.tiles ?? 0
    isWholeResult = vertical.axis.resultSize == output.height && columns.count == 1
    var cells = 0
    parts = zip(columns, products).map { horizontal, product in
      defer { cells += channels * tileRows * horizontal.axis.resultSize }
      let packing = WeightPacking(
        exchangesChannels: true, groups: groups, filters: filters, channels: channels,
        kernel: windows.kernel, rows: vertical.taps, columns: horizontal.taps)
      return Part(
        horizontal: horizontal, product: product, packing: packing,
        packed: scratch.memory(count: groups * packing.groupCount), firstCell: cells)
    }
    cellCount = isWholeResult ? 0 : cells
  }

  /// Whether the phase is the whole result, whose cells then are neighbours.
  private let isWholeResult: Bool
  /// The numbers that the cells of a tile take until they are joined to rows.
  private let cellCount: Int

  /// The multiply-adds of one group and image.
  var multiplyAdds: Int { parts.map(\.product.multiplyAdds).reduce(0, +) }

  /// How many numbers of scratch memory a tile takes: cells yet to be joined to rows, and strips.
  var scratchCount: Int {
    cellCount + (parts.map(\.product.scratchCount).max() ?? 0)
  }

  /// Prepares the part of the weight that the phase uses.
  ///
  /// - Parameter weight: [O, C/G, K].
  func pack(_ weight: UnsafePointer<Float>) {
    for part in parts { part.packing.pack(weight, into: part.packed.pointer) }
  }

  /// Computes one tile of one image.
  ///
  /// - Parameters:
  ///   - n: The image.
  ///   - tile: The tile, in `0..<tiles`.
  ///   - x: [N, O, S'].
  ///   - bias: [C], or `nil` for none.
  ///   - y: [N, C, S].
  ///   - memory: Takes ``scratchCount`` numbers.
  func compute(
    image n: Int, tile: Int, from x: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
    into y: UnsafeMutablePointer<Float>, scratch memory: UnsafeMutablePointer<Float>
  ) {
    let rows = parts[0].product.rows(ofTile: tile)
    for group in 0..<groups {
      let source = x + (n * input.channels + group * (input.channels / groups)) * input.area
      let firstOutput = group * (output.channels / groups)
      let planes = y + (n * output.channels + firstOutput) * output.area
      for part in parts {
        let cells =
          isWholeResult ? planes + rows.lowerBound * part.width : memory + part.firstCell
        part.product.compute(
          weight: part.packed.pointer + group * part.packing.groupCount, source: source,
          rows: rows, bias: bias.map { $0 + firstOutput }, into: cells,
          planeStride: isWholeResult ? output.area : rows.count * part.width,
          scratch: memory + cellCount)
      }
      if !isWholeResult { join(memory, rows, into: planes) }
    }
  }

  /// Joins the parts' cells to rows of the result.
  ///
  /// - Parameters:
  ///   - memory: For each part [channels, rows, width], at its first cell.
  ///   - rows: The tile's rows, counted within the phase.
  ///   - planes: The first of the group's channels.
  private func join(
    _ memory: UnsafePointer<Float>, _ rows: Range<Int>,
    into planes: UnsafeMutablePointer<Float>
  ) {
    let step = windows.horizontal.stride
    for c in 0..<output.channels / groups {
      for (position, row) in rows.enumerated() {
        let resultRow = vertical.start + row * windows.vertical.stride
        let to = planes + (c * output.area + resultRow * output.width)
        let line = c * rows.count + position
        if step == 2, parts.count == 2 {
          let (even, odd) = (parts[0].width, parts[1].width)
          let evenCells = memory + (parts[0].firstCell + line * even)
          to.copyInTurn(evenCells, memory + (parts[1].firstCell + line * odd), count: odd)
          // The even cells may be one more than the odd ones.
          if even > odd { to[2 * odd] = evenCells[odd] }
        } else {
          for part in parts {
            let from = memory + (part.firstCell + line * part.width)
            let first = to + part.horizontal.start
            for column in 0..<part.width { first[column * step] = from[column] }
          }
        }
      }
    }
  }
}
