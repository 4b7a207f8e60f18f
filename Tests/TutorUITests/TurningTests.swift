import Problems
import Storyboards
import TensorEngine
import TerminalKit
import TestSupport
import Testing

@testable import StageUI
@testable import TutorUI

/// A kernel that turns on the stage, and pointing that other views answer too.
struct TurningTests {
  private func lab(_ operations: String, width: Int = 80, height: Int = 24) throws -> TutorModel {
    let lab = LabModel(
      try Problem(input: "1 2 3 0 / 4 5 6 1 / 7 8 9 2 / 0 1 0 1", operations: operations),
      on: ReferenceBackend<Double>())
    return TutorModel(lab: lab, size: Size(width: width, height: height))
  }

  private func screen(_ model: TutorModel) -> [String] {
    drawing(TutorView(model: model), size: model.size).lines
  }

  /// Where the titles of the grids begin, but for the kernel's.
  private func places(_ model: TutorModel) -> [String] {
    screen(model).enumerated().flatMap { row, line in
      ["input", "products", "output"].compactMap { title -> String? in
        // The bar of parameters has an input, too.
        guard !line.contains("stride"), let place = line.firstRange(of: title) else { return nil }
        return "\(title) \(row) \(line.distance(from: line.startIndex, to: place.lowerBound))"
      }
    }
  }

  private static let turned = "conv2d weight=1,2/3,4 flip=true"

