import ConvolutionArithmetic
import TensorEngine
import Typesetting

extension Explainer {
  /// Whether it can be drawn how often the windows of the op read each cell.
  var hasDrawableCover: Bool {
    var builder = PanelBuilder()
    return !isGradient && cover(in: &builder) != nil
  }

  /// How often each cell of the input has been read: a frame for each place of the window, which
  /// lays a one on every cell below it.
  ///
  /// It is the gradient of ones under a kernel of ones.
  func coverView() -> Storyboard {
    var builder = PanelBuilder()
    guard let view = cover(in: &builder) else { return resultStory() }
    let panels = builder.panels
    let count = result.shape.count / view.resultsPerFrame
    var story = Storyboard(
      title: title, panels: panels,
      frames: Frames(count: count) { view.frame($0, isLast: $0 == count - 1, panels) },
      closing: view.leftover)
    story.detail = view.detail
    return story
  }

  /// Puts the tensors in panels; `nil` where they cannot be drawn.
  private func cover(in builder: inout PanelBuilder) -> CoverView? {
    switch op {
    case .convolution(let convolution):
      let (channels, perFilter) = (operands[0].shape[1], operands[1].shape[1])
      let filtersPerGroup = operands[1].shape[0] * perFilter / channels
      return cover(of: convolution.windows, in: &builder) { plane in
        let (image, filter) = plane.quotientAndRemainder(dividingBy: operands[1].shape[0])
        let first = image * channels + filter / filtersPerGroup * perFilter
        return Array(first..<first + perFilter)
      }
    case .maxPool(let windows), .maxPoolIndices(let windows):
      return cover(of: windows, padding: -.infinity, in: &builder) { [$0] }
    case .averagePool(let pool): return cover(of: pool.windows, in: &builder) { [$0] }
    case .unfold(let windows):
      let channels = operands[0].shape[1]
      return cover(of: windows, in: &builder) { image in
        Array(image * channels..<(image + 1) * channels)
      }
    case .adaptiveAveragePool: return adaptiveCover(in: &builder)
    default: return nil
    }
  }

  private func cover(
    of windows: [SlidingWindow], padding: Double = 0, in builder: inout PanelBuilder,
    planes: (Int) -> [Int]
  ) -> CoverView? {
    let sizes = zip(windows, operands[0].shape.spatialSize).compactMap {
      try? $0.outputSize(forInputSize: $1)
    }
    let places = sizes.reduce(1, *)
    guard sizes.count == windows.count,
      Explainer.isFew(places, places),
      let under = inputUnder(windows, outputSize: sizes, padding: padding),
      let (grid, input) = showInput(
        under: windows, outputSize: sizes, padding: padding, in: &builder),
      Explainer.isFew(places, input.layout.elementCount)
    else { return nil }
    let read = builder.add(
      timesRead(windows, places, from: under.node), of: nil, CoverView.title, .plain,
      layout: PlaneLayout(elementsOf: input.layout), leadingNames: [])
    let isUnfold = if case .unfold = op { true } else { false }
    let output = showResult(
      in: &builder, title: isUnfold ? "columns" : nil,
      layout: PlaneLayout(result.shape, axes: isUnfold ? 2 : windows.count),
      leadingNames: isUnfold ? ["image"] : ["image", "channel"], byColumns: isUnfold)
    for shown in [read, output] { builder.panels[shown.panel].sign = .apart }
    let resultPlanes = output.planeTitles.count
    let text = WindowText(grid: grid)
    return CoverView(
      input: input, read: read, output: output,
      cells: (0..<places).map { place in
        let (row, column) = place.quotientAndRemainder(dividingBy: grid.outputColumns)
        return grid.taps(row: row, column: column)
          .compactMap { input.number(of: $0, plane: 0).cell }
          .map { GridCell(row: $0.row, column: $0.column) }
      }, planes: (0..<resultPlanes).map(planes), resultsPerFrame: isUnfold ? result.shape[1] : 1,
      uncovered: grid.uncoveredCells(),
      place: { place in
        let (row, column) = place.quotientAndRemainder(dividingBy: grid.outputColumns)
        return text.position(row: row, column: column)
      }, leftover: text.leftover())
  }

