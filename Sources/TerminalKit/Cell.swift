import Typesetting

/// One character position of a ``Buffer``.
public struct Cell: Hashable, Sendable {
  /// What is drawn; a blank where the cell is the right half of a wide character.
  public let character: Character
  /// How it is drawn.
  public var style: Style
  /// The columns that the character takes: 1, 2, or 0 for the right half of a wide character.
  public let width: Int

  /// Creates a cell; a character that has no width of its own becomes a blank.
  public init(_ character: Character, _ style: Style = .text) {
    let width = DisplayWidth.of(character)
    self.character = width == 0 ? " " : character
    self.style = style
    self.width = max(1, width)
  }

  private init(rightHalfIn style: Style) {
    character = " "
    self.style = style
    width = 0
  }

  /// An empty cell.
  public static let blank = Cell(" ")

  /// The cell that a buffer keeps to the right of a wide character.
  static func rightHalf(_ style: Style) -> Cell { Cell(rightHalfIn: style) }
}
