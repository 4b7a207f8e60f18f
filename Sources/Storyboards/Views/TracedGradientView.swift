import TensorEngine
import Typesetting

extension Explainer {
  /// The most results whose slopes are asked of the engine one by one.
  private static let mostSlopes = 256

  /// The operands to which gradients flow through an op whose usual story tells of each result which
  /// cells it is made of: as a copy, or as a sum of products; none for ops with views of their own.
  private var tracedOperands: [Int] {
    switch op {
    case .transposedConvolution, .concat: Array(operands.indices)
    case .unfold, .fold, .reduce, .broadcast, .reshape, .transpose, .slice, .pad, .flip, .maxUnpool,
      .takeAtIndices, .pickClass, .localResponseNorm:
      [0]
    case .input, .fill, .convolution, .convolutionWeightGradient, .maxPool, .maxPoolIndices,
      .averagePool, .averagePoolGradient, .adaptiveAveragePool, .adaptiveAveragePoolGradient,
      .matmul, .binary, .unary, .unaryGradient, .prelu, .preluGradient, .padGradient, .upsample,
      .upsampleGradient, .softmax, .logSoftmax, .placeClass, .batchNorm, .batchNormGradient,
      .dropout, .localResponseNormGradient:
      []
    }
  }

  /// Whether what a result depends on is neither a copy nor a sum of products, so that the engine is
  /// asked for each slope.
  private var hasSlopes: Bool {
    switch op {
    case .localResponseNorm: true
    case .reduce(let reduction): reduction.kind == .mean
    default: false
    }
  }

  /// Whether what each result sends back is little enough to be shown.
  var hasDrawableTraces: Bool {
    if case .transposedConvolution(let convolution) = op {
      return (1...2).contains(convolution.windows.count) && hasDrawableStamps(convolution)
    }
    let perResult = operands.map(\.shape.count).max().map { $0 / max(1, result.shape.count) }
    guard !tracedOperands.isEmpty, perResult ?? 0 <= ArithmeticLine.largestTermCount / 4,
      Explainer.isFew(result.shape.count, operands.reduce(1) { max($0, $1.shape.count) }),
      !hasSlopes || result.shape.count <= Self.mostSlopes
    else { return false }
    // What is shown as a whole has no cells to follow.
    return usualStory().frames.count > 1 || result.shape.count == 1
  }

  /// The gradients of an op that copies cells or adds up products of them: below each operand what is
  /// sent back to it.
  func tracedGradientView() -> Storyboard {
    let (upstream, wanted) = (upstream, tracedOperands)
    let totals = gradients(at: operands, by: wanted, upstream)
    let forward = ForwardPanels(story(views[0]), result: id)
    var builder = PanelBuilder()
    builder.panels = forward.panels
    var traced: [TracedGradientView.Operand] = []
    for (place, position) in wanted.enumerated() {
      let node = executed.graph[id].inputs[position]
      // An operand may stand there twice.
      guard
        let panel = forward.panels.indices.first(where: { index in
          forward.panels[index].source?.node == node
            && !traced.contains { $0.panel == index }
        })
      else { continue }
      let gradientTitle = builder.gradientTitle(besides: panel)
      let shown = builder.add(
        totals[place], of: nil, gradientTitle, .gradient,
        layout: forward.panels[panel].planes[0].layout.bare,
        at: PanelPlace(band: 1, column: panel))
      builder.title(shown, planes: forward.panels[panel].planes.map(\.title))
      traced.append(
        .init(position: position, panel: panel, gradient: shown, title: gradientTitle))
    }
    guard let output = forward.output else { return resultStory() }
    let layout = forward.panels[output].planes[0].layout.bare
    let flowing = showUpstream(
      upstream, in: &builder, layout: layout, at: PanelPlace(band: 1, column: output))
    builder.list(traced.map(\.gradient))
    builder.panels[flowing.panel].sign = .comesFrom
    let view = TracedGradientView(
      forward: forward, noun: resultTitle.capitalizedFirst, operands: traced, upstream: flowing,
      slopes: hasSlopes ? slopesOfResults() : nil)
    let panels = builder.panels
    var story = Storyboard(
      title: title, panels: panels,
      frames: Frames(count: forward.story.frames.count) { position in
        view.frame(position, of: panels)
      })
    story.detail = view.detail
    link(
      traced.map { ($0.gradient, $0.position) }, of: &story, at: operands, upstream)
    return story
  }

  /// The slope of each result by each cell of the first operand.
  private func slopesOfResults() -> [[Double]] {
    (0..<result.shape.count).map { position in
      let one = Tensor(result.shape, (0..<result.shape.count).map { $0 == position ? 1.0 : 0 })
      return gradients(at: operands, by: [0], one)[0].elements
    }
  }
}

extension PlaneLayout {
  /// The same elements close together, without anything around them.
  fileprivate var bare: PlaneLayout {
    PlaneLayout(
      axisCount: axisCount, rows: PlaneAxis(rows.size), columns: PlaneAxis(columns.size))
  }
}

/// A story's panels in one row, without those that show no tensor.
private struct ForwardPanels: Sendable {
  let story: Storyboard
  let panels: [Panel]
  /// The panel of the result.
  let output: Int?
  /// The new positions of the panels.
  private let places: [Int: Int]

  init(_ story: Storyboard, result: NodeID) {
    self.story = story
    let kept = story.panels.indices.filter { story.panels[$0].source != nil }
    panels = kept.enumerated().map { column, index in
      var panel = story.panels[index]
      panel.place = PanelPlace(column: column)
      return panel
    }
    places = Dictionary(uniqueKeysWithValues: zip(kept, 0...))
    output = panels.firstIndex { $0.isFilledByFrames && $0.source?.node == result }
  }

