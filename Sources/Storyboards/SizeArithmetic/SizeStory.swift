import ConvolutionArithmetic

/// The derivation of the output size along one axis, step by step.
struct SizeStory: Sendable {
  /// What the cells of the axis are called.
  enum Noun: Sendable {
    case cells, rows, columns, rowsAndColumns

    /// `7 columns`, `1 row`.
    func counted(_ count: Int) -> String {
      switch self {
      case .cells: count == 1 ? "1 cell" : "\(count) cells"
      case .rows: count == 1 ? "1 row" : "\(count) rows"
      case .columns: count == 1 ? "1 column" : "\(count) columns"
      case .rowsAndColumns:
        "\(count) row\(count == 1 ? "" : "s") and as many columns; one axis tells both"
      }
    }
  }

  /// What one frame is about.
  enum Step: Hashable, Sendable {
    case input
    case padding
    case dilation
    case position(Int)
    case room
    case division
    case size
  }

  /// Axes longer than this are drawn up to here; the formula covers the whole.
  private static let longestStrip = 65_536

  let derivation: SizeDerivation
  let plane: Int
  let noun: Noun
  /// The padded axis; each cell holds its number.
  let strip: Plane
  /// The output axis; each cell holds its number.
  let positions: Plane
  let steps: [Step]

  private var window: SlidingWindow { derivation.window }

  init(_ derivation: SizeDerivation, plane: Int, noun: Noun) {
    self.derivation = derivation
    self.plane = plane
    self.noun = noun
    let window = derivation.window
    let full = derivation.paddedSize + derivation.overhang
    let length = min(full, SizeStory.longestStrip)
    let before = min(window.paddingBefore, length)
    let data = before..<min(before + derivation.inputSize, length)
    let axis = PlaneAxis(data.count, before: before, after: length - data.upperBound)
    strip = Plane(
      PlaneLayout(axisCount: 1, columns: axis),
      values: (0..<length).map { Double(axis.element(at: $0) ?? 0) })
    let shown = min(derivation.outputSize, SizeStory.longestStrip)
    positions = Plane(PlaneLayout([shown]), values: (0..<shown).map(Double.init))
    var steps: [Step] = [.input]
    if derivation.paddedSize > derivation.inputSize { steps.append(.padding) }
    if window.dilation > 1 && window.kernelSize > 1 { steps.append(.dilation) }
    steps += [.position(0), .room] + (1..<max(shown, 1)).map { .position($0) }
    self.steps = steps + [.division, .size]
  }

  /// The frame of a step.
  func frame(_ step: Step, finishedBefore: Int, isSingle: Bool) -> Frame {
    var frame: (caption: String, marks: [Mark], lines: [ArithmeticLine])
    var finished = 0
    switch step {
    case .input:
      frame = ("The input has \(noun.counted(derivation.inputSize)).", [], [])
    case .padding:
      frame = (paddingCaption, [], [paddedSizeLine])
    case .dilation:
      frame = (
        "\(window.kernelSize) taps, \(window.dilation) cells from one to the next, span"
          + " \(derivation.effectiveKernelSize) cells.", [], [kernelLine]
      )
    case .position(let position):
      frame = (caption(position), taps(position) + [result(position)], [])
      finished = position + 1
    case .room:
      frame = (roomCaption, taps(0), [roomLine])
      finished = 1
    case .division:
      frame = (divisionCaption, leftover, divisionLines)
      finished = positions.columns
    case .size:
      frame = (sizeCaption, leftover, sizeLines)
      finished = positions.columns
    }
    return Frame(
      caption: frame.caption, marks: frame.marks, arithmetic: frame.lines,
      visiblePlanes: isSingle ? [:] : [0: [plane], 1: [plane]],
      finishedCells: finishedBefore + finished)
  }
}

// MARK: - Marks

extension SizeStory {
  /// The taps of the window at a position.
  private func taps(_ position: Int) -> [Mark] {
    (0..<window.kernelSize).compactMap { tap in
      stripMark(window.inputIndex(ofTap: tap, atOutput: position), .window)
    }
  }

  /// The output cell that the window at a position makes.
  private func result(_ position: Int) -> Mark {
    Mark(CellReference(panel: 1, plane: plane, row: 0, column: position), .result)
  }

  /// The cells that no window reads, as far as they are drawn.
  private var leftover: [Mark] {
    let uncovered = derivation.uncovered
    // Finding the holes walks the axis, which may be longer than anything that is drawn.
    let cells = strip.columns < SizeStory.longestStrip ? uncovered.cells : Array(uncovered.trailing)
    return cells.compactMap { stripMark($0, .uncovered) }
  }

  private func stripMark(_ index: Int, _ kind: Mark.Kind) -> Mark? {
    let column = index + window.paddingBefore
    guard column < strip.columns else { return nil }
    return Mark(CellReference(panel: 0, plane: plane, row: 0, column: column), kind)
  }
}

// MARK: - Captions