  /// Regions share out an input, and overlap where its size is no multiple of theirs.
  private func adaptiveCover(in builder: inout PanelBuilder) -> CoverView? {
    let places = result.shape.spatialSize.reduce(1, *)
    guard let story = adaptivePooling(in: &builder),
      Explainer.isFew(places, story.input.layout.elementCount)
    else { return nil }
    // A region's share times its size is a one for each of its cells.
    let sizes = (0..<places).map { Double(story.sources($0).count) }
    let planes = Tensor(Shape([places, 1] + operands[0].shape.spatialSize), repeating: 0.0)
    let read = builder.add(
      gradients(at: [planes], by: [0], upToEach(sizes, result.shape.spatialSize))[0], of: nil,
      CoverView.title, .plain,
      layout: PlaneLayout(elementsOf: story.input.layout),
      leadingNames: [])
    // The output stands on the right.
    builder.panels[story.output.panel].place = PanelPlace(column: 2)
    builder.panels[read.panel].place = PanelPlace(column: 1)
    for shown in [read, story.output] { builder.panels[shown.panel].sign = .apart }
    return CoverView(
      input: story.input, read: read, output: story.output,
      cells: (0..<places).map { place in
        story.sources(place).map { cell in
          let cell = story.input.cell(cell)
          return GridCell(row: cell.row, column: cell.column)
        }
      }, planes: story.output.planeTitles.indices.map { [$0] }, resultsPerFrame: 1, uncovered: [],
      place: { "the region is \(story.rule($0))" }, leftover: "")
  }

  /// How often each cell has been read after each place of the window, `[P, 1, S]`: what ones send
  /// back through the taps of the places up to it.
  ///
  /// - Parameter node: What they slide over: the op's operand, or what that copied into its padding.
  private func timesRead(
    _ windows: [SlidingWindow], _ places: Int, from node: NodeID
  ) -> Tensor<Double> {
    let taps = windows.reduce(1) { $0 * $1.kernelSize }
    let operand = executed.graph[id].inputs[0]
    let pad = node == operand ? nil : executed.graph[operand].op
    let shape = Shape([places, 1] + executed.graph[node].shape.spatialSize)
    let ones = upToEach(Array(repeating: 1, count: places), [places], repeated: taps)
    return EngineAside.results(of: [Tensor(shape, repeating: 0), ones]) { graph, values in
      let padded = try pad.map { try graph.append($0, [values[0]]) } ?? values[0]
      let columns = try graph.append(.unfold(windows), [padded])
      let gradients = try graph.appendGradients(
        of: columns, by: [values[0]], upstream: values[1])
      return [gradients[values[0]] ?? values[0]]
    }[0]
  }

  /// For each place the numbers of the places up to it, and zeros behind them, `[P, R, S]`.
  private func upToEach(
    _ numbers: [Double], _ size: [Int], repeated: Int = 1
  ) -> Tensor<Double> {
    let rows = numbers.indices.flatMap { place -> [Double] in
      let row = numbers.indices.map { $0 <= place ? numbers[$0] : 0 }
      return (0..<repeated).flatMap { _ in row }
    }
    return Tensor(Shape([numbers.count, repeated] + size), rows)
  }
}

/// The tensors of a cover view in their panels, and what each place of the window reads.
private struct CoverView: Sendable {
  static let title = "times read"

  let input: ShownTensor
  /// How often each cell has been read after each place.
  let read: ShownTensor
  let output: ShownTensor
  /// The cells of the input's planes that each place reads, padding among them.
  let cells: [[GridCell]]
  /// The planes of the input that each plane of the result reads.
  let planes: [[Int]]
  /// How many results a place makes in a plane: one, or a column of them.
  let resultsPerFrame: Int
  /// The cells of each plane of the input that no place reads.
  let uncovered: [GridCell]
  /// Where a place is, in words.
  let place: @Sendable (Int) -> String
  /// What no window reaches, and why.
  let leftover: String

