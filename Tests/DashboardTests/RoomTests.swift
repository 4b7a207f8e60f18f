import TerminalKit
import TestSupport
import Testing

@testable import Dashboard

/// Nothing is cut beside empty columns, and what has to be cut loses the part that says least.
struct RoomTests {
  private static let names = [
    "circle", "square", "triangle", "cross", "star", "ring", "crescent", "heart", "stripes",
    "checkerboard",
  ]

  /// A matrix of which the first class is always recognised.
  private func table(_ names: [String] = names) -> ConfusionTable {
    let counts = names.indices.map { row in
      names.indices.map { row == 0 ? ($0 == 0 ? 1_000 : 0) : 100 }
    }
    return ConfusionTable(counts: counts, names: names, chosen: ClassesPage())
  }

  @Test(arguments: 80...200)
  func `the names of classes are whole where they fit, and shares always`(width: Int) throws {
    let lines = drawing(table(), width: width, height: 22).lines
    let header = lines[1]
    #expect(header.hasSuffix("right") || header.contains("right "))
    #expect(lines[2].contains("100.0 %"))
    // The names take 65 columns, gaps, numbers and row names 33 more.
    if width >= 110 {
      for name in Self.names { #expect(header.contains(name), "\(name) at \(width)") }
    }
    // Where some do not fit, the widest give way.
    for name in ["star", "ring", "heart"] where width >= 84 { #expect(header.contains(name)) }
  }

  @Test(arguments: [80, 97, 120, 160])
  func `every column answers the mouse, the gap behind it too`(width: Int) throws {
    let area = Rect(x: 0, y: 0, width: width, height: 22)
    let layout = table().layout(in: area)
    for column in Self.names.indices {
      let cell = layout.cell(3, column)
      for x in [cell.minX, cell.maxX - 1, cell.maxX] {
        let found = table().cell(at: Point(x: x, y: cell.minY), in: area)
        #expect(found == Confusion(label: 3, prediction: column))
      }
    }
    let beside = Point(x: layout.share(3).minX, y: layout.share(3).minY)
    #expect(table().cell(at: beside, in: area) == nil)
  }

  @Test(arguments: [Size(width: 80, height: 24), Size(width: 120, height: 36)])
  func `the end of a folder is seen, wherever it is`(size: Size) {
    let folder = "/home/a-student-with-a-name/" + String(repeating: "deep/", count: 40) + "tiny-17"
    var model = PinnedRun.model(size, folder: folder)
    _ = model.update(.terminal(.key("5")))
    let screen = drawing(DashboardView(model: model), size: size)
    #expect(screen.lines.contains { $0.contains("tiny-17") })
    // What else was configured is whole: rows that are left over go to what needs two.
    #expect(screen.text.contains("custom, 674") && screen.text.contains("parameters"))
    let names = ["network", "images", "epochs", "optimiser", "schedule"]
    let cut = screen.lines.filter { line in
      names.contains { line.contains(" \($0) ") } && line.prefix(size.width / 2).contains("…")
    }
    #expect(cut == [])
  }

  @Test func `what was configured is wrapped into the room below it`() {
    let size = Size(width: 80, height: 24)
    var model = PinnedRun.model(size)
    _ = model.update(.terminal(.key("5")))
    let text = drawing(DashboardView(model: model), size: size).text
    #expect(text.contains("custom, 674") && text.contains("parameters"))
    #expect(text.contains("Nesterov") && text.contains("momentum 0.9"))
    #expect(text.contains("runs/tiny-1"))
  }

  @Test(arguments: [144, 160, 200])
  func `the list of layers leaves what it does not need to the pictures`(width: Int) {
    let size = Size(width: width, height: 44)
    var model = PinnedRun.model(size)
    _ = model.update(.terminal(.key("4")))
    let top = drawing(DashboardView(model: model), size: size).lines[2]
    // The second box begins where the first ends.
    let end = top.distance(from: top.startIndex, to: top.firstIndex(of: "┐") ?? top.startIndex)
    #expect((60...80).contains(end), "\(end)")
  }
}
