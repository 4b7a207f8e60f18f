import TerminalKit
import TestSupport
import Testing

@testable import Dashboard
@testable import Training

/// Every page against recordings, with the style of each cell.
struct PageRecordingTests {
  /// What is done before the screen is recorded; see ``draw(_:_:)`` for what comes of a key.
  private static let scripts: [(name: String, keys: [Key])] = [
    ("overview", []),
    ("overview-logarithmic", ["l", "w"]),
    ("predictions", ["2", .right]),
    ("predictions-wrong", ["2", "f", .down]),
    ("classes", ["3", .down, .right]),
    ("classes-worst", ["3", .end]),
    ("predictions-confusion", ["3", .end, .enter]),
    ("network", ["4"]),
    ("network-last-layer", ["4", .end]),
    ("network-number", ["4", .right, .enter, .down, .right]),
    ("network-story", ["4", .enter, .down, .right, .enter, .right]),
    ("network-operation", ["4", .end, .enter, .enter, "o"]),
    ("run", ["5", .down]),
    ("run-typing", ["5", .enter, "0", ".", "5"]),
    ("run-changed", ["5", .right]),
    ("paused", [" "]),
    ("testing", ["T"]),
    ("notice", ["Z"]),
    ("help", ["?", .down]),
    ("help-story", ["4", .enter, .enter, "?"]),
    ("stop", ["q"]),
    ("stopping", ["q", "s"]),
    ("rewind", ["r", .up]),
    ("report", ["E"]),
    ("ended", ["E", .escape, "5"]),
  ]

  @Test func `every page is recorded`() {
    let opened = Set(Self.scripts.compactMap(\.keys.first))
    for page in Page.allCases where page != .overview {
      #expect(opened.contains(.character(Character("\(page.number)"))), "\(page.title)")
    }
  }

  private static let sizes = [Size(width: 80, height: 24), Size(width: 140, height: 40)]

  @Test(arguments: scripts.map(\.name), sizes)
  func `a page is as recorded`(name: String, size: Size) throws {
    let script = try #require(Self.scripts.first { $0.name == name })
    let screen = try draw(size, script.keys).textAndStyles
    let difference = try ScreenRecordings().difference(
      of: screen, from: "\(name)-\(size.width)x\(size.height)")
    #expect(difference == nil)
  }

  @Test(arguments: [("running", []), ("stop", ["q"]), ("ended", ["E"])] as [(String, [Key])])
  func `a window that is too small is as recorded`(name: String, keys: [Key]) throws {
    let screen = try draw(Size(width: 60, height: 10), keys).textAndStyles
    let difference = try ScreenRecordings().difference(of: screen, from: "too-small-\(name)")
    #expect(difference == nil)
  }

  /// Presses the keys, of which E ends the run and T tells of a test; where an image is to be run or
  /// found, it is.
  private func draw(_ size: Size, _ keys: [Key]) throws -> Buffer {
    var model = PinnedRun.model(size)
    for key in keys {
      if key == "E" {
        _ = model.update(.training(PinnedRun.end))
        continue
      }
      if key == "T" {
        _ = model.update(.training(.testing(TestProgress(done: 6_400, count: 10_000))))
        continue
      }
      for case .send(.find(let numbers)) in model.update(.terminal(.key(key))) {
        let images = numbers.compactMap(model.run.images.prediction(of:))
        _ = model.update(.training(.found(images, step: 12)))
      }
      if key == "4", let inspection = try PinnedRun.inspection(in: model) {
        _ = model.update(.inspected(inspection))
      }
    }
    var buffer = Buffer(size: size)
    buffer.draw(DashboardView(model: model), in: buffer.area)
    return buffer
  }
}
