import TensorEngine
import TerminalKit
import TestSupport
import Testing

@testable import Playground

/// Every screen against recordings, with the style of each cell; the reference computes the numbers, so
/// that they are the same on every machine.
struct PlaygroundScreenTests {
  /// What is pressed before a screen is recorded.
  private static let scripts: [(name: String, keys: [Key])] = [
    ("first-weights", []),
    ("trained", epochs(20) + [.tab, .right]),
    ("compared", epochs(4) + ["c", "a", "5"] + epochs(8)),
    ("four-classes", ["d", "d", "d", "d"] + epochs(3) + ["t", "m", .tab, .tab, .left]),
    ("deep", ["]", "]", "]", "]", "3", "4", "5", "6", "7"] + epochs(1)),
    ("no-layer", ["[", "["] + epochs(1)),
    ("unit-in-plane", epochs(8) + [.tab, .down, "u"]),
    ("help", ["?"]),
    ("save", ["w"]),
  ]

  private static func epochs(_ count: Int) -> [Key] { Array(repeating: "N", count: count) }

  private static let sizes = [
    Size(width: 80, height: 24), Size(width: 120, height: 36), Size(width: 160, height: 50),
  ]

  /// A playground after some keys, as the program would have it.
  private static func played(_ keys: [Key]) throws -> PlaygroundModel {
    let backend = ReferenceBackend<Float>()
    var model = PlaygroundModel(PlaygroundSettings(), size: sizes[0])
    var trainer = try PlaygroundTrainer(model.settings, on: backend)
    func look(_ model: inout PlaygroundModel) throws {
      model.take(try trainer.shot(at: (model.place.x, model.place.y)))
    }
    try look(&model)
    for key in keys {
      // What a run is kept for is how it looks at that moment.
      if key == "c" { try look(&model) }
      for effect in model.update(.key(key)) {
        switch effect {
        case .begin:
          trainer = try PlaygroundTrainer(model.settings, on: backend)
          try look(&model)
        case .adopt: try trainer.adopt(model.settings)
        case .train(.epoch): try trainer.finishEpoch()
        case .look: break
        default: Issue.record("\(key.name) asks for \(effect)")
        }
      }
    }
    try look(&model)
    return model
  }

  private static func draw(
    _ model: PlaygroundModel, _ size: Size, isUnicode: Bool = true
  ) -> Buffer {
    var model = model
    _ = model.update(.resize(size))
    var buffer = Buffer(size: size, glyphs: TerminalCapabilities(isUnicode: isUnicode).glyphs)
    buffer.draw(PlaygroundView(model: model), in: buffer.area)
    return buffer
  }

  @Test(arguments: scripts.map(\.name))
  func `a screen is as recorded at every size, and in ASCII every character is one`(
    name: String
  ) throws {
    let script = try #require(Self.scripts.first { $0.name == name })
    let model = try Self.played(script.keys)
    for size in Self.sizes {
      let difference = try ScreenRecordings().difference(
        of: Self.draw(model, size).textAndStyles, from: "\(name)-\(size.width)x\(size.height)")
      #expect(difference == nil)
      #expect(Self.draw(model, size, isUnicode: false).text.utf8.allSatisfy { $0 < 0x80 })
    }
  }

  @Test func `the program shows what a key did, and gives the terminal back`() throws {
    let terminal = InMemoryTerminal(
      size: Self.sizes[0], script: [.key("n"), .key("w"), .key(.enter), .key("q"), .key("n")])
    let desk = PlaygroundDesk(
      backend: ReferenceBackend<Float>(), read: { _ in "" }, write: { _, _, _ in true })
    var program = PlaygroundProgram(on: terminal, PlaygroundSettings(), desk: desk)
    #expect(try program.run() == nil)
    #expect(!terminal.isEntered)
    #expect(terminal.frames.count == 4)
    #expect(terminal.frames[1].text.contains("epoch 0, step 1 "))
    #expect(terminal.frames[3].text.contains("Saved as playground.json."))
  }

  @Test func `without colours points are letters and regions signs`() throws {
    let size = Self.sizes[2]
    let screen = Self.draw(try Self.played([">"] + Self.epochs(30) + ["t"]), size)
    let plane = PlaygroundModel(PlaygroundSettings(), size: size).layout.planes[0]
    let picture = plane.splitTop(1).rest
    var signs: Set<Character> = []
    for y in picture.minY..<picture.maxY {
      for x in picture.minX..<picture.maxX {
        signs.insert(try #require(screen[x, y].style.halves?.sign))
      }
    }
    #expect(signs.isSuperset(of: ["A", "B", "a", "b", ".", "+"]))
  }

  @Test func `whatever size a window has, everything stays in it`() throws {
    for width in stride(from: 80, through: 200, by: 7) {
      for height in stride(from: 24, through: 60, by: 5) {
        var model = PlaygroundModel(PlaygroundSettings(), size: Size(width: width, height: height))
        for layers in 0...PlaygroundSettings.mostLayers {
          var settings = PlaygroundSettings()
          settings.hiddenLayers = Array(repeating: 8, count: layers)
          settings.features = PointFeature.allCases
          _ = model.change(to: settings)
          let layout = model.layout
          let whole = Rect(origin: .zero, size: model.size)
          let units = layout.network.columns.joined()
          for rect in units + layout.planes + [layout.curves, layout.formula] {
            #expect(rect.intersection(whole) == rect, "\(width)×\(height), \(layers) layers")
          }
          for rect in units {
            #expect(rect.maxX <= layout.planes[0].minX, "\(width)×\(height), \(layers) layers")
            #expect(rect.maxY <= layout.curves.minY, "\(width)×\(height), \(layers) layers")
          }
        }
      }
    }
  }
}
