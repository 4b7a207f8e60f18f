import StageUI
import TensorEngine
import TerminalKit
import Typesetting

/// The output that weights are to learn, number by number: a plane at a time, of which a cell is chosen and
/// typed.
struct TargetEntry: Sendable {
  /// The numbers, at full rank.
  private(set) var target: Tensor<Double>
  /// The plane in view, among all channels and images.
  private(set) var plane = 0
  /// The cell that is typed.
  private(set) var cell = GridView.Position(row: 0, column: 0)
  /// What is typed into it; empty while it has its number.
  private(set) var typed = NumberDraft()

  init(_ target: Tensor<Double>) { self.target = target }

  private var columns: Int { target.shape.dimensions.last ?? 1 }
  private var rows: Int {
    target.shape.rank > 1 ? target.shape.dimensions[target.shape.rank - 2] : 1
  }

  /// How many planes there are.
  var planeCount: Int { max(1, target.shape.count / max(1, rows * columns)) }

  /// The number of a cell of the plane in view.
  private func position(_ cell: GridView.Position) -> Int {
    (plane * rows + cell.row) * columns + cell.column
  }

  /// Chooses another cell; a number that is typed goes into its own before.
  ///
  /// - Returns: Whether what was typed is a number.
  mutating func move(rows step: Int, columns: Int) -> Bool {
    guard enter() else { return false }
    cell.row = min(max(0, cell.row + step), rows - 1)
    cell.column = min(max(0, cell.column + columns), self.columns - 1)
    return true
  }

  /// Shows the next plane.
  mutating func showNextPlane() -> Bool {
    guard enter() else { return false }
    plane = (plane + 1) % planeCount
    return true
  }

  /// Takes a key that writes a number.
  ///
  /// - Returns: Whether it has room; `nil` for a key that writes nothing.
  mutating func type(_ key: Key) -> Bool? { typed.takes(key) ? typed.type(key) : nil }

  /// Puts what is typed into its cell.
  ///
  /// - Returns: Whether it is a number, or nothing is typed.
  mutating func enter() -> Bool {
    guard !typed.isEmpty else { return true }
    guard let number = typed.number else { return false }
    target.elements[position(cell)] = number
    drop()
    return true
  }

  /// Drops what is typed.
  mutating func drop() { typed = NumberDraft() }

  /// The plane in view.
  ///
  /// - Parameter isChosen: Whether the chosen cell is marked.
  func grid(isChosen: Bool) -> GridView {
    let numbers =
      target.elements.isEmpty
      ? [] : Array(target.elements[position(.init(row: 0, column: 0))...].prefix(rows * columns))
    let cells = numbers.enumerated().map { index, number -> GridView.Item in
      let isHere = isChosen && index == cell.row * columns + cell.column
      let text = isHere && !typed.isEmpty ? typed.text : NumberText.short(number)
      return isHere
        ? GridView.Item(text, Style.accent.reversed.bold.underlined, mark: .round)
        : GridView.Item(text, .output)
    }
    return GridView(
      (0..<(numbers.count / max(1, columns))).map {
        Array(cells[$0 * columns..<($0 + 1) * columns])
      },
      minimumCellWidth: 3, focus: isChosen ? cell : .init(row: 0, column: 0))
  }
}
