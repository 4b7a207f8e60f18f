import ConvolutionArithmetic
import TensorEngine

extension Explainer {
  /// Whether the column matrix is small enough to be shown.
  func hasDrawableColumns(_ convolution: Convolution) -> Bool {
    let input = operands[0].shape
    return Explainer.isFew(
      input[0], input[1], convolution.kernelSize.reduce(1, *),
      result.shape.spatialSize.reduce(1, *))
  }

  /// im2col and one product of matrices: the patch becomes a column, the kernel a row, and their
  /// product goes home to the output.
  func columnsView(_ convolution: Convolution) -> Storyboard {
    let (axes, aside) = (convolution.windows.count, ConvolutionAside(self, convolution))
    var builder = PanelBuilder()
    guard
      let (grid, input) = showInput(
        under: convolution.windows, outputSize: result.shape.spatialSize, in: &builder)
    else { return resultStory() }
    // As in a product of matrices written out: the rows of weights on the left, the columns above, and
    // where a row and a column cross stands what they come to.
    let rows = aside.filtersPerPlane
    let weights = show(
      1, in: &builder, title: kernelTitle(),
      layout: PlaneLayout(
        axisCount: 2, rows: PlaneAxis(rows), columns: PlaneAxis(aside.terms)),
      leading: [aside.filters / rows], leadingNames: [rows > 1 ? "group" : "filter"],
      at: PanelPlace(band: 1, column: 0))
    let columns = builder.add(
      aside.columns, of: nil, "columns", .input, layout: PlaneLayout(aside.columns.shape, axes: 2),
      leading: [aside.images, convolution.groups],
      leadingNames: ["image", aside.channelsPerFilter == 1 ? "channel" : "group"],
      at: PanelPlace(band: 0, column: 1))
    builder.label(columns, rows: grid.tapNames(channels: aside.channelsPerFilter))
    let padding = grid.paddingOfColumns(aside, input)
    builder.mark(columns, padding)
    let copied = grid.elementsOfColumns(aside, input)
    builder.panels[columns.panel].related = [builder.panels[input.panel].source]
      .compactMap { $0 }.map { RelatedElements($0, offsets: copied) }
    builder.panels[weights.panel].sign = .apart
    builder.panels[columns.panel].sign = .makes
    builder.panels[columns.panel].tellsSize = true
    let bias =
      operands.count > 2 ? show(2, in: &builder, at: PanelPlace(band: 1, column: 2)) : nil
    let output = showResult(
      in: &builder, layout: PlaneLayout(result.shape, axes: axes),
      at: PanelPlace(band: 0, column: 2))
    let row = showProduct(aside, isResult: bias == nil, in: &builder)
    builder.share(columns: .places, of: [columns, row])
    let view = ColumnsView(
      aside: aside, grid: grid, input: input, weights: weights, columns: columns,
      padding: padding, bias: bias, row: row, output: output)
    return .cellByCell(title, panels: builder.panels, result: output, step: view.step)
  }

  /// The product of the rows of weights and the columns: the results, or where a bias is still to be added
  /// what they are without it.
  private func showProduct(
    _ aside: ConvolutionAside, isResult: Bool, in builder: inout PanelBuilder
  ) -> ShownTensor {
    let (rows, title) = (aside.filtersPerPlane, "kernel × columns")
    let layout = PlaneLayout(
      axisCount: 2, rows: PlaneAxis(rows), columns: PlaneAxis(aside.places))
    let leading: Shape = [aside.images, aside.filters / rows]
    let names = ["image", rows > 1 ? "group" : "filter"]
    let place = PanelPlace(band: 1, column: 1)
    let shown =
      isResult
      ? showResult(
        in: &builder, title: title, layout: layout, leading: leading, leadingNames: names, at: place
      )
      : builder.add(
        aside.rowsTimesColumns, of: nil, title, .output, layout: layout, leading: leading,
        leadingNames: names, at: place)
    if !isResult {
      builder.panels[shown.panel].waits = (0..<result.shape.count).map(Optional.init)
    }
    builder.panels[shown.panel].sign = .makes
    return shown
  }
}

/// The tensors of an im2col view in their panels, and what happens at each cell of the output.
private struct ColumnsView: Sendable {
  let aside: ConvolutionAside
  let grid: WindowGrid
  let input: ShownTensor
  let weights: ShownTensor
  let columns: ShownTensor
  /// The cells of the columns that hold padding.
  let padding: [[Int: CellKind]]
  let bias: ShownTensor?
  let row: ShownTensor
  let output: ShownTensor