  @Test func `the kernel turns by itself, one picture after the other, and then the sum is there`()
    throws
  {
    var model = try lab(Self.turned)
    var captions: [String] = []
    for _ in 0..<3 {
      #expect(model.timeout != nil)
      let line = try #require(screen(model).first { $0.contains("The half turn") })
      captions.append(String(try #require(line.firstMatch(of: /\d of \d/)).output))
      #expect(!screen(model).contains { $0.contains("= 23") })
      _ = model.update(.tick)
    }
    #expect(captions == ["1 of 3", "2 of 3", "3 of 3"])
    #expect(model.timeout == nil)
    #expect(screen(model).contains { $0.contains("1·4 + 2·3 + 4·2 + 5·1 = 23") })
  }

  @Test func `what stands beside it waits until the kernel lies as it slides`() throws {
    var model = try lab(Self.turned, width: 120, height: 40)
    func results() -> Int { screen(model).count { $0.contains("23") } }
    for _ in 0..<3 {
      #expect(screen(model).contains { $0.contains("im2col") && !$0.contains("window") })
      #expect(results() == 0)
      _ = model.update(.tick)
    }
    // Then it stands in all of them.
    #expect(results() > 1)
  }

  @Test func `a kernel that looks the same turned does not turn, and F says why`() throws {
    var model = try lab("conv2d weight=1,1/1,1 flip=true")
    #expect(model.timeout == nil)
    _ = model.update(.key("F"))
    #expect(screen(model).contains { $0.contains("this kernel looks the same turned") })
  }

  @Test func `a number typed into the turned kernel goes into the one that was given`() throws {
    var model = try lab(Self.turned)
    model.standStill()
    for key: Key in ["e", .tab, "9", .enter] { _ = model.update(.key(key)) }
    // The first weight lies last once the kernel is turned, and the last one first.
    let weight = try #require(model.lab?.problem.grid(named: "0.weight"))
    #expect(weight.value.elements == [1, 2, 3, 9])
  }

  @Test func `nothing but the kernel moves while it turns`() throws {
    var model = try lab(Self.turned)
    let first = places(model)
    #expect(first.count == 3)
    for _ in 0..<2 {
      _ = model.update(.tick)
      #expect(places(model) == first)
    }
    _ = model.update(.tick)
    #expect(Array(places(model).prefix(3)) == first)
  }

  @Test func `Right goes to the next picture, any other key ends the turn, F begins it again`()
    throws
  {
    var model = try lab(Self.turned)
    _ = model.update(.key(.right))
    #expect(screen(model).contains { $0.contains("The half turn, 2 of 3") })
    _ = model.update(.key("m"))
    #expect(!screen(model).contains { $0.contains("The half turn") })
    #expect(model.lab?.player.position == 0)
    _ = model.update(.key("F"))
    #expect(screen(model).contains { $0.contains("The half turn, 1 of 3") })
  }

  @Test(
    arguments: [(80, 24), (120, 36), (160, 50)],
    [turned, "conv2d weight=1,2,3/0,1,0/-1,0,2 flip=true padding=1"])
  func `who wants nothing to move sees the pictures beside each other`(
    _ size: (width: Int, height: Int), _ operation: String
  ) throws {
    var model = try lab(operation, width: size.width, height: size.height)
    model.standStill()
    #expect(model.timeout == nil)
    func titles() throws -> (row: Int, text: Substring) {
      let lines = screen(model)
      let row = try #require(lines.firstIndex { $0.contains("mirrored") })
      let match = lines[row].firstMatch(of: /^.*kernel .*mirrored .*kernel, turned/)
      return (row, try #require(match).0)
    }
    let before = try titles()
    _ = model.update(.key(.right))
    #expect(model.lab?.player.position == 1)
    #expect(try titles() == before)
  }

  @Test(arguments: [MouseEvent.Kind.move, .press(.left)])
  func `the mouse may go wherever pictures stand beside each other`(_ kind: MouseEvent.Kind) throws
  {
    var model = try lab(Self.turned, width: 120, height: 36)
    model.standStill()
    for y in 0..<36 {
      for x in stride(from: 0, to: 120, by: 2) {
        _ = model.update(.mouse(MouseEvent(kind, at: Point(x: x, y: y))))
        let player = try #require(model.lab?.player)
        #expect(player.pointer?.cell.exists(in: player.storyboard) ?? true)
      }
    }
  }

  @Test func `F turns the filter that is on the stage, and leaves its results`() throws {
    var model = try lab("conv2d weight=[[[[1,2],[3,4]]],[[[5,6],[7,8]]]] flip=true")
    for key: Key in ["G", "F"] { _ = model.update(.key(key)) }
    let text = screen(model).joined(separator: "\n")
    #expect(text.contains("The half turn, 1 of 3") && text.contains(/5 +6/))
    #expect(!text.contains(/1 +2 *\n/))
  }

  @Test func `pointing at an input cell says its gradient, and brings it into view`() throws {
    var model = try lab("conv2d weight=1,2/3,4")
    for key: Key in [.tab, .tab, .tab, "v", .down, .down] { _ = model.update(.key(key)) }
    let player = try #require(model.lab?.player)
    #expect(player.lead == .gradients)
    let cell = try #require(player.pointer?.cell)
    let gradient = try #require(player.storyboard.gradient(of: cell))
    #expect(gradient.row == cell.row && gradient.column == cell.column)
    // With a loss of ones: 1 + 3 at the left edge.
    #expect(screen(model).contains { $0.contains("Its gradient is 4.") })
  }

  @Test func `what is not turned does not move`() throws {
    let model = try lab("conv2d weight=1,2/3,4")
    #expect(model.timeout == nil)
  }

  @Test func `pointing at a cell lights what belongs to it in the view below`() throws {
    var model = try lab("conv2d weight=1,2/3,4", width: 120, height: 40)
    // The pointer starts at the first cell of the window and goes to the 5.
    for key: Key in ["v", .down, .right] { _ = model.update(.key(key)) }
    let lines = screen(model)
    let below = try #require(lines.firstIndex { $0.contains("im2col") && !$0.contains("window") })
    let chosen = lines[below...].joined(separator: "\n").matches(of: /\( *5 *\)/).count
    // It stands in the input, and four windows have a copy of it in their columns.
    #expect(chosen == 5)
  }

  @Test func `hovering over a copy points at the number that was copied`() throws {
    var model = try lab("conv2d weight=1,2/3,4", width: 120, height: 40)
    let lines = screen(model)
    let below = try #require(lines.firstIndex { $0.contains("columns") })
    // The first row of the columns: the upper left number of each of nine windows.
    let row = try #require(lines[below...].firstIndex { $0.contains("0,0") })
    let line = lines[row]
    let start = try #require(line.range(of: "0,0"))
    let nine = try #require(line[start.upperBound...].firstIndex(of: "9"))
    let point = Point(x: line.distance(from: line.startIndex, to: nine), y: row)
    _ = model.update(.mouse(MouseEvent(.move, at: point)))
    let cell = try #require(model.lab?.player.pointer?.cell)
    #expect(cell == CellReference(panel: 0, plane: 0, row: 2, column: 2))
  }
}
