import Synchronization
import TestSupport
import Testing

@testable import TerminalKit

@Suite struct GridViewTests {
  /// Rows of numbers with the window of two rows and columns at the given place marked.
  private func grid(_ rows: [[Int]], window: Int? = nil, focus: Int = 0) -> GridView {
    GridView(
      rows.enumerated().map { row, values in
        values.enumerated().map { column, value in
          let isInside = window.map { (0...1).contains(row) && ($0...$0 + 1).contains(column) }
          return GridView.Item(
            "\(value)", isInside == true ? Style.input.reversed : .input,
            mark: isInside == true ? .square : .none)
        }
      }, focus: GridView.Position(row: focus, column: focus))
  }

  @Test func `numbers are flush right in columns of equal width`() {
    #expect(
      drawing(grid([[1, -12, 3], [40, 5, 6]]), width: 20, height: 2).text == """
           1 -12   3
          40   5   6
        """)
    #expect(grid([[1, -12, 3], [40, 5, 6]]).idealSize == Size(width: 13, height: 2))
  }

  @Test func `brackets surround the window and reverse fills it without gaps`() {
    let buffer = drawing(
      grid([[1, 2, 3, 4], [5, 6, 7, 8], [9, 1, 2, 3]], window: 1), width: 9, height: 3)
    #expect(
      buffer.text == """
         1[2 3]4
         5[6 7]8
         9 1 2 3
        """)
    #expect(
      buffer.mask { $0.attributes.contains(.reverse) } == """
           ###
           ###
        """ + "\n")
  }

  @Test func `blank lines of a block have the hues of the row above, gaps too`() {
    func row(_ hues: [Style]) -> [GridView.Item] {
      hues.map { GridView.Item("1", $0.reversed, mark: .square) }
    }
    var grid = GridView(
      [row([.padding, .input, .input]), row([.padding, .input, .input])], rowSpacing: 1)
    let buffer = drawing(grid, width: 7, height: 3)
    // But for the line that some hues have below them where there are no colours.
    for x in 1..<6 {
      #expect(
        buffer[x, 1].style == buffer[x, 0].style.with(.unlined), "column \(x)")
    }
    grid.cellHeight = 3
    let tall = drawing(grid, width: 7, height: 7)
    for x in 1..<6 {
      let column = (0..<7).map { tall[x, $0] }
      #expect(Set(column.map { $0.style.with(.unlined) }).count == 1, "column \(x)")
      for cell in column where cell.character == " " {
        #expect(cell.style.attributes.contains(.unlined), "column \(x)")
      }
      #expect(x % 2 == 0 || column.count { $0.style.attributes.contains(.unlined) } == 5)
    }
  }

  @Test func `the one that wins leaves no hole in a block`() {
    let grid = GridView([
      [
        .init("1", Style.input.reversed, mark: .square),
        .init("2", Style.input.reversed, mark: .round),
        .init("3", Style.input.reversed, mark: .square),
      ]
    ])
    let buffer = drawing(grid, width: 7, height: 1)
    #expect(buffer.text == "[1(2)3]")
    #expect(buffer.mask { $0.attributes.contains(.reverse) } == " #####")
  }

  @Test func `a line below a number is no wider than the number`() {
    let grid = GridView(
      rowCount: 1, columnCount: 2, cellWidth: 4
    ) { _ in GridView.Item("∘", Style.warning.underlined) }
    let buffer = drawing(grid, width: 11, height: 1)
    #expect(buffer.mask { $0.attributes.contains(.underline) } == "    #    #")
  }

  @Test func `different marks side by side are kept apart`() {
    let grid = GridView([
      [.init("1", mark: .square), .init("2", mark: .round), .init("3"), .init("4", mark: .round)]
    ])
    #expect(drawing(grid, width: 12, height: 1).text == "[1(2)3(4)")
  }

  @Test func `a grid without room shows the part in focus and how many rows there are besides`() {
    let rows = (0..<9).map { row in (0..<9).map { row * 9 + $0 } }
    #expect(
      drawing(grid(rows, focus: 4), width: 13, height: 5).text == """
          ↑ 3 rows
          30 31 32
        ← 39 40 41  →
          48 49 50
          ↓ 3 rows
        """)
    #expect(
      drawing(grid(rows, focus: 8), width: 13, height: 5).text == """
          ↑ 6 rows
          60 61 62
        ← 69 70 71
          78 79 80

        """)
  }

  @Test func `the sign of more rows stays where it is, whatever their number`() {
    func arrow(_ count: Int, width: Int, focus: Int) -> String {
      let rows = (0..<count).map { [$0] }
      return drawing(grid(rows, focus: focus), width: width, height: 4)
        .text.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init) ?? ""
    }
    #expect(arrow(20, width: 12, focus: 2) == " ↑ 1 row")
    #expect(arrow(20, width: 12, focus: 12) == " ↑ 11 rows")
    // A narrow grid says the number alone, the narrowest nothing.
    #expect(arrow(20, width: 5, focus: 12) == "↑ 11")
    #expect(arrow(20, width: 3, focus: 12) == "↑11")
    #expect(arrow(20, width: 2, focus: 12) == "↑")
  }

  @Test(arguments: [
    ([4, 5], "← 3 4 5 →"), ([0, 4, 6], "← 4 5 6 →"), ([1, 8], " 0 1 … 8"),
    ([2, 3, 8], "← 1 2 3 →"), ([7, 8], "← 6 7 8"), ([], "← 3 4 5 →"),
  ])
  func `a grid without room shows as many of the columns in question as it can`(
    sought: [Int], line: String
  ) {
    var grid = grid([Array(0..<9)], focus: 4)
    grid.soughtColumns = sought
    #expect(drawing(grid, width: 9, height: 1).text.filter { $0 != "\n" } == line)
  }

  private static let spread = [3, 4, 5, 13, 14, 15, 23, 24, 25]

  @Test func `between columns in question others are left out and counted`() {
    func line(_ sought: [Int], width: Int, focus: Int) -> String {
      var grid = GridView([(0..<30).map { GridView.Item("\($0 % 10)") }])
      grid.soughtColumns = sought
      grid.focus = GridView.Position(row: 0, column: focus)
      return drawing(grid, width: width, height: 1).text
    }
    // Short stretches are shown where there is room for them.
    #expect(
      line(Self.spread, width: 41, focus: 3) == " 0 1 2 3 4 5 …7  3 4 5 …7  3 4 5 6 7 8 9")
    #expect(line(Self.spread, width: 37, focus: 3) == " 0 1 2 3 4 5 …7  3 4 5 …7  3 4 5 …4")
    // Where not all have room beside the numbers, the sign alone says that others are left out.
    #expect(line(Self.spread, width: 27, focus: 3) == " … 3 4 5 … 3 4 5 … 3 4 5 …")
    // Where not all have room even so, as many as there is room for, those around the focus.
    #expect(line(Self.spread, width: 25, focus: 3) == " … 3 4 5 … 3 4 5 … 3 4 …")
    // What is to be in view in any case is, also where others lie closer together.
    #expect(line([0, 20, 21, 22], width: 13, focus: 0) == " 0 … 0 1 2 …")
    #expect(line(Self.spread, width: 9, focus: 14) == "← 3 4 5 →")
    // What lies in one stretch is shown with what is beside it.
    #expect(line([13, 14, 15], width: 17, focus: 14) == "← 1 2 3 4 5 6 7 →")
  }

  @Test func `between rows in question others are left out and counted, beside each row its label`()
  {
    var grid = grid((0..<20).map { [$0] })
    grid.soughtRows = [2, 11, 12]
    grid.rowLabels = (0..<20).map { "r\($0)" }
    grid.labelWidth = 4
    let text = drawing(grid, width: 16, height: 8).text
    for row in 0..<20 {
      let isSought = [2, 11, 12].contains(row)
      // Those right beside them are in view where there is room.
      guard isSought || (4...9).contains(row) else { continue }
      #expect(text.contains("r\(row) ") == isSought, "\(text)")
    }
  }

  @Test func `a grid takes as much room whatever of it is left out`() {
    for first in 0..<21 {
      let axis = GridAxis(14, of: 30, holding: [first, first + 9], around: first, gap: 2)
      #expect(axis?.lines.count == 14 && Set([first, first + 9]).isSubset(of: axis?.visible ?? []))
      #expect(axis.map { $0.gaps.reduce($0.visible.count) { $0 + $1.count } } == 30)
    }
    #expect(GridAxis(3, of: 30, holding: [10], around: 10, gap: 2) == nil)
  }

  @Test func `cells between which others are left out and screen positions correspond`() {
    var grid = GridView((0..<20).map { row in (0..<30).map { GridView.Item("\(row * $0 % 10)") } })
    (grid.soughtRows, grid.soughtColumns) = ([1, 12, 19], Self.spread)
    let area = Rect(x: 3, y: 2, width: 37, height: 9)
    let visible = grid.visible(in: area)
    #expect(
      Set(Self.spread).isSubset(of: visible.columns) && Set([1, 12, 19]).isSubset(of: visible.rows))
    for row in 0..<20 {
      for column in 0..<30 {
        let position = GridView.Position(row: row, column: column)
        let frame = grid.frame(of: position, in: area)
        #expect((frame != nil) == (visible.rows.contains(row) && visible.columns.contains(column)))
        guard let frame else { continue }
        #expect(grid.position(at: frame.origin, in: area) == position)
      }
    }
  }

  @Test func `cells and screen positions correspond`() {
    let grid = grid((0..<9).map { row in (0..<9).map { row * 9 + $0 } }, focus: 4)
    let area = Rect(x: 7, y: 2, width: 13, height: 5)
    let positions = (0..<9).flatMap { row in
      (0..<9).map { GridView.Position(row: row, column: $0) }
    }
    let frames = positions.compactMap { position in
      grid.frame(of: position, in: area).map { (position, $0) }
    }
    // The marks that more is left over take the first and the last row and column.
    #expect(frames.count == 9)
    for (position, frame) in frames {
      #expect(grid.position(at: frame.origin, in: area) == position)
      #expect(area.intersection(frame) == frame)
    }
    #expect(frames.contains { $0.0 == GridView.Position(row: 4, column: 4) })
    #expect(grid.position(at: .zero, in: area) == nil)
  }

  @Test func `rows may be ragged or missing`() {
    let ragged = GridView([[.init("1")], [.init("2"), .init("3")], []])
    #expect(drawing(ragged, width: 6, height: 3).text == " 1\n 2 3\n")
    #expect(drawing(GridView([]), width: 4, height: 2).text == "\n")
    #expect(GridView([]).idealSize == .zero)
  }

  @Test func `rows can be set apart`() {
    let grid = GridView([[.init("1")], [.init("2")]], rowSpacing: 1)
    #expect(drawing(grid, width: 3, height: 3).text == " 1\n\n 2")
  }

  @Test func `cells may be blocks with their text in the middle`() {
    var grid = GridView(
      [[.init("1", .text.reversed, mark: .square), .init("2")]], minimumCellWidth: 5)
    (grid.cellHeight, grid.trailingRoom) = (3, 2)
    #expect(grid.idealSize == Size(width: 13, height: 3))
    let drawn = drawing(grid, width: 13, height: 3)
    #expect(drawn.text == "\n[  1  ]  2\n")
    let area = Rect(x: 0, y: 0, width: 13, height: 3)
    for y in 0..<3 {
      #expect(grid.position(at: Point(x: 3, y: y), in: area) == .init(row: 0, column: 0))
    }
    #expect(grid.frame(of: .init(row: 0, column: 1), in: area)?.minY == 1)
  }

  @Test func `empty lines of a block have no hue, which is a line below without colours`() {
    var grid = GridView([[.init("1", .input), .init("2", .input.reversed)]], minimumCellWidth: 5)
    grid.cellHeight = 3
    let drawn = drawing(grid, width: 13, height: 3)
    for (y, isText) in [false, true, false].enumerated() {
      #expect(drawn[3, y].style == (isText ? .input.with(.unlined) : .text))
      #expect(drawn[9, y].style == .input.reversed.with(.unlined))
    }
  }

  @Test func `cells out of view are never made`() {
    let made = Mutex(Set<[Int]>())
    let grid = GridView(
      rowCount: 512, columnCount: 512, cellWidth: 3,
      focus: GridView.Position(row: 200, column: 300)
    ) { position in
      made.withLock { _ = $0.insert([position.row, position.column]) }
      return GridView.Item("\(position.column)")
    }
    #expect(grid.idealSize == Size(width: 512 * 4 + 1, height: 512))
    let text = drawing(grid, width: 23, height: 5).text
    #expect(text.contains("298 299 300 301 302"))
    let count = made.withLock(\.count)
    #expect(count == 15)
  }
}