  func frame(_ position: Int, isLast: Bool, _ panels: [Panel]) -> Frame {
    let (plane, place) = position.quotientAndRemainder(dividingBy: cells.count)
    var marks = planes[plane].flatMap { input.marks(uncovered, plane: $0) }
    marks += cells[place].flatMap { cell in
      planes[plane].map {
        Mark(
          CellReference(panel: input.panel, plane: $0, row: cell.row, column: cell.column), .window)
      }
    }
    let offsets = Set(cells[place].compactMap(offset))
    marks += offsets.sorted().map { read.mark(place * read.layout.elementCount + $0) }
    marks += results(plane: plane, place: place).map { output.mark($0, .result) }
    let name =
      resultsPerFrame > 1 ? "Column \(place)" : output.resultName(position)
    let span = place == cells.count - 1 ? "In all" : "So far"
    let end = isLast && !leftover.isEmpty ? " " + leftover : ""
    return Frame(
      caption: "\(name): \(self.place(place)). \(span) \(summary(place)).\(end)", marks: marks,
      arithmetic: [],
      visiblePlanes: panels.visiblePlanes(marks).merging([read.panel: [place]]) { $1 },
      finishedCells: (position + 1) * resultsPerFrame)
  }

  /// The results that a place makes.
  private func results(plane: Int, place: Int) -> [Int] {
    (0..<resultsPerFrame).map { (plane * resultsPerFrame + $0) * cells.count + place }
  }

  /// The element of the input's plane that is read in a cell: of a copy, the one that is copied.
  private func offset(_ cell: GridCell) -> Int? {
    input.layout.element(row: cell.row, column: cell.column).map {
      input.layout.offset(plane: 0, row: $0.row, column: $0.column)
    }
  }

  /// How many cells have been read how often: `2 cells have been read twice, 4 cells once,
  /// 3 cells never`.
  private func summary(_ place: Int) -> String {
    let size = read.layout.elementCount
    let counts = read.tensor.elements[place * size..<(place + 1) * size]
    var cells: [Double: Int] = [:]
    for count in counts { cells[count, default: 0] += 1 }
    let parts = cells.sorted { $0.key > $1.key }.map { count, number in (number, Self.times(count))
    }
    let (number, often) = parts[0]
    let first =
      number == size
      ? "every cell has been read \(often)"
      : "\(number) cell\(number == 1 ? " has" : "s have") been read \(often)"
    let others = parts.dropFirst().map { number, often in
      "\(number) cell\(number == 1 ? "" : "s") \(often)"
    }
    return ([first] + others).joined(separator: ", ")
  }

  private static func times(_ count: Double) -> String {
    switch count {
    case 0: "never"
    case 1: "once"
    case 2: "twice"
    default: "\(NumberText.short(count)) times"
    }
  }

  /// The places behind a number of times.
  @Sendable
  func detail(_ cell: CellReference) -> Frame? {
    guard cell.panel == read.panel, let offset = read.offset(cell) else { return nil }
    let (place, element) = offset.quotientAndRemainder(dividingBy: read.layout.elementCount)
    let readers = (0...place).filter { cells[$0].contains { self.offset($0) == element } }
    let marks = readers.flatMap { results(plane: 0, place: $0) }.map { output.mark($0) }
    let value = NumberText.short(read.value(offset))
    return Frame(
      caption: "Times read, \(input.name(element)): \(value), by the window at "
        + (readers.isEmpty
          ? "no place."
          : "\(readers.count) place\(readers.count == 1 ? "" : "s"), marked in the "
            + "\(resultsPerFrame > 1 ? "columns" : "output")."),
      marks: marks + [input.mark(element), read.mark(offset, .chosen)], arithmetic: [],
      visiblePlanes: [read.panel: [place]], finishedCells: .max)
  }
}
