import Testing

@testable import TerminalKit

@Suite struct LayoutTests {
  @Test func `fixed rows are served first and the rest is filled`() {
    let rows = Rect(x: 0, y: 0, width: 10, height: 24).rows(.fixed(1), .fill, .fixed(2))
    #expect(rows.map(\.height) == [1, 21, 2])
    #expect(rows.map(\.minY) == [0, 1, 22])
  }

  @Test func `weights share in proportion and lose nothing`() {
    let columns = Rect(x: 5, y: 0, width: 11, height: 1).columns(.fill(1), .fill(2), .fill(1))
    #expect(columns.map(\.width).reduce(0, +) == 11)
    #expect(columns.map(\.width) == [3, 6, 2])
    #expect(columns[0].minX == 5)
  }

  @Test func `a minimum takes its share beyond the minimum`() {
    #expect(
      Rect(x: 0, y: 0, width: 20, height: 1).columns(.minimum(10), .fill).map(\.width) == [15, 5])
  }

  @Test func `spacing lies between the parts`() {
    let columns = Rect(x: 0, y: 0, width: 10, height: 1).columns(.fixed(3), .fill, spacing: 2)
    #expect(columns.map(\.minX) == [0, 5])
    #expect(columns.map(\.width) == [3, 5])
  }

  @Test(arguments: 0...12) func `parts stay inside however short the room is`(height: Int) {
    let area = Rect(x: 2, y: 3, width: 7, height: height)
    let parts = area.rows(.fixed(3), .minimum(4), .fill, .fixed(2), spacing: 1)
    #expect(parts.count == 4)
    for part in parts where !part.isEmpty { #expect(area.intersection(part) == part) }
  }

  @Test func `insets and centring never leave the rectangle`() {
    let area = Rect(x: 1, y: 1, width: 3, height: 2)
    #expect(area.inset(horizontally: 1, vertically: 1).isEmpty)
    #expect(area.inset(horizontally: 9, vertically: 9).isEmpty)
    #expect(area.centered(Size(width: 99, height: 1)) == Rect(x: 1, y: 1, width: 3, height: 1))
    #expect(area.splitTop(5).top == area)
    #expect(area.splitTop(5).rest.isEmpty)
  }

  @Test func `rectangles that do not meet have an empty intersection`() {
    let left = Rect(x: 0, y: 0, width: 2, height: 2)
    #expect(left.intersection(Rect(x: 5, y: 0, width: 2, height: 2)).isEmpty)
    #expect(left.contains(Point(x: 1, y: 1)))
    #expect(!left.contains(Point(x: 2, y: 1)))
  }
}
