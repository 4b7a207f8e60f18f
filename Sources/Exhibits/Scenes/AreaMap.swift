/// Two areas of a picture over each other, cell by cell.
public struct AreaMap: Hashable, Sendable {
  /// The cells, row by row.
  public let rows: [[Cell]]
  /// What the first area is called, and the second.
  public let firstName, secondName: String

  /// What a cell belongs to.
  public enum Cell: Hashable, Sendable, CaseIterable {
    case neither, first, second, both
  }

  init(_ rows: [[Cell]], _ firstName: String, _ secondName: String) {
    (self.rows, self.firstName, self.secondName) = (rows, firstName, secondName)
  }
}

extension AreaMap {
  /// What a cell belongs to, in words.
  public func name(of cell: Cell) -> String {
    switch cell {
    case .neither: "neither"
    case .first: "only \(firstName)"
    case .second: "only \(secondName)"
    case .both: "both"
    }
  }
}

extension AreaMap.Cell {
  /// What stands for it where there are no colours.
  public var sign: Character {
    switch self {
    case .neither: "."
    case .first: "o"
    case .second: "x"
    case .both: "#"
    }
  }
}