  func frame(_ position: Int) -> Frame {
    story.frames[position].moved { cell in
      places[cell.panel].map {
        CellReference(panel: $0, plane: cell.plane, row: cell.row, column: cell.column)
      }
    }
  }

  /// The position of the element in a cell; `nil` for padding, and for copies in it too.
  func offset(_ cell: CellReference) -> Int? {
    let layout = panels[cell.panel].planes[cell.plane].layout
    return layout.element(row: cell.row, column: cell.column).map {
      layout.offset(plane: cell.plane, row: $0.row, column: $0.column)
    }
  }
}

/// The tensors of an op and their gradients in their panels, and what each frame sends back.
private struct TracedGradientView: Sendable {
  /// An operand that gradients flow to.
  struct Operand: Sendable {
    let position: Int
    let panel: Int
    let gradient: ShownTensor
    /// What its gradient is called.
    let title: String
  }

  let forward: ForwardPanels
  let noun: String
  let operands: [Operand]
  let upstream: ShownTensor
  /// The slope of each result by each cell; `nil` where the story tells.
  let slopes: [[Double]]?

  /// What a result sends to a cell of an operand.
  private struct Sending {
    let result: Int
    let operand: Operand
    let offset: Int
    /// What its upstream gradient is multiplied by.
    let factors: [ShownNumber]
  }

  private func sendings(_ frame: Frame) -> [Sending] {
    let results = frame.marks.filter { $0.kind == .result }.compactMap { forward.offset($0.cell) }
    guard let first = results.first else { return [] }
    if slopes == nil, let products = frame.products, results.count == 1 {
      return products.flatMap { factors in
        factors.indices.compactMap { place -> Sending? in
          guard let cell = factors[place].cell, let operand = operand(of: cell),
            let offset = forward.offset(cell)
          else { return nil }
          var others = factors
          others.remove(at: place)
          return Sending(result: first, operand: operand, offset: offset, factors: others)
        }
      }
    }
    let sources = frame.marks.filter { operand(of: $0.cell) != nil && $0.kind.takesPart }
      .map(\.cell).reduce(into: [CellReference]()) { if !$0.contains($1) { $0.append($1) } }
    return sources.enumerated().compactMap { index, cell in
      guard let operand = operand(of: cell), let offset = forward.offset(cell) else { return nil }
      // Several results of one frame are copies of as many cells.
      let result = results.count > 1 ? results[min(index, results.count - 1)] : first
      return Sending(
        result: result, operand: operand, offset: offset,
        factors: slopes.map { [.constant($0[first][offset])] } ?? [])
    }
  }

  private func operand(of cell: CellReference) -> Operand? {
    operands.first { $0.panel == cell.panel }
  }

  @Sendable
  func frame(_ position: Int, of panels: [Panel]) -> Frame {
    let frame = forward.frame(position)
    let sendings = sendings(frame)
    let results = frame.marks.filter { $0.kind == .result }.compactMap { forward.offset($0.cell) }
    let marks =
      frame.marks + sendings.map { $0.operand.gradient.mark($0.offset) }
      + results.map { upstream.mark($0) }
    var sent = Frame(
      caption: sentence(results, sendings), marks: marks, arithmetic: frame.arithmetic,
      visiblePlanes: panels.visiblePlanes(marks), finishedCells: frame.finishedCells)
    sent.untold = frame.untold
    return sent
  }

  private func sentence(_ results: [Int], _ sendings: [Sending]) -> String {
    guard results.count == 1, let result = results.first else {
      return "Each of these \(results.count) upstream gradients goes back to the cell copied there"
        + (sendings.count < results.count ? "; what lies in the padding gets none." : ".")
    }
    let gradient = NumberText.short(upstream.value(result))
    let name = "\(upstream.name(noun, result)): its upstream gradient \(gradient) goes"
    let cells = Set(sendings.map { [$0.operand.position, $0.offset] }).count
    switch cells {
    case 0: return "\(name) to nobody: no number was read here."
    case 1 where forward.panels[sendings[0].operand.panel].operand == .bias:
      return "\(name) to the bias alone, unchanged."
    case 1 where sendings[0].factors.isEmpty:
      return "\(name) back to the cell that it was copied from."
    default:
      let weight =
        slopes != nil
        ? ", times the slope of this result by each"
        : sendings.contains { !$0.factors.isEmpty }
          ? ", times what each was multiplied by" : ", the same to each"
      return "\(name) back to \(cells) cell\(cells == 1 ? "" : "s")\(weight)."
    }
  }

  /// The sum behind a gradient: what all results that a cell went into send back.
  @Sendable
  func detail(_ cell: CellReference) -> Frame? {
    guard let operand = operands.first(where: { $0.gradient.panel == cell.panel }),
      let offset = operand.gradient.offset(cell)
    else { return nil }
    var terms: [[ShownNumber]] = []
    var marks: [Mark] = []
    for position in forward.story.frames.indices {
      for sending in sendings(forward.frame(position))
      where sending.operand.position == operand.position && sending.offset == offset {
        terms.append([upstream.number(sending.result)] + sending.factors)
        marks.append(upstream.mark(sending.result))
        marks += sending.factors.compactMap(\.cell).map { Mark($0, .window) }
      }
    }
    let gradient = operand.gradient
    return Frame(
      caption: .collecting(gradient.name(operand.title, offset), from: terms.count),
      marks: marks + [gradient.mark(offset, .chosen)],
      arithmetic: .collected(terms, gradient.number(offset)), finishedCells: .max)
  }
}
