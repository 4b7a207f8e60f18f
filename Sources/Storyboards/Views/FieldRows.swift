import ConvolutionArithmetic
import TensorEngine
import Typesetting

/// The positions of the input, and of the padding that some cell sees, along an axis.
struct FieldScale: Sendable {
  /// The most positions that are drawn beside each other.
  static let mostPositions = 256

  /// The first position; negative in the padding.
  let start: Int
  let count: Int

  init(_ chain: WindowChain, axis: Int, inputSize: Int) {
    let field = chain.fields[chain.layers.count][axis]
    let last = chain.layers[chain.layers.count - 1].size[axis] - 1
    start = min(0, field.start)
    count = max(inputSize, field.inputs(ofOutput: last).upperBound) - start
  }
}

/// An axis as a table: a row a layer, the result's on top, every unit over the middle of what it sees, with
/// the size, the jump and the start of the layer's fields before it.
struct FieldRows: Sendable {
  let axis: Int
  let shown: ShownTensor
  let chain: WindowChain
  let inputSize: Int
  /// The positions of the padded input.
  let padded: Range<Int>
  /// What positions of the axis are called: `columns`.
  let nouns: String
  private let scale: FieldScale
  /// The unit at each place of the table, by position in row-major order.
  private let units: [Int: Int]

  private var top: Int { chain.layers.count }
  /// What a position of the axis is called: `column`.
  private var noun: String { String(nouns.dropLast()) }

  init(
    axis: Int, of axes: Int, _ chain: WindowChain, inputSize: Int, in builder: inout PanelBuilder,
    at place: PanelPlace
  ) {
    let scale = FieldScale(chain, axis: axis, inputSize: inputSize)
    let (rows, columns) = (chain.fields.count, scale.count)
    (self.axis, self.chain, self.inputSize, self.scale) = (axis, chain, inputSize, scale)
    nouns = axes == 1 ? "positions" : axis == 0 ? "rows" : "columns"
    padded = chain.padded(inputSize, axis: axis)
    var units: [Int: Int] = [:]
    for depth in 0..<rows {
      for unit in 0..<(depth == 0 ? inputSize : chain.layers[depth - 1].size[axis]) {
        let middle = chain.fields[depth][axis].middle(ofOutput: unit) - scale.start
        if (0..<columns).contains(middle) { units[(rows - 1 - depth) * columns + middle] = unit }
      }
    }
    self.units = units
    var kinds: [Int: CellKind] = [:]
    for place in 0..<rows * columns where units[place] == nil { kinds[place] = .empty }
    // The ring around the input; what a later layer pads with is no part of that.
    for position in padded where !(0..<inputSize).contains(position) {
      let column = position - scale.start
      if (0..<columns).contains(column) { kinds[(rows - 1) * columns + column] = .padding }
    }
    shown = builder.add(
      Tensor([rows, columns], (0..<rows * columns).map { Double(units[$0] ?? 0) }), of: nil,
      "\(nouns) each unit sees: size r, jump j, start", .plain,
      layout: PlaneLayout([rows, columns], axes: 2), at: place)
    builder.mark(shown, [kinds])
    builder.label(shown, rows: chain.labels(axis: axis))
  }

  /// Marks on units, layer by layer from one on; the topmost stands out.
  func marks(_ layers: [[Int]], from bottom: Int) -> [Mark] {
    layers.enumerated().flatMap { index, units in
      units.compactMap { unit in
        cell(of: unit, depth: bottom + index).map {
          Mark($0, bottom + index == top ? .chosen : .window)
        }
      }
    }
  }

  private func cell(of unit: Int, depth: Int) -> CellReference? {
    let middle = chain.fields[depth][axis].middle(ofOutput: unit) - scale.start
    guard (0..<scale.count).contains(middle) else { return nil }
    return CellReference(panel: shown.panel, plane: 0, row: top - depth, column: middle)
  }