  @Sendable
  func step(_ position: Int) -> CellStep {
    let (plane, place) = position.quotientAndRemainder(dividingBy: aside.places)
    let (image, filter) = plane.quotientAndRemainder(dividingBy: aside.filters)
    let group = aside.group(of: filter)
    let matrix = image * aside.convolution.groups + group
    let (outputRow, outputColumn) = place.quotientAndRemainder(dividingBy: grid.outputColumns)
    var step = CellStep(
      caption: "Column \(place) is the patch at this place, read row by row; the kernel's row times"
        + " the column goes home to \(output.name("output", position)).")
    for channel in 0..<aside.channelsPerFilter {
      let inputPlane = (matrix * aside.channelsPerFilter) + channel
      for tap in grid.taps(row: outputRow, column: outputColumn) {
        if let cell = input.number(of: tap, plane: inputPlane).cell {
          step.marks.append(Mark(cell, .window))
        }
      }
    }
    let terms = (0..<aside.terms).map { term -> [ShownNumber] in
      let (met, weight) = (
        (matrix * aside.terms + term) * aside.places + place, filter * aside.terms + term
      )
      step.marks += [columns.mark(met), weights.mark(weight)]
      let isPadding = padding[matrix][term * aside.places + place] != nil
      let factor = ShownNumber(
        value: columns.value(met), role: isPadding ? .padding : columns.role,
        cell: columns.cell(met))
      return [factor, weights.number(weight)]
    }
    if let bias { step.marks.append(bias.mark(filter)) }
    step.marks.append(row.mark(position, bias == nil ? .result : .window))
    let middle = (matrix * aside.terms + (aside.terms - 1) / 2) * aside.places + place
    step.sights = [columns.cell(middle), row.cell(position)]
    step.lines = [
      .sum(of: terms, bias: bias?.number(filter), result: output.number(position))
    ]
    return step
  }
}

extension ConvolutionAside {
  /// How many rows of weights stand below each other: those of a group, where they are few.
  fileprivate var filtersPerPlane: Int {
    let filters = filters / convolution.groups
    return filters <= 8 ? filters : 1
  }
}

extension WindowGrid {
  /// What the rows of a column matrix are called: the row and the column of the kernel that a tap
  /// has, behind its channel where there are several.
  func tapNames(channels: Int) -> [String] {
    (0..<channels).flatMap { channel in
      (0..<tapCount).map { tap in
        let (row, column) = tap.quotientAndRemainder(dividingBy: horizontal.kernelSize)
        let place = isSequence ? "\(column)" : "\(row),\(column)"
        return channels > 1 ? "\(channel):\(place)" : place
      }
    }
  }

  /// For each cell of all column matrices the position of the element that was copied there; `nil` for a
  /// constant of the padding.
  fileprivate func elementsOfColumns(_ aside: ConvolutionAside, _ input: ShownTensor) -> [Int?] {
    var elements = [Int?](repeating: nil, count: aside.columns.shape.count)
    for matrix in 0..<aside.images * aside.convolution.groups {
      for place in 0..<aside.places {
        let (row, column) = place.quotientAndRemainder(dividingBy: outputColumns)
        let taps = taps(row: row, column: column)
        for channel in 0..<aside.channelsPerFilter {
          for tap in taps {
            let number = input.number(of: tap, plane: matrix * aside.channelsPerFilter + channel)
            let term = channel * aside.taps + tap.index
            elements[(matrix * aside.terms + term) * aside.places + place] =
              number.cell.flatMap { input.offset($0) }
          }
        }
      }
    }
    return elements
  }

  /// The cells of each column matrix that hold padding: by plane, and by position in it.
  fileprivate func paddingOfColumns(
    _ aside: ConvolutionAside, _ input: ShownTensor
  ) -> [[Int: CellKind]] {
    (0..<aside.images * aside.convolution.groups).map { matrix in
      var padding: [Int: CellKind] = [:]
      for place in 0..<aside.places {
        let (row, column) = place.quotientAndRemainder(dividingBy: outputColumns)
        let taps = taps(row: row, column: column)
        for channel in 0..<aside.channelsPerFilter {
          for tap in taps
          where input.number(of: tap, plane: matrix * aside.channelsPerFilter + channel).role
            == .padding
          {
            padding[(channel * aside.taps + tap.index) * aside.places + place] = .padding
          }
        }
      }
      return padding
    }
  }
}
