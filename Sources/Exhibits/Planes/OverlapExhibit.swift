import Problems
import Typesetting

/// A box or a mask over another one: what they share, and the measures of it.
struct OverlapExhibit: ExhibitKind {
  static let name = "overlap"
  static let names = ["found", "size"]

  private let there: Area
  private let found: Area
  private let size: (rows: Int, columns: Int)

  /// A part of a picture.
  private struct Area {
    private let cells: [[Bool]]
    private let top, left: Int

    /// Reads a box, as row, column, height and width, or a mask, as rows of 0 and 1.
    init(_ node: SourceNode, as what: String) throws(Diagnostic) {
      let rows = try node.rows(what)
      let whole = rows.allSatisfy { $0.allSatisfy { $0 == $0.rounded() && (0...64).contains($0) } }
      if rows.count == 1, rows[0].count == 4, whole, rows[0][2] > 0, rows[0][3] > 0 {
        let box = rows[0].map { Int($0) }
        (top, left) = (box[0], box[1])
        cells = [[Bool]](repeating: [Bool](repeating: true, count: box[3]), count: box[2])
        return
      }
      guard rows.count > 1, rows.allSatisfy({ $0.allSatisfy { $0 == 0 || $0 == 1 } }) else {
        throw node.diagnostic(
          "\(what) is no box and no mask",
          remedy: "Write row, column, height and width: 0 2 4 4; or rows of 0 and 1.")
      }
      (top, left) = (0, 0)
      cells = rows.map { $0.map { $0 == 1 } }
    }

    var bottom: Int { top + cells.count }
    var right: Int { left + cells[0].count }

    func contains(_ row: Int, _ column: Int) -> Bool {
      (top..<bottom).contains(row) && (left..<right).contains(column)
        && cells[row - top][column - left]
    }
  }

  init(_ values: NamedValues) throws(Diagnostic) {
    there = try Area(
      try values.required(Self.name, of: "show", remedy: "Write a box: 0 0 4 4."), as: "the area")
    let node = try values.required("found", of: "show", remedy: "Write what is found: 0 2 4 4.")
    found = try Area(node, as: "found")
    let least = (max(there.bottom, found.bottom), max(there.right, found.right))
    if let sizeNode = values["size"] {
      let numbers = try sizeNode.numbers("size", count: 2)
      guard numbers[0] >= Double(least.0), numbers[1] >= Double(least.1),
        numbers.allSatisfy({ $0 <= 64 && $0 == $0.rounded() })
      else {
        throw sizeNode.diagnostic(
          "both areas do not fit into it", remedy: "Write at least \(least.0) \(least.1).")
      }
      size = (Int(numbers[0]), Int(numbers[1]))
    } else {
      size = least
    }
  }

  func content(from sources: ExhibitSources) -> ExhibitContent {
    var counts: [AreaMap.Cell: Int] = [:]
    let rows = (0..<size.rows).map { row in
      (0..<size.columns).map { column -> AreaMap.Cell in
        let cell: AreaMap.Cell =
          switch (there.contains(row, column), found.contains(row, column)) {
          case (true, true): .both
          case (true, false): .first
          case (false, true): .second
          case (false, false): .neither
          }
        counts[cell, default: 0] += 1
        return cell
      }
    }
    let (both, first, second) = (
      counts[.both] ?? 0, counts[.first] ?? 0, counts[.second] ?? 0
    )
    let union = both + first + second
    func ratio(_ part: Int, _ whole: Int) -> Double {
      whole == 0 ? 0 : Double(part) / Double(whole)
    }
    let right = both + (counts[.neither] ?? 0)
    let facts: [(name: String, value: Double)] = [
      ("there", Double(both + first)), ("found", Double(both + second)),
      ("intersection", Double(both)), ("union", Double(union)), ("iou", ratio(both, union)),
      ("dice", ratio(2 * both, 2 * both + first + second)),
      ("right", 100 * ratio(right, size.rows * size.columns)),
    ]
    let names = [
      "iou": "intersection / union", "dice": "dice, 2·both / (there + found)",
      "right": "% of cells right",
    ]
    let table = Table(
      facts.map { fact in
        Table.Row([
          Table.Cell(names[fact.name] ?? fact.name, .dim),
          Table.Cell(NumberText.short(fact.value), piece: Piece(fact.name, in: "numbers")),
        ])
      }, trailing: [1])
    return ExhibitContent(
      "What is there, and what is found",
      Scene([.areas(AreaMap(rows, "there", "found")), .table(table)]),
      facts: facts.map { Fact($0.name, $0.value, piece: $0.name) })
  }
}
