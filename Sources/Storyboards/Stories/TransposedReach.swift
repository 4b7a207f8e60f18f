import ConvolutionArithmetic
import TensorEngine

/// Which input cells of a transposed convolution reach a cell of its result, and through which taps.
struct TransposedReach: Sendable {
  let input: ShownTensor
  let kernel: ShownTensor
  let output: ShownTensor
  private let windows: PlaneWindows
  private let groups: Int

  init(
    _ convolution: Convolution, input: ShownTensor, kernel: ShownTensor, output: ShownTensor
  ) {
    (self.input, self.kernel, self.output) = (input, kernel, output)
    windows = PlaneWindows(convolution.windows)
    groups = convolution.groups
  }

  /// A product of a sum.
  struct Term {
    /// The input cell's position.
    let cell: Int
    /// The kernel element's position.
    let tap: Int
  }

  /// The channel of a result cell.
  func channel(_ position: Int) -> Int {
    position / output.tensor.shape.strides[1] % output.tensor.shape[1]
  }

  /// Whether a cell is in the rows and columns that output padding adds at the end of the result.
  func isAdded(_ position: Int) -> Bool {
    let cell = output.cell(position)
    return output.layout.kind(row: cell.row, column: cell.column) == .added
  }

  /// What is said in front of how much reaches a cell: `added by output_padding; `, or nothing.
  func remark(_ position: Int) -> String {
    isAdded(position) ? "added by output_padding; " : ""
  }

  /// The output channels of a group.
  var channelsPerGroup: Int { kernel.tensor.shape[1] }

  /// The input channels whose cells reach a result cell: those of its group.
  func filters(_ position: Int) -> Range<Int> {
    let perGroup = input.tensor.shape[1] / groups
    let group = channel(position) / channelsPerGroup
    return group * perGroup..<(group + 1) * perGroup
  }

  /// The plane of an input channel, of the image that a result cell belongs to.
  func inputPlane(_ position: Int, filter: Int) -> Int {
    position / output.tensor.shape.strides[0] * input.tensor.shape[1] + filter
  }

  /// The input cell of a channel whose stamp begins last before a result cell, whether it reaches that
  /// far or not.
  func lastCell(before position: Int, filter: Int) -> Int {
    let (_, row, column) = output.layout.place(position)
    func cell(_ window: SlidingWindow, _ index: Int, of size: Int) -> Int {
      min((index + window.paddingBefore) / window.stride, size - 1)
    }
    return input.layout.offset(
      plane: inputPlane(position, filter: filter),
      row: cell(windows.vertical, row, of: input.layout.rows.size),
      column: cell(windows.horizontal, column, of: input.layout.columns.size))
  }

  /// The products of an input channel at a result cell.
  ///
  /// - Complexity: O(taps).
  func terms(_ position: Int, filter: Int) -> [Term] {
    let (_, row, column) = output.layout.place(position)
    let columns = windows.horizontal.uses(
      ofInput: column, outputSize: input.layout.columns.size)
    let inputPlane = inputPlane(position, filter: filter)
    let kernelPlane = filter * channelsPerGroup + channel(position) % channelsPerGroup
    return windows.vertical.uses(ofInput: row, outputSize: input.layout.rows.size)
      .flatMap { vertical in
        columns.map { horizontal in
          Term(
            cell: input.layout.offset(
              plane: inputPlane, row: vertical.output, column: horizontal.output),
            tap: kernel.layout.offset(
              plane: kernelPlane, row: vertical.tap, column: horizontal.tap))
        }
      }
  }
}
