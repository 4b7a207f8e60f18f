import Typesetting

extension Panel {
  /// What its numbers do, in front of how many results.
  fileprivate var verb: String {
    switch operand {
    case .bias: "is added to"
    case .upstream: "flows back through"
    default: isSlope ? "scales what comes back from" : isSentBack ? "comes back from" : "feeds"
    }
  }
}

extension Storyboard {
  /// The answer to "what does this cell have to do with the others?": the cell, and everything
  /// that it is computed from or that is computed from it.
  ///
  /// - Pointing at a result marks what it was computed from, and shows its arithmetic.
  /// - Pointing at an input cell marks **every** result that it feeds. Padding that a window reaches and
  ///   leaves out, as that of a maximum, says so.
  /// - Pointing at a kernel cell marks every input cell that it meets; padding is counted apart.
  /// - Pointing at a product marks its two factors, and the result that it is a part of, and shows that
  ///   result's arithmetic.
  /// - Pointing at a bias marks every result that it is added to.
  /// - Pointing at a copy in the padding is pointing at the element that is copied.
  /// - Pointing at what flows back marks the result that it is of, and what it adds to of each gradient.
  ///
  /// - Parameter cell: A cell of one of the panels.
  /// - Returns: A frame that shows all results; the cell is marked as chosen, the others as read.
  /// - Complexity: At most ``mostFramesSearched`` frames are made; for a result O(log(frames)).
  public func pointing(at cell: CellReference) -> Frame {
    if let frame = detail?(cell) { return frame }
    let panel = panels[cell.panel]
    let plane = panel.planes[cell.plane]
    let kind = plane.kind(row: cell.row, column: cell.column)
    if kind == .empty { return pointing(atNothing: cell) }
    let chosen = cellsAlike(cell)
    let using = framesUsing(chosen)
    if panel.isUpstream { return pointing(atUpstream: cell, using) }
    let related: Set<CellReference>
    let what: String
    // The sum that the cell comes to, or is a term of.
    var sums: [ArithmeticLine] = []
    if panel.isFilledByFrames {
      sums = using.flatMap(\.arithmetic)
      related = Set(using.flatMap(\.marks).filter(\.kind.takesPart).map(\.cell))
      what =
        kind == .cropped
        ? "cut off by padding, it is no part of the result"
        : using.isEmpty
          ? "no step of this view makes it"
          : related.subtracting(chosen).isEmpty
            ? "no other cell goes into it" : "computed from the marked cells"
    } else if let factors = using.first.flatMap({ factors(of: cell, in: $0) }) {
      let results = using.flatMap(\.marks).filter { $0.kind == .result }.map(\.cell)
      related = Set(factors.compactMap(\.cell) + results)
      sums = using[0].arithmetic
      what =
        "it is "
        + factors.map { $0.cell.map { self.name(of: $0) } ?? NumberText.short($0.value) }.joined(
          separator: " times ")
    } else if panel.operand == .weight, let met = met(by: cell, in: using) {
      related = met
      let kinds = Dictionary(grouping: related) {
        panels[$0.panel].planes[$0.plane].kind(row: $0.row, column: $0.column)
      }
      let (padding, zeros) = (kinds[.padding]?.count ?? 0, kinds[.insertedZero]?.count ?? 0)
      what =
        "it meets \(Self.count(related.count - padding - zeros, "cell")) of the input"
        + (padding > 0 ? " and \(padding) of its padding" : "")
        + (zeros > 0 ? " and \(Self.count(zeros, "inserted zero"))" : "")
        + (isLong ? " in the \(Self.mostFramesSearched) steps looked at" : "")
    } else {
      let dependents = dependents(on: cell)
      related =
        dependents?.cells
        ?? Set(using.flatMap(\.marks).filter { $0.kind == .result }.map(\.cell))
      let fed = results(in: related)
      let verb = panel.verb
      // What is multiplied by weights counts as it is.
      let isLeftOut =
        kind == .padding
        && !panels.contains { $0.operand == .weight }
        && using.contains { $0.counts { $0.panel == cell.panel } }
        && !using.contains { $0.counts { $0 == cell } }
      let reason = fed == 0 ? whyUnread(kind, in: panel) : ""
      what =
        isLeftOut
        ? "it lies in \(fed) of \(Self.count(resultCount, "window")) and is not counted"
        : isLong && dependents == nil
          ? "it \(verb) \(Self.count(fed, "result")) of the"
            + " \(Self.mostFramesSearched) steps looked at"
          : (reason.isEmpty ? "" : "\(reason), so ")
            + "\(dependents?.way ?? "")it \(verb) \(fed) of \(Self.count(resultCount, "result"))"
    }
    let name = name(of: cell)
    let value = NumberText.short(plane[cell.row, cell.column])
    // In a fixed order: a set has none, and the same frame is to be the same one again.
    let marks = related.subtracting(chosen).sorted().map { Mark($0, .window) }
    return Frame(
      caption: "\(name) is \(value): \(what).",
      marks: marks + chosen.map { Mark($0, .chosen) },
      arithmetic: sums, finishedCells: .max)
  }

