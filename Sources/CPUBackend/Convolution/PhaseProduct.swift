import ConvolutionArithmetic
import TensorEngine

/// One phase of a transposed convolution in both axes: the product that computes its cells, and
/// where they lie in the result.
struct PhaseProduct {
  /// The product of one group.
  let product: TapProduct

  private let groups: Int
  private let input: Planes
  private let output: Planes
  private let vertical: TransposedPhase
  private let horizontal: TransposedPhase
  private let windows: PlaneWindows
  private let packing: WeightPacking
  /// The taps that the phase uses, with input and output channels exchanged.
  private let packed: AlignedBuffer

  /// The phases of both axes, combined.
  ///
  /// - Parameters:
  ///   - parameters: The direct twin.
  ///   - input: The transposed convolution's input, [N, O, S'].
  ///   - output: Its result, [N, C, S].
  static func all(
    of parameters: Convolution, input: Planes, output: Planes
  ) -> [PhaseProduct] {
    let windows = PlaneWindows(parameters.windows)
    let rows = TransposedPhase.all(
      of: windows.vertical, inputSize: input.height, resultSize: output.height)
    let columns = TransposedPhase.all(
      of: windows.horizontal, inputSize: input.width, resultSize: output.width)
    return rows.flatMap { vertical in
      columns.map { horizontal in
        PhaseProduct(parameters.groups, windows, input, output, vertical, horizontal)
      }
    }
  }

  private init(
    _ groups: Int, _ windows: PlaneWindows, _ input: Planes, _ output: Planes,
    _ vertical: TransposedPhase, _ horizontal: TransposedPhase
  ) {
    self.groups = groups
    self.input = input
    self.output = output
    self.vertical = vertical
    self.horizontal = horizontal
    self.windows = windows
    let gather = StripGather(
      channels: input.channels / groups, vertical: vertical.axis, horizontal: horizontal.axis)
    product = TapProduct(gather: gather, outputs: output.channels / groups)
    packing = WeightPacking(
      exchangesChannels: true, groups: groups, filters: input.channels / groups,
      channels: output.channels / groups, kernel: windows.kernel, rows: vertical.taps,
      columns: horizontal.taps)
    packed = AlignedBuffer(count: groups * packing.groupCount)
  }

  /// Whether the phase is the whole result, whose cells then are neighbours.
  private var isWholeResult: Bool {
    vertical.axis.resultSize == output.height && horizontal.axis.resultSize == output.width
  }

  /// How many numbers of scratch memory a tile takes: strips, and cells yet to be spread out.
  var scratchCount: Int {
    let cells = product.outputs * product.tileRows * horizontal.axis.resultSize
    return product.scratchCount + (isWholeResult ? 0 : cells)
  }

  /// Prepares the part of the weight that the phase uses.
  ///
  /// - Parameter weight: [O, C/G, K].
  func pack(_ weight: UnsafePointer<Float>) {
    packing.pack(weight, into: packed.pointer)
  }

  /// Computes one tile of one image.
  ///
  /// - Parameters:
  ///   - n: The image.
  ///   - tile: The tile, in `0..<product.tiles`.
  ///   - x: [N, O, S'].
  ///   - bias: [C], or `nil` for none.
  ///   - y: [N, C, S].
  ///   - memory: Takes ``scratchCount`` numbers.
  func compute(
    image n: Int, tile: Int, from x: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
    into y: UnsafeMutablePointer<Float>, scratch memory: UnsafeMutablePointer<Float>
  ) {
    let rows = product.rows(ofTile: tile)
    let width = horizontal.axis.resultSize
    for group in 0..<groups {
      let firstOutput = group * product.outputs
      let planes = y + (n * output.channels + firstOutput) * output.area
      // Cells of a phase are a stride apart in the result: they are computed side by side first.
      let isDirect = isWholeResult
      let cells = isDirect ? planes + rows.lowerBound * width : memory + product.scratchCount
      let firstInput = n * input.channels + group * product.gather.channels
      product.compute(
        weight: packed.pointer + group * packing.groupCount,
        source: x + firstInput * input.area, rows: rows, bias: bias.map { $0 + firstOutput },
        into: cells, planeStride: isDirect ? output.area : rows.count * width, scratch: memory)
      if !isDirect { spread(cells, rows, over: planes) }
    }
  }

  /// Puts the cells of a tile at their places in the result.
  private func spread(
    _ cells: UnsafePointer<Float>, _ rows: Range<Int>,
    over planes: UnsafeMutablePointer<Float>
  ) {
    let (rowStep, columnStep) = (windows.vertical.stride, windows.horizontal.stride)
    let width = horizontal.axis.resultSize
    var from = cells
    for c in 0..<product.outputs {
      for row in rows {
        let resultRow = vertical.start + row * rowStep
        let to = planes + (c * output.area + resultRow * output.width + horizontal.start)
        for column in 0..<width { to[column * columnStep] = from[column] }
        from += width
      }
    }
  }
}
