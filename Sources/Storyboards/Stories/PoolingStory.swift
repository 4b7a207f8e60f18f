import ConvolutionArithmetic
import TensorEngine
import Typesetting

/// A pooling window and its tensors.
struct PoolingStory: Sendable {
  let grid: WindowGrid
  let text: WindowText
  let input: ShownTensor
  let output: ShownTensor
  /// The input cells that no window reaches.
  let uncovered: [GridCell]

  /// The plane and the output row and column of a result.
  func place(_ position: Int) -> (plane: Int, row: Int, column: Int) {
    let (plane, cell) = position.quotientAndRemainder(
      dividingBy: grid.outputRows * grid.outputColumns)
    let (row, column) = cell.quotientAndRemainder(dividingBy: grid.outputColumns)
    return (plane, row, column)
  }

  /// The taps of a result's window with what they meet.
  func window(_ position: Int) -> [(tap: GridTap, number: ShownNumber)] {
    let place = place(position)
    return grid.taps(row: place.row, column: place.column).map { tap in
      (tap, input.number(of: tap, plane: place.plane))
    }
  }

  /// The marks on a result's window and on what no window reaches.
  func marks(_ position: Int) -> [Mark] {
    let window = window(position).compactMap(\.number.cell)
    return input.marks(uncovered, plane: place(position).plane) + window.map { Mark($0, .window) }
  }

  func caption(_ position: Int) -> String {
    let place = place(position)
    return output.name("Output", position) + ": "
      + text.position(row: place.row, column: place.column)
  }
}

extension Explainer {
  /// A frame for each window of a pooling; the values alone for more than two spatial axes, and for
  /// padding too large to be drawn.
  private func poolingStory(
    _ windows: [SlidingWindow], padding: Double, saysLeftover: Bool = true,
    step: @escaping @Sendable (PoolingStory, Int) -> CellStep
  ) -> Storyboard {
    var builder = PanelBuilder()
    guard
      let (grid, input) = showInput(
        under: windows, outputSize: result.shape.spatialSize, padding: padding, in: &builder)
    else { return resultStory() }
    let story = PoolingStory(
      grid: grid, text: WindowText(grid: grid), input: input,
      output: showResult(in: &builder, layout: PlaneLayout(result.shape, axes: windows.count)),
      uncovered: grid.uncoveredCells())
    return .cellByCell(
      title, panels: builder.panels, result: story.output,
      closing: saysLeftover ? story.text.leftover() : ""
    ) { step(story, $0) }
  }

  /// The largest number of each window: `max(12, 20, 8, 12) = 20`.
  ///
  /// Padding counts as −∞ and is left out of the line.
  func maxPoolStory(_ windows: [SlidingWindow]) -> Storyboard {
    poolingStory(windows, padding: -.infinity) { story, position in
      let window = story.window(position)
      let cells = window.filter { !$0.tap.isPadding }.map(\.number)
      let winner = cells.firstIndexOfMaximum
      var step = CellStep(
        caption: "\(story.caption(position)); its maximum is "
          + "\(NumberText.short(story.output.value(position))).")
      step.marks = story.marks(position)
      if let winner, let cell = cells[winner].cell { step.marks.append(Mark(cell, .chosen)) }
      step.lines = [.maximum(of: cells, result: story.output.number(position))]
      return step
    }
  }

  /// The position of each window's maximum in its plane: `row · width + column`.
  func maxPoolIndicesStory(_ windows: [SlidingWindow]) -> Storyboard {
    poolingStory(windows, padding: -.infinity, saysLeftover: false) { story, position in
      let width = story.grid.inputColumns
      let index = Int(story.output.value(position))
      let (row, column) = index.quotientAndRemainder(dividingBy: width)
      let place = story.place(position)
      let chosen = story.input.layout.offset(plane: place.plane, row: row, column: column)
      var step = CellStep(
        caption: "\(story.caption(position)); its maximum "
          + "\(NumberText.short(story.input.value(chosen))) stands in cell \(index) of the plane.")
      step.marks = story.marks(position)
      step.marks.append(story.input.mark(chosen, .chosen))
      step.lines = [
        .formula(
          [
            .constant(Double(row)), "·", .constant(Double(width)), " + ", .constant(Double(column)),
          ],
          result: story.output.number(position))
      ]
      return step
    }
  }

  /// The mean of each window: `(12 + 20 + 8 + 12) / 4 = 13`.
  func averagePoolStory(_ pool: AveragePool) -> Storyboard {
    poolingStory(pool.windows, padding: 0) { story, position in
      let window = story.window(position)
      let place = story.place(position)
      let divisor = story.grid.divisor(
        row: place.row, column: place.column, countIncludePad: pool.countIncludePad)
      let inside = window.filter { !story.grid.overhangs($0.tap) }
      let counted = inside.filter { !$0.tap.isPadding || pool.countIncludePad }.map(\.number)
      let paddingCounts = inside.contains { $0.tap.isPadding }
      let counting =
        pool.countIncludePad ? ", padding counted" : ", padding not counted"
      var step = CellStep(
        caption: "\(story.caption(position)); the divisor is \(divisor)"
          + "\(paddingCounts ? counting : "").")
      step.marks = story.marks(position)
      step.lines = [
        .sum(
          of: counted.map { [$0] }, divisor: .constant(Double(divisor)),
          result: story.output.number(position))
      ]
      return step
    }
  }
}

extension WindowGrid {
  /// What average pooling divides by at an output cell.
  func divisor(row: Int, column: Int, countIncludePad: Bool) -> Int {
    vertical.averageDivisor(
      atOutput: row, inputSize: inputRows, countIncludePad: countIncludePad)
      * horizontal.averageDivisor(
        atOutput: column, inputSize: inputColumns, countIncludePad: countIncludePad)
  }
}

extension [ShownNumber] {
  /// The position of the first maximum; a NaN beats every number, as in PyTorch.
  var firstIndexOfMaximum: Int? {
    guard var best = indices.first else { return nil }
    for index in indices where self[index].value > self[best].value || self[index].value.isNaN {
      best = index
    }
    return best
  }
}

extension ArithmeticLine {
  /// The largest of some numbers: `max(12, 20, 8, 12) = 20`.
  static func maximum(of operands: [ShownNumber], result: ShownNumber) -> ArithmeticLine {
    var parts: [FormulaPart] = ["max("]
    for (position, operand) in operands.enumerated() {
      if position > 0 { parts.append(", ") }
      parts.append(.number(operand))
    }
    return .formula(parts + [")"], result: result)
  }
}
