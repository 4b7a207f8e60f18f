import ConvolutionArithmetic
import TensorEngine

extension Explainer {
  /// A frame for each output cell: the window over every channel of the group, the taps, the sum.
  func convolutionStory(_ convolution: Convolution) -> Storyboard {
    var builder = PanelBuilder()
    guard let story = convolved(convolution, hasProducts: true, in: &builder) else {
      return resultStory()
    }
    let wiring = showWiring(convolution, in: &builder)
    var board = Storyboard.cellByCell(
      title, panels: builder.panels, result: story.output, closing: story.text.leftover()
    ) { position in
      var step = story.step(position)
      if let wiring { step.marks += wiring.marks(ofFilter: story.filter(position)) }
      return step
    }
    board.turn = halfTurn(of: story.kernel)
    return board
  }

  /// Puts the tensors of a convolution in panels; `nil` where they cannot be drawn.
  ///
  /// - Parameter hasProducts: Whether its products stand between kernel and bias, where they are few
  ///   enough.
  func convolved(
    _ convolution: Convolution, hasProducts: Bool = false, in builder: inout PanelBuilder
  ) -> ConvolutionStory? {
    let weight = operands[1].shape
    guard
      let (grid, input) = showInput(
        under: convolution.windows, outputSize: result.shape.spatialSize, in: &builder)
    else { return nil }
    let kernel = showKernel(axes: convolution.windows.count, in: &builder)
    builder.panels[kernel.panel].sign = .slides
    // The products come last, for they may be left out; the others make room for them.
    func place(_ column: Int) -> PanelPlace { PanelPlace(column: hasProducts ? column : nil) }
    let bias = operands.count > 2 ? show(2, in: &builder, at: place(3)) : nil
    let output = showResult(
      in: &builder, title: inputGradientTitle,
      layout: PlaneLayout(result.shape, axes: convolution.windows.count), at: place(4))
    return ConvolutionStory(
      grid: grid, text: WindowText(grid: grid, over: part(of: 0)), channels: operands[0].shape[1],
      filters: weight[0], channelsPerFilter: weight[1], input: input, kernel: kernel, bias: bias,
      products: hasProducts ? showProducts(convolution, in: &builder) : nil, output: output,
      uncovered: grid.uncoveredCells())
  }

  /// Puts every product of every sum in a panel of its own planes, where they are few enough.
  private func showProducts(
    _ convolution: Convolution, in builder: inout PanelBuilder
  ) -> ShownTensor? {
    guard hasDrawableProducts else { return nil }
    let aside = ConvolutionAside(self, convolution)
    let products = builder.add(
      aside.products, of: nil, "products", .plain,
      layout: PlaneLayout(aside.weight.shape, axes: convolution.windows.count),
      leading: [result.shape.count, aside.channelsPerFilter], leadingNames: ["", "channel"],
      at: PanelPlace(column: 2))
    if convolution.groups > 1 {
      let (places, filters) = (result.shape.spatialSize.reduce(1, *), result.shape[1])
      let perGroup = filters / convolution.groups
      builder.title(
        products,
        planes: (0..<result.shape.count).flatMap { position in
          let group = position / places % filters / perGroup
          return (0..<aside.channelsPerFilter).map {
            "channel \(group * aside.channelsPerFilter + $0)"
          }
        })
    }
    builder.panels[products.panel].isOptional = true
    builder.panels[products.panel].sign = .equals
    return products
  }

  /// Puts the kernel of a convolution in a panel, as it is or turned by half a turn.
  func showKernel(
    axes: Int, isTurned: Bool = false, in builder: inout PanelBuilder
  ) -> ShownTensor {
    let layout = PlaneLayout(operands[1].shape, axes: axes)
    return show(
      1, in: &builder, title: kernelTitle(isTurned: isTurned),
      layout: isTurned ? layout.turned : layout, leadingNames: ["filter", "channel"])
  }

  /// What a kernel is called as it lies: what was turned before and is turned here lies as it was given.
  func kernelTitle(isTurned: Bool = false) -> String {
    isTurned == (kernelBeforeTurn != nil) ? "kernel" : "kernel, turned"
  }
}

/// The tensors of a convolution in their panels, and what happens at each cell of its output.
struct ConvolutionStory: Sendable {
  let grid: WindowGrid
  let text: WindowText
  let channels: Int
  let filters: Int
  let channelsPerFilter: Int
  let input: ShownTensor
  let kernel: ShownTensor
  let bias: ShownTensor?
  /// Every product of every sum; `nil` where they are too many to be shown.
  let products: ShownTensor?
  let output: ShownTensor
  /// The input cells that no window reaches.
  let uncovered: [GridCell]

  /// A product of a sum.
  struct Term {
    /// What the weight meets.
    let number: ShownNumber
    /// Its position in the input; `nil` in the padding.
    let input: Int?
    /// The weight's position in the kernel.
    let weight: Int
  }

