import ConvolutionArithmetic
import TensorEngine

extension Explainer {
  /// im2col: a frame for each window, which becomes a column.
  func unfoldStory(_ windows: [SlidingWindow]) -> Storyboard {
    let shape = operands[0].shape
    let outputSize = zip(windows, shape.spatialSize).compactMap { window, size in
      try? window.outputSize(forInputSize: size)
    }
    var builder = PanelBuilder()
    guard
      outputSize.count == windows.count,
      let (grid, input) = showInput(under: windows, outputSize: outputSize, in: &builder)
    else { return resultStory() }
    let columns = showResult(
      in: &builder, title: "columns", layout: PlaneLayout(result.shape, axes: 2),
      leadingNames: ["image"], byColumns: true)
    let (channels, rows, positions) = (shape[1], result.shape[1], result.shape[2])
    let images = shape[0]
    let text = WindowText(grid: grid, over: part(of: 0))
    let leftover = text.leftover()
    let uncovered = grid.uncoveredCells()
    let panels = builder.panels
    let frames = Frames(count: images * positions) { frame in
      let (image, position) = frame.quotientAndRemainder(dividingBy: positions)
      let (row, column) = position.quotientAndRemainder(dividingBy: grid.outputColumns)
      let taps = grid.taps(row: row, column: column)
      var marks: [Mark] = []
      for channel in 0..<channels {
        let plane = image * channels + channel
        marks += input.marks(uncovered, plane: plane)
        marks += taps.compactMap { input.number(of: $0, plane: plane).cell }
          .map { Mark($0, .window) }
      }
      marks += (0..<rows).map { columns.mark((image * rows + $0) * positions + position, .result) }
      let isLast = frame == images * positions - 1
      let caption =
        "Column \(position): \(text.position(row: row, column: column)). Its \(taps.count) cells"
        + "\(channels > 1 ? " of every channel" : "") are written below each other."
        + (isLast && !leftover.isEmpty ? " " + leftover : "")
      var step = Frame(
        caption: caption, marks: marks, arithmetic: [],
        visiblePlanes: panels.visiblePlanes(marks), finishedCells: (frame + 1) * rows)
      // The last one stands for all cells of the column.
      if let tap = taps.last {
        step.untold = .copy(
          of: input.number(of: tap, plane: image * channels + channels - 1),
          result: columns.number((image * rows + rows - 1) * positions + position))
      }
      return step
    }
    return Storyboard(
      title: title, panels: panels, frames: frames, closing: leftover)
  }

  /// col2im: a frame for each image cell, the sum of its copies in the columns.
  func foldStory(_ windows: [SlidingWindow], outputSize: [Int]) -> Storyboard {
    let positions = zip(windows, outputSize).compactMap { window, size in
      try? window.outputSize(forInputSize: size)
    }
    guard
      positions.count == windows.count,
      let grid = WindowGrid(windows, inputSize: outputSize, outputSize: positions)
    else { return resultStory() }
    var builder = PanelBuilder()
    let columns = show(
      0, in: &builder, title: "columns", layout: PlaneLayout(operands[0].shape, axes: 2),
      leadingNames: ["image"])
    let image = showResult(in: &builder, layout: PlaneLayout(result.shape, axes: windows.count))
    let count = operands[0].shape[2]
    return .cellByCell(title, panels: builder.panels, result: image) { position in
      let (plane, cell) = position.quotientAndRemainder(
        dividingBy: grid.inputRows * grid.inputColumns)
      let (row, column) = cell.quotientAndRemainder(dividingBy: grid.inputColumns)
      let rows = grid.vertical.uses(ofInput: row, outputSize: grid.outputRows)
      let offsets = rows.flatMap { vertical in
        grid.horizontal.uses(ofInput: column, outputSize: grid.outputColumns).map { horizontal in
          let tap = vertical.tap * grid.horizontal.kernelSize + horizontal.tap
          let window = vertical.output * grid.outputColumns + horizontal.output
          return (plane * grid.tapCount + tap) * count + window
        }
      }
      let copies = offsets.count
      return CellStep(
        caption: "\(image.resultName(position)): "
          + (copies == 0
            ? "no window holds this cell."
            : copies == 1
              ? "1 window holds this cell."
              : "\(copies) windows hold this cell; the copies are added."),
        marks: offsets.map { columns.mark($0) },
        lines: [
          .sum(of: offsets.map { [columns.number($0)] }, result: image.number(position))
        ])
    }
  }
}