  /// What flows back at a result: the loss's slope there, and the gradients that it goes into.
  private func pointing(atUpstream cell: CellReference, _ frames: [Frame]) -> Frame {
    func collects(_ panel: Panel) -> Bool {
      panel.role == .gradient && !panel.isUpstream && !panel.isOptional
    }
    let marks = frames.flatMap(\.marks).filter(\.kind.takesPart).map(\.cell)
    let result = subject(of: cell).flatMap {
      cells(of: $0).first { panels[$0.panel].isFilledByFrames }
    }
    // In a matrix, the entries that what flows back is multiplied with.
    func scales(_ panel: Panel) -> Bool {
      panel.role == .kernel && panel.source == nil && !panel.related.isEmpty
    }
    let lit = Set(
      marks.filter { collects(panels[$0.panel]) || scales(panels[$0.panel]) }
        + [result].compactMap(\.self))
    let gradients = panels.filter(collects).map(\.title)
    let list =
      gradients.dropLast().joined(separator: ", ") + (gradients.count > 1 ? " and " : "")
      + (gradients.last ?? "")
    let value = NumberText.short(panels[cell.panel].planes[cell.plane][cell.row, cell.column])
    return Frame(
      caption: "\(name(of: cell)) is \(value): how strongly the loss feels"
        + " \(result.map { name(of: $0) } ?? "this result")."
        + (list.isEmpty ? "" : " It goes into \(list)."),
      marks: lit.sorted().map { Mark($0, .window) } + [Mark(cell, .chosen)], arithmetic: [],
      finishedCells: .max)
  }

  /// The cells that a weight is multiplied with in some frames; `nil` for one that scales what was computed,
  /// such as γ, and meets no cell of its own.
  private func met(by cell: CellReference, in frames: [Frame]) -> Set<CellReference>? {
    let met = Set(frames.flatMap { $0.partners(of: cell) })
    return met.isEmpty && !frames.isEmpty ? nil : met
  }

  /// What a product that stands on the stage is the product of; `nil` for a cell that is none.
  ///
  /// Products stand in the order of the sum's terms, and a bias behind them.
  private func factors(of cell: CellReference, in frame: Frame) -> [ShownNumber]? {
    let panel = panels[cell.panel]
    guard panel.isOptional, panel.source == nil, !panel.isSentBack else { return nil }
    let marked = frame.marks.map(\.cell).filter { $0.panel == cell.panel }
    guard let index = marked.firstIndex(of: cell), let products = frame.products,
      products.count >= marked.count, products[index].count == 2
    else { return nil }
    let value = panel.planes[cell.plane][cell.row, cell.column]
    // A panel that shows something else beside a sum is none of its products.
    return products[index][0].value * products[index][1].value == value ? products[index] : nil
  }

  /// The cells of the results that depend on the element that stands in a cell, or whose gradient does;
  /// `nil` where that is not known.
  private func dependents(on cell: CellReference) -> (cells: Set<CellReference>, way: String)? {
    let panel = panels[cell.panel]
    let isGradient = panel.related.count == 1 && panel.related[0].lieAsLaidOut
    guard let dependence, !panel.isSlope, !panel.isFilledByFrames,
      let element = isGradient ? subject(of: cell) : element(in: cell),
      let (positions, way) = dependence.readers(element)
    else { return nil }
    let (node, shape) = (dependence.result.node, dependence.result.shape)
    let cells = positions.flatMap { position in
      self.cells(of: ElementReference(node, shape.index(at: position)))
        .filter { panels[$0.panel].isFilledByFrames }
    }
    return cells.isEmpty && !positions.isEmpty ? nil : (Set(cells), way)
  }

  /// The panels whose cells are results: those of the tensor that is explained, which may stand on
  /// the stage twice, and where none is, all that fill up.
  private var resultPanels: [Int] {
    let filled = panels.indices.filter { panels[$0].isFilledByFrames }
    let own = filled.filter { panels[$0].source?.node == dependence?.result.node }
    if dependence != nil, !own.isEmpty { return own }
    let named = filled.filter { panels[$0].source != nil }
    return named.isEmpty ? filled : named
  }

  /// How many results there are.
  private var resultCount: Int {
    let shapes = resultPanels.reduce(into: [:]) { $0[panels[$1].source] = panels[$1].cellCount }
    return shapes.reduce(0) { $0 + ($1.key?.shape.count ?? $1.value) }
  }