  /// The filter that makes an output cell.
  func filter(_ position: Int) -> Int {
    position / (grid.outputRows * grid.outputColumns) % filters
  }

  /// The products of the sum at an output cell, channel after channel.
  ///
  /// - Complexity: O(channels per filter · taps).
  func terms(_ position: Int) -> [Term] {
    let cells = grid.outputRows * grid.outputColumns
    let (plane, cell) = position.quotientAndRemainder(dividingBy: cells)
    let (image, filter) = plane.quotientAndRemainder(dividingBy: filters)
    let (row, column) = cell.quotientAndRemainder(dividingBy: grid.outputColumns)
    let group = filter / (filters / (channels / channelsPerFilter))
    let taps = grid.taps(row: row, column: column)
    return (0..<channelsPerFilter).flatMap { channel in
      let inputPlane = image * channels + group * channelsPerFilter + channel
      let kernelStart = (filter * channelsPerFilter + channel) * grid.tapCount
      return taps.map { tap in
        let number = input.number(of: tap, plane: inputPlane)
        return Term(
          number: number, input: number.cell.flatMap { input.offset($0) },
          weight: kernelStart + tap.index)
      }
    }
  }

  /// Of which cells the padding under a window holds copies, one of them by name; empty where it holds
  /// none.
  private func copies(row: Int, column: Int) -> String {
    let layout = input.layout
    guard layout.holdsCopies else { return "" }
    let copies = grid.taps(row: row, column: column).filter(\.isPadding).compactMap { tap in
      layout.element(
        row: layout.rows.position(of: tap.row), column: layout.columns.position(of: tap.column)
      ).map { (copy: tap, source: $0) }
    }
    guard let first = copies.first else { return "" }
    let copy = layout.name(row: first.copy.row, column: first.copy.column)
      .replacing("-", with: "−")
    let source = layout.name(row: first.source.row, column: first.source.column)
    // The arrows tell the others.
    return copies.count == 1
      ? ": a copy, and its arrow leads to \(source), which it copies"
      : ": copies, and the arrow of each leads to what it copies, from \(copy) to \(source)"
  }

  /// The sum at an output cell.
  ///
  /// - Complexity: O(channels per filter · taps).
  @Sendable
  func step(_ position: Int) -> CellStep {
    let cells = grid.outputRows * grid.outputColumns
    let (plane, cell) = position.quotientAndRemainder(dividingBy: cells)
    let (image, filter) = plane.quotientAndRemainder(dividingBy: filters)
    let (row, column) = cell.quotientAndRemainder(dividingBy: grid.outputColumns)
    let group = filter / (filters / (channels / channelsPerFilter))

    var step = CellStep(
      caption:
        "\(output.role == .gradient ? output.name("Input gradient", position) : output.resultName(position)): \(text.position(row: row, column: column))\(copies(row: row, column: column))."
    )
    for channel in 0..<channelsPerFilter {
      let inputPlane = image * channels + group * channelsPerFilter + channel
      step.marks += input.marks(uncovered, plane: inputPlane)
    }
    let terms = terms(position)
    for (index, term) in terms.enumerated() {
      if let cell = term.number.cell { step.marks.append(Mark(cell, .window)) }
      step.marks.append(kernel.mark(term.weight))
      if let products { step.marks.append(products.mark(position * terms.count + index)) }
    }
    let sums = (0..<channelsPerFilter).map { channel in
      terms[channel * grid.tapCount..<(channel + 1) * grid.tapCount].map {
        [$0.number, kernel.number($0.weight)]
      }
    }
    if let bias { step.marks.append(bias.mark(filter)) }
    step.lines = ArithmeticLine.channelSums(
      sums,
      names: (0..<channelsPerFilter).map { "input channel \(group * channelsPerFilter + $0)" },
      bias: bias?.number(filter), result: output.number(position))
    return step
  }
}

extension ArithmeticLine {
  /// The sum of a window: one line for a single channel; otherwise a partial sum for each channel,
  /// then the line that joins them.
  static func channelSums(
    _ sums: [[[ShownNumber]]], names: [String], bias: ShownNumber?, result: ShownNumber
  ) -> [ArithmeticLine] {
    // Channels of which nothing is added have no lines of their own.
    guard sums.count > 1, sums.contains(where: { !$0.isEmpty }) else {
      return [.sum(of: sums.first ?? [], bias: bias, result: result)]
    }
    let totals = EngineAside.sums(ofProducts: sums).map(ShownNumber.constant)
    let lines = sums.indices.map {
      ArithmeticLine.sum(label: names[$0], of: sums[$0], result: totals[$0])
    }
    return lines + [.sum(of: totals.map { [$0] }, bias: bias, result: result)]
  }
}
