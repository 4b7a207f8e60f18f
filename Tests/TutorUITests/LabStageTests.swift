import Problems
import StageUI
import Storyboards
import TensorEngine
import TerminalKit
import TestSupport
import Testing
import Typesetting

@testable import TutorUI

/// What the stage of the lab shows, and what stands around it.
struct LabStageTests: LabTesting {
  @Test func `an op of several parts shows its result first and the others before it`() throws {
    var model = try lab("mse_loss target=1,0,2", "1 2 -1")
    func result() -> [Double]? {
      model.lab?.player.storyboard.panels.last { $0.isFilledByFrames }?.planes[0].values
    }
    // The differences are 0, 2 and −3, their squares 0, 4 and 9.
    #expect(result() == [13.0 / 3])
    #expect(screen(model).contains("part 3 of 3") && screen(model).contains("output"))
    _ = press([.pageUp], &model)
    #expect(result() == [0, 4, 9])
    // Only the op's own result is called its output.
    #expect(screen(model).contains("part 2 of 3") && !screen(model).contains("output"))
    _ = press([.pageDown], &model)
    #expect(result() == [13.0 / 3])
    #expect(press([.pageDown], &model) == [] && result() == [13.0 / 3])
  }

  @Test(arguments: [80, 120], OperationSchema.all.map(\.name))
  func `titles of grids are whole, and so is what an op comes to`(width: Int, name: String) throws {
    let schema = try #require(OperationSchema.named(name))
    var model = TutorModel(
      lab: try LabModel(exampleOf: schema, on: ReferenceBackend<Double>()),
      size: Size(width: width, height: width == 80 ? 24 : 36))
    var text = ""
    for _ in 0..<(model.lab?.player.views.count ?? 0) {
      // A kernel that turns has another name meanwhile.
      model.standStill()
      let player = try #require(model.lab?.player)
      text = screen(model)
      // Of a graph whose rows do not fit some are out of view, and counted.
      let isPart = player.storyView == .graph && text.contains(" more op")
      for panel in player.storyboard.panels where !panel.isOptional && !isPart {
        #expect(text.contains(panel.title), "\(name), \(player.storyView)")
      }
      _ = press([.tab], &model)
    }
    let call = try #require(model.lab?.operation.pytorch)
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains(call))
  }

  @Test(arguments: [5, 6])
  func `the gradients of small problems are in view whole on the smallest screen`(length: Int)
    throws
  {
    let row = (0..<length).map { "\($0 % 4)" }.joined(separator: " ")
    var model = try lab(
      "conv2d 1,0,-1/2,0,-2/1,0,-1 bias=1",
      Array(repeating: row, count: length).joined(separator: " / "))
    while model.lab?.player.storyView != .gradients { _ = press([.tab], &model) }
    for _ in 0..<3 {
      let text = screen(model)
      #expect(!text.contains("↑") && !text.contains("↓"), "\(text)")
      // The call is what is left of the facts.
      #expect(text.contains("F.conv2d(x, w, b)   I: sizes, counts"))
      _ = press([.right], &model)
    }
    _ = press(["I"], &model)
    let facts = screen(model)
    #expect(facts.contains("(\(length) − 3) / 1 + 1 = \(length - 2)"))
    #expect(facts.contains("10 parameters") && facts.contains("F.conv2d(x, w, b)"))
  }

  @Test func `what is said of the last frame is whole, and facts give way to it`() throws {
    let schema = try #require(OperationSchema.named("batch_norm"))
    var model = TutorModel(
      lab: try LabModel(exampleOf: schema, on: ReferenceBackend<Double>()), size: Self.size)
    _ = press([.tab, .end], &model)
    let caption = try #require(model.lab?.player.storyboard.frames.last?.caption)
    let words = screen(model).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(caption.contains("running") && words.contains(caption))
  }

  @Test(arguments: [
    ("linear 1,0,2/0,-1,1 bias=1,0", "1 2 -1", "8 parameters"),
    ("matmul 1 0/2 1", "1 2 / 3 4", "8 multiply-adds"),
    ("conv2d 1,2/3,4 bias=1", "1 2 / 3 4", "5 parameters"),
  ])
  func `facts count what an op has`(operations: String, input: String, fact: String) throws {
    let model = try lab(operations, input)
    #expect(screen(model).contains(fact))
    #expect(screen(model).contains("parameters") == fact.contains("parameters"))
  }

  @Test func `the call in PyTorch joins along the axis of the problem`() throws {
    #expect(
      screen(try lab("concat other=5,6/7,8", "1 2 / 3 4")).contains("torch.cat([x, y], dim=0)"))
    let channels = try lab("concat other=5,6/7,8 dim=1", "1 2 / 3 4")
    #expect(screen(channels).contains("torch.cat([x, y], dim=1)"))
  }

  @Test func `what is typed moves nothing, nor a number of two characters`() throws {
    var model = try lab("conv2d 0,1,2/2,2,0/0,1,2")
    func places() -> [String] {
      screen(model).split(separator: "\n").enumerated().flatMap { row, line in
        ["kernel", "products", "output"].compactMap { title in
          line.firstRange(of: title).map {
            "\(title) \(row) \(line.distance(from: line.startIndex, to: $0.lowerBound))"
          }
        }
      }
    }
    let before = places()
    _ = press(["e"], &model)
    #expect(places() == before)
    _ = press(["-", "1", "2"], &model)
    #expect(screen(model).contains("-12 for") && places() == before)
    _ = press([.backspace, .enter], &model)
    #expect(screen(model).contains("−1") && places() == before)
  }

  @Test func `four filters stand two by two`() throws {
    var model = try lab(
      "conv2d weight=[[[[1,0],[0,1]]],[[[0,1],[1,0]]],[[[1,1],[0,0]]],[[[0,0],[1,1]]]]",
      "1 2 0 1 / 0 1 2 3 / 2 1 0 1 / 1 0 2 1")
    for size in [Size(width: 120, height: 36), Size(width: 160, height: 50)] {
      _ = model.update(.resize(size))
      let lines = screen(model).split(separator: "\n")
      #expect(lines.contains { $0.contains(/filter 0.* filter 1/) }, "\(screen(model))")
      #expect(lines.contains { $0.contains(/channel 2 +channel 3/) })
    }
  }

  @Test func `gradients of two channels stand side by side where one below the other is too tall`()
    throws
  {
    let channel = "1 2 0 1 3 / 0 1 2 3 1 / 2 1 0 1 2 / 1 0 2 1 0 / 3 1 1 0 2"
    var model = try lab(
      "conv2d weight=[[[[1,0],[0,1]],[[0,2],[1,0]]]] bias=1 stride=2 padding=1 dilation=2",
      "\(channel) ; \(channel)")
    _ = model.update(.resize(Size(width: 100, height: 36)))
    while model.lab?.player.storyView != .gradients { _ = press([.tab], &model) }
    let text = screen(model)
    // Of parameters some may be out of view.
    #expect(!text.contains("of 2") && !text.contains(/\+1(?! more)/), "\(text)")
    #expect(text.matches(of: /channel 0 +channel 1/).count >= 2, "\(text)")
    // All five rows of both gradients, and the seven of the padded inputs.
    #expect(!text.contains("↑") && !text.contains("↓"))
  }

  @Test func `a grid that is cut says which rows and columns are in view`() throws {
    let row = (0..<40).map { "\($0)" }.joined(separator: " ")
    var model = try lab("conv2d 1,0,-1/2,0,-2/1,0,-1", "\(row) / \(row) / \(row) / \(row)")
    _ = press([.end], &model)
    #expect(screen(model).contains("input, 34–39/40"), "\(screen(model))")
    #expect(screen(model).contains("output, 32–37/38"), "\(screen(model))")
    // It is not rows that are lacking, and so all of the facts have their room.
    #expect(screen(model).contains("(4 − 3) / 1 + 1 = 2"))
  }
}
