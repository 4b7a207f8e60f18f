import ConvolutionArithmetic
import TensorEngine
import Typesetting

/// How a pooling makes each cell of its result, and what of its gradient goes where.
protocol PooledCells: Sendable {
  var input: ShownTensor { get }
  var output: ShownTensor { get }

  /// What happens at a result.
  func step(_ position: Int) -> CellStep

  /// The cells of the input that a result is made of; padding is none.
  func sources(_ position: Int) -> [Int]

  /// Who gets a result's gradient.
  func heirs(_ position: Int) -> GradientHeirs
}

/// Which of the cells that a result was made of get its gradient.
enum GradientHeirs {
  /// All of it goes to one cell.
  case winner(Int)
  /// Each of them, and each cell of padding that counts, gets it over a divisor.
  case equals(divisor: Int)
}

/// What a pooling does with the cells of a window.
enum PoolingRule: Sendable {
  /// The largest of them.
  case maximum
  /// Where the largest of them stands in its plane: `row · width + column`.
  case switches
  /// Their mean.
  case mean(countIncludePad: Bool)

  /// What the padding holds.
  fileprivate var padding: Double {
    if case .mean = self { 0 } else { -.infinity }
  }
}

extension Explainer {
  /// Puts the tensors of a pooling in panels; `nil` for more than two spatial axes, and for padding
  /// too large to be drawn.
  func pooling(
    _ windows: [SlidingWindow], _ rule: PoolingRule, in builder: inout PanelBuilder
  ) -> PoolingStory? {
    guard
      let (grid, input) = showInput(
        under: windows, outputSize: result.shape.spatialSize, padding: rule.padding, in: &builder)
    else { return nil }
    return PoolingStory(
      rule: rule, grid: grid, text: WindowText(grid: grid), input: input,
      output: showResult(in: &builder, layout: PlaneLayout(result.shape, axes: windows.count)),
      uncovered: grid.uncoveredCells())
  }

  /// A frame for each window of a pooling; the values alone where it cannot be drawn.
  func poolingStory(_ windows: [SlidingWindow], _ rule: PoolingRule) -> Storyboard {
    var builder = PanelBuilder()
    guard let story = pooling(windows, rule, in: &builder) else { return resultStory() }
    var saysLeftover = true
    if case .switches = rule { saysLeftover = false }
    return .cellByCell(
      title, panels: builder.panels, result: story.output,
      closing: saysLeftover ? story.text.leftover() : "", step: story.step)
  }
}

/// A pooling window and its tensors.
struct PoolingStory: PooledCells {
  let rule: PoolingRule
  let grid: WindowGrid
  let text: WindowText
  let input: ShownTensor
  let output: ShownTensor
  /// The input cells that no window reaches.
  let uncovered: [GridCell]

  @Sendable
  func step(_ position: Int) -> CellStep {
    var step =
      switch rule {
      case .maximum: maximum(position)
      case .switches: switches(position)
      case .mean(let countIncludePad): mean(position, countIncludePad)
      }
    step.marks = marks(position) + step.marks
    return step
  }

  func sources(_ position: Int) -> [Int] {
    window(position).compactMap { $0.number.cell.flatMap { input.offset($0) } }
  }

  func heirs(_ position: Int) -> GradientHeirs {
    if case .mean(let countIncludePad) = rule {
      return .equals(divisor: divisor(position, countIncludePad))
    }
    // No window of a pooling lies in the padding alone.
    let cells = sources(position)
    return .winner(cells[cells.map { input.number($0) }.firstIndexOfMaximum ?? 0])
  }

  /// The largest number of a window: `max(12, 20, 8, 12) = 20`.
  ///
  /// Padding counts as −∞ and is left out of the line.
  private func maximum(_ position: Int) -> CellStep {
    let cells = sources(position).map { input.number($0) }
    var step = CellStep(
      caption: "\(caption(position)); its maximum is \(NumberText.short(output.value(position))).")
    if let winner = cells.firstIndexOfMaximum, let cell = cells[winner].cell {
      step.marks.append(Mark(cell, .chosen))
    }
    step.lines = [.maximum(of: cells, result: output.number(position))]
    return step
  }

  /// The position of a window's maximum in its plane: `row · width + column`.
  private func switches(_ position: Int) -> CellStep {
    let width = grid.inputColumns
    let index = Int(output.value(position))
    let (row, column) = index.quotientAndRemainder(dividingBy: width)
    let chosen = input.layout.offset(plane: place(position).plane, row: row, column: column)
    return CellStep(
      caption: "\(caption(position)); its maximum \(NumberText.short(input.value(chosen)))"
        + " stands in cell \(index) of the plane.",
      marks: [input.mark(chosen, .chosen)],
      lines: [
        .formula(
          [
            .constant(Double(row)), "·", .constant(Double(width)), " + ", .constant(Double(column)),
          ],
          result: output.number(position))
      ])
  }

  /// The mean of a window: `(12 + 20 + 8 + 12) / 4 = 13`.
  private func mean(_ position: Int, _ countIncludePad: Bool) -> CellStep {
    let divisor = divisor(position, countIncludePad)
    let inside = window(position).filter { !grid.overhangs($0.tap) }
    let counted = inside.filter { !$0.tap.isPadding || countIncludePad }.map(\.number)
    let paddingCounts = inside.contains { $0.tap.isPadding }
    let counting = countIncludePad ? ", padding counted" : ", padding not counted"
    return CellStep(
      caption: "\(caption(position)); the divisor is \(divisor)\(paddingCounts ? counting : "").",
      lines: [
        .sum(
          of: counted.map { [$0] }, divisor: .constant(Double(divisor)),
          result: output.number(position))
      ])
  }

  /// The plane and the output row and column of a result.
  private func place(_ position: Int) -> (plane: Int, row: Int, column: Int) {
    output.layout.place(position)
  }

  /// The taps of a result's window with what they meet.
  private func window(_ position: Int) -> [(tap: GridTap, number: ShownNumber)] {
    let place = place(position)
    return grid.taps(row: place.row, column: place.column).map { tap in
      (tap, input.number(of: tap, plane: place.plane))
    }
  }

  private func divisor(_ position: Int, _ countIncludePad: Bool) -> Int {
    let place = place(position)
    return grid.divisor(row: place.row, column: place.column, countIncludePad: countIncludePad)
  }

  /// The marks on a result's window and on what no window reaches.
  private func marks(_ position: Int) -> [Mark] {
    let window = window(position).compactMap(\.number.cell)
    return input.marks(uncovered, plane: place(position).plane) + window.map { Mark($0, .window) }
  }

  private func caption(_ position: Int) -> String {
    let place = place(position)
    return output.resultName(position) + ": "
      + text.position(row: place.row, column: place.column)
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
