import Problems
import TestSupport

@testable import Exhibits

/// Exhibits written for tests.
enum ExhibitFixture {
  /// A log of three epochs: accuracies double, the test loss turns after the second.
  static let log = """
    {"event":"run","command":"convscope train --net x","machine":"a small computer","hours":0.5}
    {"event":"step","step":1,"epoch":1,"loss":2.5,"accuracy":0.1,"lr":0.5}
    {"event":"step","step":2,"epoch":1,"loss":2.0,"accuracy":0.3,"lr":0.25}
    {"event":"epoch","epoch":1,"step":2,"train_loss":2.25,"train_accuracy":0.2,"test_loss":2.0,\
    "test_accuracy":0.25,"images_per_second":100,"seconds":1,\
    "gradients":[{"layer":"0","size":0.001},{"layer":"2","size":0.1}]}
    {"event":"epoch","epoch":2,"step":4,"train_loss":1.5,"train_accuracy":0.4,"test_loss":1.5,\
    "test_accuracy":0.5,"images_per_second":100,"seconds":1}
    {"event":"epoch","epoch":3,"step":6,"train_loss":0.5,"train_accuracy":0.8,"test_loss":1.75,\
    "test_accuracy":0.5,"images_per_second":100,"seconds":1}

    """

  /// A picture of 20 columns and two rows: bright, and a dark post in columns 8 and 9.
  static let picture =
    "P2 20 2 255\n"
    + String(
      repeating: "200 200 200 200 200 200 200 200 50 50 200 200 200 200 200 200 200 200 200 200\n",
      count: 2)

  /// Prepares an exhibit; `runs` of it are looked for among logs.
  static func prepared(
    _ yaml: String, logs: [String: String] = ["small": log, "other": log]
  ) throws -> PreparedExhibit {
    let folder = try TemporaryFolder()
    for (name, text) in logs { try folder.write(text, to: "\(name).jsonl") }
    try folder.write(picture, to: "post.pgm")
    let node = try YAMLReader.read(try SourceFile(path: "exhibit.yaml", text: yaml))
    return try Exhibit(node).prepared(
      from: ExhibitSources(runs: folder.path, pictures: folder.path))
  }

  /// What is wrong with one: place, message and remedy.
  static func finding(_ yaml: String) -> Diagnostic? {
    do {
      _ = try prepared(yaml)
      return nil
    } catch {
      return error as? Diagnostic
    }
  }
}
