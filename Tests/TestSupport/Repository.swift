import Foundation

/// The files that tests read beside the sources.
public enum Repository {
  /// The repository's folder.
  public static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A file or folder by its path in the repository.
  public static func url(_ path: String) -> URL { folder.appendingPathComponent(path) }

  /// A file in the folder `Fixtures` of the caller's tests.
  public static func fixture(_ name: String, fileID: String = #fileID) -> URL {
    // What stands before the slash of a file's identity is its test bundle.
    url("Tests/\(fileID.prefix { $0 != "/" })/Fixtures/\(name)")
  }

  /// The value that a fixture in JSON holds.
  public static func decodeFixture<Value: Decodable>(
    _ name: String, as type: Value.Type = Value.self, fileID: String = #fileID
  ) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: fixture(name, fileID: fileID)))
  }
}
