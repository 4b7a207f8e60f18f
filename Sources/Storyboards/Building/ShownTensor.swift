import TensorEngine

/// A number as a line of arithmetic uses it.
public struct ShownNumber: Sendable {
  /// The number.
  public let value: Double
  let role: ValueRole
  /// The cell that it stands in; `nil` for a constant.
  public let cell: CellReference?

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
  /// What one of its elements is called where it is what is made, as its grid is.
  var noun = "Output"

  /// The element at a position in row-major order.
  func value(_ offset: Int) -> Double { tensor.elements[offset] }

  /// The numbers in the cells of a plane.
  func values(of plane: Int) -> [Double] {
    let columns = (0..<layout.columns.count).map(layout.columns.element)
    return (0..<layout.rows.count).map(layout.rows.element).flatMap { row in
      columns.map { column in
        guard let row, let column else { return layout.constant }
        return tensor.elements[layout.offset(plane: plane, row: row, column: column)]
      }
    }
  }

  /// The cell of an element.
  func cell(_ offset: Int) -> CellReference {
    let place = layout.place(offset)
    return cell(plane: place.plane, row: place.row, column: place.column)
  }

  /// A cell by its distance from the first element's, in elements; negative in the padding.
  private func cell(plane: Int, row: Int, column: Int) -> CellReference {
    CellReference(
      panel: panel, plane: plane, row: layout.rows.position(of: row),
      column: layout.columns.position(of: column))
  }

  /// The position of the element that stands in a cell; `nil` where none does.
  func offset(_ cell: CellReference) -> Int? {
    layout.element(row: cell.row, column: cell.column).map {
      layout.offset(plane: cell.plane, row: $0.row, column: $0.column)
    }
  }

  /// An element as a number of a line.
  func number(_ offset: Int) -> ShownNumber {
    ShownNumber(value: tensor.elements[offset], role: role, cell: cell(offset))
  }

  /// What a tap meets in a plane: an element, a copy of one, or a constant in the padding.
  func number(of tap: GridTap, plane: Int) -> ShownNumber {
    let cell = cell(plane: plane, row: tap.row, column: tap.column)
    guard let place = layout.element(row: cell.row, column: cell.column) else {
      return ShownNumber(value: layout.constant, role: .padding, cell: cell)
    }
    let offset = layout.offset(plane: plane, row: place.row, column: place.column)
    return ShownNumber(value: tensor.elements[offset], role: role, cell: cell)
  }

  /// A mark on the cell of an element.
  func mark(_ offset: Int, _ kind: Mark.Kind = .window) -> Mark { Mark(cell(offset), kind) }

  /// Marks on cells that no window reaches.
  func marks(_ uncovered: [GridCell], plane: Int) -> [Mark] {
    uncovered.map { Mark(cell(plane: plane, row: $0.row, column: $0.column), .uncovered) }
  }

  /// Where an element is, in words: `channel 1, row 0, column 2`; empty for a lone number.
  func name(_ offset: Int) -> String {
    let place = layout.place(offset)
    return [planeTitles[place.plane], layout.name(row: place.row, column: place.column)]
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// What a result is called, the grid's word and its place: `Output (row 0)`, `Result (row 0)` of what is but
  /// a part of an op, `Gradient (row 0)`.
  func resultName(_ offset: Int) -> String {
    name(role == .gradient ? "Gradient" : noun, offset)
  }

  /// An element's place behind a noun: `Output (row 0, column 1)`.
  func name(_ noun: String, _ offset: Int) -> String {
    let place = name(offset)
    return place.isEmpty ? noun : "\(noun) (\(place))"
  }
}
