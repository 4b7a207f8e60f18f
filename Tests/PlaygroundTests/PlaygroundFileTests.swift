import Foundation
import Testing

@testable import Playground

struct PlaygroundFileTests {
  @Test func `settings that are saved read back as the same`() throws {
    var settings = PlaygroundSettings()
    settings.data = .arms
    settings.features = [.xSquared, .product, .sineOfY]
    settings.hiddenLayers = [8, 1, 3]
    settings.activation = .relu
    settings.optimizer = .adam
    settings.penalty = .l1
    settings.strength = 0.003
    settings.seed = 17
    guard case .settings(let read) = try PlaygroundFile(settings.text, path: "s.json") else {
      Issue.record("settings were taken for points")
      return
    }
    #expect(read == settings)
  }

  @Test func `anything else is taken for points`() throws {
    guard case .points(let points) = try PlaygroundFile("1,2,a\n3,4,b\n-1,0,a\n2,-5,b\n", path: "p")
    else {
      Issue.record("points were taken for settings")
      return
    }
    #expect(points.points.count == 4)
  }

  @Test(arguments: [
    ("\"seed\" : 1", "\"seed\" : \"one\"", "'seed' is of another kind"),
    ("\"noise\" : 0.1", "\"nois\" : 0.1", "'noise' is missing"),
    ("\"noise\" : 0.1", "\"noise\" : 3", "noise is 3"),
    ("\"tanh\"", "\"gelu\"", "'activation' is none of the known words"),
    ("\"batch_size\" : 10", "\"batch_size\" : 0", "batch_size is 0"),
    ("\"seed\" : 1", "\"seed\" : -1", "seed is −1"),
    ("\"circles\"", "\"own\"", "data is own, but points_file is missing"),
    ("\"sgd\"", "\"adagrad\"", "optimizer is adagrad"),
    ("\"hidden_layers\" : [", "\"hidden_layers\" : [9,", "a number of hidden_layers is 9"),
    ("\"hidden_layers\" : [", "\"hidden_layers\" : [1,1,1,1,1,", "hidden_layers has 7 layers"),
    ("\"features\" : [", "\"features\" : [\"y\",", "features has one of them twice"),
    ("{", "{ x", "it is no valid JSON"),
  ])
  func `a setting that cannot be used is said by its name`(
    _ good: String, _ bad: String, _ message: String
  ) throws {
    let text = PlaygroundSettings().text
    let place = try #require(text.range(of: good))
    let error = try #require(throws: PlaygroundError.self) {
      try PlaygroundFile(text.replacingCharacters(in: place, with: bad), path: "s.json")
    }
    #expect(error.message == message)
    #expect(error.place == "s.json")
    #expect(!error.remedy.isEmpty)
  }
}