extension SizeStory {
  private var paddingCaption: String {
    let (before, after) = (window.paddingBefore, window.paddingAfter)
    return "Padding adds \(before) before and \(after) after, which makes"
      + " \(derivation.paddedSize) in all."
  }

  private func caption(_ position: Int) -> String {
    let first = window.inputIndex(ofTap: 0, atOutput: position)
    let last = window.inputIndex(ofTap: window.kernelSize - 1, atOutput: position)
    let name = { (index: Int) in
      index < 0 || index >= derivation.inputSize
        ? "the padding" : "cell \(index)"
    }
    let span =
      name(first) == name(last)
      ? "lies on \(name(first))" : "reaches from \(name(first)) to \(name(last))"
    return position == 0
      ? "The first window \(span)."
      : "\(window.stride) further on, window \(position) \(span)."
  }

  private var roomCaption: String {
    switch derivation.room {
    case ..<0: "The first window hangs over the end; there is no room to move it."
    case 0: "The first window fills the axis; there is no room to move it."
    case 1: "Behind the first window there is 1 cell of room to move it."
    default: "Behind the first window there are \(derivation.room) cells of room to move it."
    }
  }

  private var divisionCaption: String {
    let steps = derivation.outputSize - 1
    var text = "The window took \(steps) step\(steps == 1 ? "" : "s") of \(window.stride)"
    if derivation.fitsExactly { return text + ", which uses the room up." }
    let room = derivation.room
    if room < 0 { return text + "; it hangs over the end, and there is no room to divide." }
    text += "; \(room) cell\(room == 1 ? "" : "s") of room cannot be divided by \(window.stride)"
    return text + " without a remainder."
  }

  private var sizeCaption: String {
    if let rounding = derivation.roundingText {
      return derivation.fitsExactly
        ? "The sum comes to \(derivation.exactSize), \(rounding)."
        : "A size of \(derivation.exactSize) \(rounding)."
    }
    return "One output for the first position and one for each step: \(derivation.outputSize)."
  }

  /// The room divided by the stride, before any rounding.
  private var quotient: Double { Double(derivation.room) / Double(window.stride) }
}

// MARK: - Arithmetic

extension SizeStory {
  private var paddedSizeLine: ArithmeticLine {
    .formula(paddedSizeParts, result: .constant(Double(derivation.paddedSize)))
  }

  /// `7`, or `7 + 1 + 1`.
  private var paddedSizeParts: [FormulaPart] {
    var parts: [FormulaPart] = [number(derivation.inputSize, .input)]
    if derivation.paddedSize > derivation.inputSize {
      parts += [
        " + ", number(window.paddingBefore, .padding), " + ", number(window.paddingAfter, .padding),
      ]
    }
    return parts
  }

  private var kernelLine: ArithmeticLine {
    .formula(
      [
        .constant(Double(window.dilation)), "·(", number(window.kernelSize, .kernel), " − 1) + 1",
      ], result: .constant(Double(derivation.effectiveKernelSize)))
  }

  private var roomLine: ArithmeticLine {
    .formula(roomParts, result: .constant(Double(derivation.room)))
  }

  /// `7 − 3`, the padding spelled out.
  private var roomParts: [FormulaPart] {
    paddedSizeParts + [" − ", number(derivation.effectiveKernelSize, .kernel)]
  }

  private var divisionLines: [ArithmeticLine] {
    let quotient: [FormulaPart] = [
      .constant(Double(derivation.room)), " / ", .constant(Double(window.stride)),
    ]
    let exact = ArithmeticLine.formula(quotient, result: .constant(self.quotient))
    if derivation.fitsExactly && !derivation.dropsWindow { return [exact] }
    return [
      exact, .formula(rounded(quotient), result: .constant(Double(derivation.outputSize - 1))),
    ]
  }

  private var sizeLines: [ArithmeticLine] {
    let quotient: [FormulaPart] =
      ["("] + roomParts + [") / ", .constant(Double(window.stride))]
    let size = ShownNumber(value: Double(derivation.outputSize), role: .output, cell: nil)
    if derivation.fitsExactly && !derivation.dropsWindow {
      return [.formula(quotient + [" + 1"], result: size)]
    }
    let exact = ArithmeticLine.formula(quotient + [" + 1"], result: .constant(self.quotient + 1))
    return [exact, .formula(rounded(quotient) + [" + 1"], result: size)]
  }

  /// The quotient rounded as the window says, less the window that ceil mode drops.
  private func rounded(_ quotient: [FormulaPart]) -> [FormulaPart] {
    let parts: [FormulaPart] =
      window.ceilMode ? ["⌈"] + quotient + ["⌉"] : ["⌊"] + quotient + ["⌋"]
    return derivation.dropsWindow ? parts + [" − 1"] : parts
  }

  private func number(_ value: Int, _ role: ValueRole) -> FormulaPart {
    .number(ShownNumber(value: Double(value), role: role, cell: nil))
  }
}
