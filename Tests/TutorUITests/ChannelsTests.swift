import StageUI
import Storyboards
import TensorEngine
import TerminalKit
import TestSupport
import Testing

/// Channels and filters beside each other, and which of them may be pointed at.
struct ChannelsTests {
  /// Two channels, three filters.
  private static func player() throws -> StagePlayer {
    func numbers(_ shape: Shape) -> Tensor<Double> {
      Tensor(shape, (0..<shape.count).map { Double($0 * 7 % 9 - 4) })
    }
    let board = try SampleLessons.convolution(numbers([1, 2, 4, 4]), numbers([3, 2, 2, 2]))
    return StagePlayer(LinkedViews(board), noun: "step")
  }

  private static let filters = (0..<3).flatMap { filter in
    (0..<2).map { "filter \(filter), channel \($0)" }
  }

  @Test(arguments: [Size(width: 116, height: 22), Size(width: 156, height: 36)])
  func `every filter is in view where there is room, the present one marked`(_ size: Size) throws {
    var player = try Self.player()
    var places: Set<[Int]> = []
    for position in player.frames {
      player.go(to: position)
      let text = drawing(player.view(), size: size).text
      let filter = position / 9
      for name in Self.filters {
        let isMarked = name.hasPrefix("filter \(filter),")
        #expect(text.contains((isMarked ? "▸ " : "  ") + name), "\(position): \(text)")
      }
      #expect(text.contains("▸ channel \(filter)"))
      #expect(!text.contains(" of 6"))
      // Nothing but the mark moves.
      places.insert(
        try Self.filters.map { name in
          let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
          let row = try #require(lines.firstIndex { $0.contains(name) })
          let found = try #require(lines[row].range(of: name))
          let column = lines[row].distance(from: lines[row].startIndex, to: found.lowerBound)
          return row * size.width + column
        })
    }
    #expect(places.count == 1)
  }

  @Test func `where they have no room, how many there are is said`() throws {
    let text = drawing(try Self.player().view(), width: 76, height: 18).text
    #expect(text.contains("kernel, 4 more"), "\(text)")
    #expect(!text.contains("filter 1") && !text.contains("▸ filter"))
  }

  @Test func `Tab walks through the grids, and brings into view what another frame shows`()
    throws
  {
    func walk(_ size: Size, _ action: StagePlayer.Action) throws -> [String] {
      var player = try Self.player()
      _ = player.perform(.togglePointing)
      let area = Rect(origin: .zero, size: size)
      return try (0..<11).map { _ in
        let grids = player.view().grids(in: area, glyphs: .unicode)
        _ = player.perform(action, among: grids)
        let cell = try #require(player.pointer?.cell)
        let panel = player.storyboard.panels[cell.panel]
        let title = panel.planes[cell.plane].title
        #expect(drawing(player.view(), size: size).text.contains(title), "\(title)")
        return "\(panel.title) \(title)"
      }
    }
    let wide = try walk(Size(width: 156, height: 36), .pointAtNextGrid)
    #expect(Self.filters.allSatisfy { wide.contains("kernel \($0)") })
    let narrow = try walk(Size(width: 60, height: 18), .pointAtNextGrid)
    // Two channels, six kernels, three channels of results, each once.
    #expect(Set(narrow).count == 11 && Self.filters.allSatisfy { narrow.contains("kernel \($0)") })
    let back = try walk(Size(width: 60, height: 18), .pointAtPreviousGrid)
    #expect(Array(back.reversed().dropFirst()) == Array(narrow.dropLast()))
  }

  @Test func `a result of another channel is shown with its own filter`() throws {
    var player = try Self.player()
    let output = try #require(player.storyboard.panels.firstIndex { $0.isFilledByFrames })
    _ = player.update(.move, over: CellReference(panel: output, plane: 2, row: 0, column: 0))
    let text = drawing(player.view(), width: 76, height: 18).text
    #expect(text.contains("filter 2, channel 0") && !text.contains("filter 0"), "\(text)")
  }

  @Test func `pointing at the kernel of another filter shows the sum whose products are shown`()
    throws
  {
    var player = try Self.player()
    let story = player.storyboard
    let kernel = try #require(story.panels.firstIndex { $0.operand == .weight })
    let cell = try #require(
      story.panels[kernel].planes.indices.lazy
        .map { CellReference(panel: kernel, plane: $0, row: 0, column: 0) }
        .first { !story.frames[0].shows($0) })
    let shown = try #require(story.firstFrame(showing: cell))
    _ = player.update(.move, over: cell)
    let text = drawing(player.view(), width: 156, height: 36).text
    let sum = try #require(story.frames[shown].arithmetic.last).text
    let result = try #require(story.resultCell(of: story.frames[shown]))
    #expect(text.contains(sum + "   \(story.name(of: result))"), "\(text)")
  }

  @Test func `the cell pointed at is in view, however far the arrow keys went`() throws {
    let image = Tensor<Double>([1, 1, 40, 40], (0..<1600).map(Double.init))
    let board = try SampleLessons.convolution(image, Tensor([1, 1, 3, 3], repeating: 1))
    var player = StagePlayer(LinkedViews(board), noun: "step")
    _ = player.perform(.togglePointing)
    for _ in 0..<45 {
      _ = player.perform(.movePointer(rows: 1, columns: 1))
      let cell = try #require(player.pointer?.cell)
      let text = drawing(player.view(), width: 76, height: 18).text.filter { $0 != " " }
      #expect(text.contains("(\(cell.row * 40 + cell.column))"), "\(text)")
    }
    #expect(player.pointer?.cell.row == 39)
  }
}