  /// What a place of the table is: a unit with what it sees and what sees it, in the coordinates of its
  /// layer; padding; or nothing.
  func detail(row: Int, column: Int) -> Frame {
    let depth = top - row
    let chosen = Mark(
      CellReference(panel: shown.panel, plane: 0, row: row, column: column), .chosen)
    let position = scale.start + column
    let unit = units[row * scale.count + column]
    guard let unit = unit ?? (depth == 0 && padded.contains(position) ? position : nil) else {
      return Frame(
        caption: depth == 0
          ? "\(noun.capitalizedFirst) \(position.signed) lies outside the padded input: what is seen there is padding"
            + " of later layers."
          : "No unit of \(chain.layerName(depth)) has the middle of its field at \(noun)"
            + " \(position.signed).",
        marks: [chosen], arithmetic: [], finishedCells: .max)
    }
    let above = chain.units(above: unit, bottom: depth, axis: axis)
    let below = chain.units(below: unit, top: depth, axis: axis)
    let marks =
      self.marks(below.dropLast(), from: 0) + self.marks(Array(above.dropFirst()), from: depth + 1)
    return Frame(
      caption: sentence(unit, depth: depth, readers: above[above.count - 1].count),
      marks: marks.map { Mark($0.cell, .window) } + [chosen], arithmetic: [], finishedCells: .max)
  }

  private func sentence(_ unit: Int, depth: Int, readers: Int) -> String {
    let results = "\(readers) of \(chain.layers[top - 1].size[axis])"
    let seers = "\(results) \(nouns) of the output see it"
    guard depth > 0 else {
      let isPadding = !(0..<inputSize).contains(unit)
      return "\(isPadding ? "Padding of the input" : "Input"), \(noun) \(unit.signed): \(seers)."
    }
    let field = chain.fields[depth][axis]
    let span = field.inputs(ofOutput: unit)
    return
      "\(chain.layerName(depth).beginningSentence), \(noun) \(unit) sees \(nouns) \(span.inWords):"
      + " from start + \(unit)·j = \(field.start.signed) + \(unit)·\(field.jump) = \(span.lowerBound.signed) on r ="
      + " \(field.size) of them" + (depth == top ? "." : ". \(seers.capitalizedFirst).")
  }
}

extension WindowChain {
  /// A layer in words, with its number where several are of one op: `conv2d, layer 3`.
  fileprivate func layerName(_ depth: Int) -> String {
    let name = layers[depth - 1].name
    return layers.count { $0.name == name } > 1 ? "\(name), layer \(depth)" : name
  }

  /// What each layer's fields are along an axis, the result's first: `conv2d: 8, 4, −3`.
  fileprivate func labels(axis: Int) -> [String] {
    let numbers = fields.map { [$0[axis].size, $0[axis].jump, $0[axis].start].map(\.signed) }
    let names = ["input"] + layers.map(\.name)
    func widest(_ texts: [String]) -> Int { texts.map(\.count).max() ?? 0 }
    let widths = (0..<3).map { column in widest(numbers.map { $0[column] }) }
    return numbers.indices.reversed().map { depth in
      let name = (names[depth] + ":").padded(to: widest(names) + 1)
      let texts = zip(numbers[depth], widths).map { $0.padded(to: $1, atStart: true) }
      return "\(name) \(texts.joined(separator: ", "))"
    }
  }
}

extension String {
  fileprivate func padded(to width: Int, atStart: Bool = false) -> String {
    let room = String(repeating: " ", count: max(0, width - count))
    return atStart ? room + self : self + room
  }
}

extension Int {
  /// The number with the minus sign of a text.
  var signed: String { NumberText.short(Double(self)) }
}

extension Range<Int> {
  /// The first and the last of the positions: `−3 to 4`.
  var inWords: String {
    count == 1 ? lowerBound.signed : "\(lowerBound.signed) to \((upperBound - 1).signed)"
  }
}

extension ReceptiveField {
  /// The position in the middle of what an output sees, the left one of two.
  fileprivate func middle(ofOutput output: Int) -> Int {
    let doubled = doubledCenter + 2 * output * jump
    return (doubled - (doubled.isMultiple(of: 2) ? 0 : 1)) / 2
  }
}
