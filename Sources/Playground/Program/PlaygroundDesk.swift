import TensorEngine

/// What the playground needs from the program around it: something that computes, and files.
public struct PlaygroundDesk: Sendable {
  /// What trains the network.
  public let backend: any TrainingBackend
  /// The text of a file.
  private let read: @Sendable (String) throws -> String
  /// Writes a text to a file, whole or not at all: the text, the path, whether to replace a file.
  ///
  /// Returns false where one is there and is not to be.
  let write: @Sendable (String, String, Bool) throws -> Bool

  /// Creates a desk.
  public init(
    backend: any TrainingBackend, read: @escaping @Sendable (String) throws -> String,
    write: @escaping @Sendable (String, String, Bool) throws -> Bool
  ) {
    (self.backend, self.read, self.write) = (backend, read, write)
  }

  /// Reads a file, and the points that settings name.
  ///
  /// - Throws: What reading throws, or ``PlaygroundError``.
  public func file(_ path: String) throws -> (file: PlaygroundFile, points: OwnPoints?) {
    let file = try PlaygroundFile(try read(path), path: path)
    guard case .settings(let settings) = file, settings.data == .own,
      let points = settings.pointsFile
    else { return (file, nil) }
    return (file, try OwnPoints(try read(points), path: points))
  }
}