  /// How many results stand in some cells, those that stand there twice counted once.
  private func results(in cells: Set<CellReference>) -> Int {
    let cells = cells.filter { resultPanels.contains($0.panel) }
    let elements = cells.compactMap { element(in: $0) }
    return Set(elements).count + cells.count - elements.count
  }

  /// What a cell is called: `input, row 1, column 2`, in the coordinates of its tensor.
  public func name(of cell: CellReference) -> String {
    let panel = panels[cell.panel]
    let names = [panel.title, panel.planes[cell.plane].title, place(of: cell)]
    return names.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// Where a cell is in its grid: `row 1, column 0`; empty for a lone one.
  public func place(of cell: CellReference) -> String {
    panels[cell.panel].planes[cell.plane].layout.cellName(row: cell.row, column: cell.column)
  }

  /// The cells of a panel that show what one of them shows.
  private func cellsAlike(_ cell: CellReference) -> [CellReference] {
    guard let element = element(in: cell) else { return [cell] }
    return cells(of: element).filter { $0.panel == cell.panel }
  }

  /// The frame that makes a result cell; `nil` for other cells and where no frame does.
  ///
  /// - Complexity: O(log(frames)): results are finished in order.
  public func frame(making cell: CellReference) -> Int? {
    let panel = panels[cell.panel]
    guard panel.isFilledByFrames else { return nil }
    var (low, high) = (0, frames.count)
    while low < high {
      let middle = (low + high) / 2
      let isFinished = panel.isFinished(
        row: cell.row, column: cell.column, plane: cell.plane,
        finishedCells: frames[middle].finishedCells)
      (low, high) = isFinished ? (low, middle) : (middle + 1, high)
    }
    guard low < frames.count, frames[low].marks.contains(Mark(cell, .result)) else { return nil }
    return low
  }

  /// The first frame of those of a channel of results that has a cell in view; `nil` where none has.
  ///
  /// - Complexity: O(channels · log(frames)).
  public func firstFrame(showing cell: CellReference) -> Int? {
    panels.indices.filter { panels[$0].isFilledByFrames }.lazy
      .flatMap { panel in
        panels[panel].planes.indices.lazy.map {
          CellReference(panel: panel, plane: $0, row: 0, column: 0)
        }
      }
      .compactMap { frame(making: $0) }
      .first { frames[$0].shows(cell) }
  }

  /// How many frames are searched; a view of more steps answers for these.
  public static let mostFramesSearched = 4_096

  private var isLong: Bool { frames.count > Self.mostFramesSearched }

  /// The frames that mark a cell or one like it: the one that makes it, or all those searched that
  /// read it.
  private func framesUsing(_ cells: [CellReference]) -> [Frame] {
    let panel = panels[cells[0].panel]
    if panel.isFilledByFrames { return frame(making: cells[0]).map { [frames[$0]] } ?? [] }
    // Where not all can be searched, those at about the same place of the results are.
    let before = panel.planes[..<cells[0].plane].reduce(0) { $0 + $1.values.count }
    let place = before + cells[0].row * panel.planes[cells[0].plane].columns + cells[0].column
    let share = Double(place) / Double(max(1, panel.cellCount))
    let middle = Int(share * Double(frames.count)) - Self.mostFramesSearched / 2
    let start = max(0, min(middle, frames.count - Self.mostFramesSearched))
    let range = start..<min(start + Self.mostFramesSearched, frames.count)
    return frames.searched(range) { frame in
      // What no window covers is marked in every frame, and takes part in none.
      frame.marks.contains { $0.kind.takesPart && cells.contains($0.cell) }
    }
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}

extension Frame {
  /// Whether the number of such a cell is in this frame's arithmetic, or may be, where not all is spelled out.
  fileprivate func counts(_ isSuch: (CellReference) -> Bool) -> Bool {
    arithmetic.contains { line in
      line.tokens.contains { token in
        switch token {
        case .number(_, _, let cell), .factor(_, _, let cell): cell.map(isSuch) ?? false
        case .sign(let text): text.contains("more terms")
        case .breakOpportunity: false
        }
      }
    }
  }

  /// The cells that a factor is multiplied with in this frame's arithmetic.
  fileprivate func partners(of cell: CellReference) -> [CellReference] {
    arithmetic.flatMap { line in
      let numbers = line.tokens.compactMap { token -> CellReference?? in
        switch token {
        case .number(_, _, let cell), .factor(_, _, let cell): cell
        case .sign, .breakOpportunity: nil
        }
      }
      return numbers.indices.dropLast().flatMap { index -> [CellReference] in
        guard let left = numbers[index], let right = numbers[index + 1] else { return [] }
        if right == cell, left.panel != cell.panel { return [left] }
        return []
      }
    }
  }
}
