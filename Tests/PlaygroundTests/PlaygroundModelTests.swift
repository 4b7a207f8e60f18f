import TensorEngine
import TerminalKit
import Testing

@testable import Playground

struct PlaygroundModelTests {
  /// A playground whose run has begun.
  private func begun(_ size: Size = Size(width: 120, height: 36)) throws -> PlaygroundModel {
    var model = PlaygroundModel(PlaygroundSettings(), size: size)
    try begin(&model)
    return model
  }

  private func begin(_ model: inout PlaygroundModel) throws {
    let trainer = try PlaygroundTrainer(
      model.settings, own: model.own, on: ReferenceBackend<Float>())
    model.take(try trainer.shot(at: (model.place.x, model.place.y)))
  }

  @Test func `settings of the steps change while a run goes on, others begin anew`() throws {
    var model = try begun()
    for key: Key in [">", "<"] { #expect(model.update(.key(key)) == [.adopt]) }
    for key: Key in ["]", "[", ")", "(", "d", "a", "3", "R"] {
      #expect(model.update(.key(key)) == [.begin], "\(key.name)")
      try begin(&model)
    }
    for setting in PlaygroundSetting.allCases {
      var other = try begun()
      other.setting = setting
      let isLive: Set<PlaygroundSetting> = [
        .rate, .momentum, .optimizer, .penalty, .strength, .batch,
      ]
      let expected: [PlaygroundEffect] =
        setting == .features || setting == .strength
        ? [] : isLive.contains(setting) ? [.adopt] : [.begin]
      #expect(other.update(.key(.right)) == expected, "\(setting)")
      #expect((other.notice == nil) == !expected.isEmpty, "\(setting)")
    }
  }

  @Test func `reset keeps every setting, and other weights only change the seed`() throws {
    var model = try begun()
    let settings = model.settings
    #expect(model.update(.key("r")) == [.begin])
    #expect(model.settings == settings)
    #expect(model.update(.key("R")) == [.begin])
    #expect(model.settings.seed == settings.seed + 1)
  }

  @Test func `no key is bound twice, and every refusal has a reason`() throws {
    var model = try begun()
    for focus in PlaygroundModel.Focus.allCases {
      model.focus = focus
      #expect(model.keys.conflicts.isEmpty)
    }
    for key: Key in ["C", "v"] {
      #expect(model.update(.key(key)).isEmpty)
      #expect(model.notice == "\(key.name): no run is kept; c keeps the present one.")
    }
    _ = model.update(.key("+"))
    _ = model.update(.key("+"))
    #expect(model.notice == "+: it goes as fast as it can.")
    _ = model.update(.key("z"))
    #expect(model.notice == "z does nothing here; ? shows all keys.")
  }

  @Test func `an input may not be the last to go`() throws {
    var model = try begun()
    #expect(model.update(.key("1")) == [.begin])
    #expect(model.settings.features == [.y])
    #expect(model.update(.key("2")).isEmpty)
    #expect(model.notice == "A network needs an input.")
    #expect(model.update(.key("7")) == [.begin])
    #expect(model.settings.features == [.y, .sineOfY])
  }

  @Test func `layers and units stay within what has room, and the chosen unit is there`() throws {
    var model = try begun()
    model.setting = .layers
    for _ in 0..<10 { _ = model.update(.key("]")) }
    #expect(model.settings.hiddenLayers == [4, 2, 2, 2, 2, 2])
    #expect(model.notice == "6 hidden layers are the most.")
    model.focus = .network
    for _ in 0..<20 { _ = model.update(.key(.right)) }
    #expect(model.unit.layer == 6)
    for _ in 0..<10 { _ = model.update(.key("[")) }
    #expect(model.settings.hiddenLayers.isEmpty)
    #expect(model.unit.layer == 0)
    #expect(model.update(.key(")")).isEmpty)
    #expect(model.notice == "There is no hidden layer.")
  }

  @Test
  func `what plays trains at every tick, at its pace, and a press of a key waits for nothing`()
    throws
  {
    var model = try begun()
    #expect(model.frameDuration == nil)
    #expect(model.update(.tick).isEmpty)
    #expect(model.update(.key(.space)).isEmpty)
    #expect(model.update(.tick) == [.train(.epoch)])
    _ = model.update(.key("+"))
    #expect(model.update(.tick) == [.train(.moment)])
    _ = model.update(.key("-"))
    _ = model.update(.key("-"))
    #expect(model.update(.tick) == [.train(.step)])
    _ = model.update(.key("?"))
    #expect(model.frameDuration == nil)
    _ = model.update(.key(.escape))
    #expect(model.update(.key("n")) == [.train(.step)])
    #expect(!model.isPlaying)
    #expect(model.update(.key("N")) == [.train(.epoch)])
  }

  @Test func `the arrow keys move the place in the plane, and it stays inside`() throws {
    var model = try begun()
    model.focus = .plane
    for _ in 0..<50 { #expect(model.update(.key(.up)) == [.look]) }
    for _ in 0..<50 { _ = model.update(.key(.left)) }
    #expect(model.place == PlaygroundModel.Place(x: -6, y: 6))
  }

  @Test func `a click chooses a setting, a unit or a place`() throws {
    var model = try begun()
    let layout = model.layout
    func click(_ rect: Rect) -> [PlaygroundEffect] {
      let point = Point(x: rect.minX + rect.width / 2, y: rect.minY + rect.height / 2)
      return model.update(.mouse(MouseEvent(.press(.left), at: point)))
    }
    _ = click(layout.network.columns[2][1])
    #expect(model.unit == PlaygroundModel.UnitPlace(layer: 1, index: 1))
    #expect(click(layout.planes[0].splitTop(1).rest) == [.look])
    #expect(abs(model.place.x) < 0.4 && abs(model.place.y) < 0.4)
    let row = SettingsView.row(of: .momentum)
    _ = click(layout.settings.splitTop(row).rest.splitTop(1).top)
    #expect(model.setting == .momentum)
    #expect(model.focus == .settings)
    let wheel = MouseEvent(.scrollUp, at: .zero)
    #expect(model.update(.mouse(wheel)) == [.adopt])
    #expect(model.settings.momentum == 0.5)
  }

  @Test func `a kept run stays as it was, and what the next one has otherwise is said`() throws {
    var model = try begun()
    _ = model.update(.key("c"))
    #expect(model.keptDifference == "the same settings")
    _ = model.update(.key("a"))
    try begin(&model)
    _ = model.update(.key(">"))
    #expect(model.keptDifference == "activation tanh, rate 0.03")
    #expect(model.kept?.settings == PlaygroundSettings())
    #expect(model.layout.planes.count == 2)
    #expect(model.update(.key("v")).isEmpty)
    #expect(model.notice == "v: both runs are in view.")
    _ = model.update(.resize(TooSmallScreen.leastSize))
    _ = model.update(.key("v"))
    #expect(model.showsKept)
    _ = model.update(.key("C"))
    #expect(model.kept == nil)
  }

  @Test func `settings are saved under a name, and a file that is there is not replaced unasked`()
    throws
  {
    var model = try begun()
    _ = model.update(.key("w"))
    #expect(model.update(.key(.enter)) == [.save("playground.json", replaces: false)])
    model.saved(as: "playground.json", isThere: true)
    #expect(model.update(.key("x")).isEmpty)
    #expect(model.update(.key("y")) == [.save("playground.json", replaces: true)])
    model.saved(as: "playground.json", isThere: false)
    #expect(model.prompt == nil)
    #expect(model.notice == "Saved as playground.json.")
    _ = model.update(.key("o"))
    #expect(model.update(.key(.enter)).isEmpty)
    for key: Key in ["q", ".", "c"] { _ = model.update(.key(key)) }
    #expect(model.update(.key(.enter)) == [.open("q.c")])
  }

  @Test func `own points are a run of their own, and data goes round with them`() throws {
    var model = try begun()
    let points = try OwnPoints("100,1,a\n200,2,b\n300,1,a\n150,2,b\n", path: "p.csv")
    #expect(model.open(.points(points)) == .begin)
    #expect(model.notice == "4 points of 2 classes, scaled to −5 to 5.")
    #expect(model.settings.pointsFile == "p.csv")
    #expect(model.data.all.count == 4)
    #expect(model.data.classNames == ["a", "b"])
    try begin(&model)
    model.setting = .noise
    #expect(model.update(.key(.right)).isEmpty)
    #expect(model.notice == "Your own points stay where they are.")
    _ = model.update(.key("d"))
    #expect(model.settings.data == .circles)
    model.setting = .data
    _ = model.update(.key(.left))
    #expect(model.settings.data == .own)
  }

  @Test func `weights that are no numbers stop a run, and only a new beginning goes on`() throws {
    var settings = PlaygroundSettings()
    settings.activation = .linear
    settings.hiddenLayers = [8, 8, 8]
    settings.learningRate = 10
    settings.features = PointFeature.allCases
    let trainer = try PlaygroundTrainer(settings, on: ReferenceBackend<Float>())
    for _ in 0..<10 { try trainer.finishEpoch() }
    var model = PlaygroundModel(settings, size: Size(width: 120, height: 36))
    model.isPlaying = true
    let shot = try trainer.shot(at: (0, 0))
    #expect(!shot.isFinite)
    model.take(shot)
    #expect(!model.isPlaying)
    #expect(model.notice?.contains("the rate is too high") == true)
    #expect(model.update(.key("n")).isEmpty)
    #expect(model.update(.key("r")) == [.begin])
    // And it can be drawn.
    var buffer = Buffer(size: model.size)
    buffer.draw(PlaygroundView(model: model), in: buffer.area)
    #expect(buffer.text.contains("NaN") || buffer.text.contains("∞"))
  }

  @Test func `in a window that is too small only leaving means anything`() throws {
    var model = try begun(Size(width: 60, height: 10))
    #expect(model.update(.key(.space)).isEmpty)
    #expect(!model.isPlaying)
    #expect(model.update(.key("q")) == [.leave])
  }
}
