import TensorEngine

/// A number as a line of arithmetic uses it.
struct ShownNumber: Sendable {
  let value: Double
  let role: ValueRole
  let cell: CellReference?

  /// A constant of a formula.
  static func constant(_ value: Double) -> ShownNumber {
    ShownNumber(value: value, role: .plain, cell: nil)
  }
}

/// An executed tensor that stands in a panel.
struct ShownTensor: Sendable {
  /// The panel's position in the storyboard.
  let panel: Int
  let role: ValueRole
  let tensor: Tensor<Double>
  let layout: PlaneLayout
  /// The planes' titles.
  let planeTitles: [String]

  /// The element at a position in row-major order.
  func value(_ offset: Int) -> Double { tensor.elements[offset] }

  /// The cell of an element.
  func cell(_ offset: Int) -> CellReference {
    let place = layout.place(offset)
    return CellReference(panel: panel, plane: place.plane, row: place.row, column: place.column)
  }

  /// An element as a number of a line.
  func number(_ offset: Int) -> ShownNumber {
    ShownNumber(value: tensor.elements[offset], role: role, cell: cell(offset))
  }

  /// A mark on the cell of an element.
  func mark(_ offset: Int, _ kind: Mark.Kind = .window) -> Mark { Mark(cell(offset), kind) }

  /// Where an element is, in words: `channel 1, row 0, column 2`; empty for a lone number.
  func name(_ offset: Int) -> String {
    let (plane, rest) = offset.quotientAndRemainder(dividingBy: layout.rows * layout.columns)
    let (row, column) = rest.quotientAndRemainder(dividingBy: layout.columns)
    var parts = planeTitles[plane].isEmpty ? [] : [planeTitles[plane]]
    if layout.rows > 1 {
      parts.append("row \(row), column \(column)")
    } else if layout.columns > 1 {
      parts.append("position \(column)")
    }
    return parts.joined(separator: ", ")
  }

  /// An element's place behind a noun: `Output (row 0, column 1)`.
  func name(_ noun: String, _ offset: Int) -> String {
    let place = name(offset)
    return place.isEmpty ? noun : "\(noun) (\(place))"
  }
}

extension String {
  /// The same text with a capital first letter.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
