import Problems
import TensorEngine

/// What the lab needs from the program around it: something that computes, and files.
public struct LabDesk: Sendable {
  /// What computes everything, in 64 bits.
  public let backend: any Backend
  /// Reads a problem file.
  public let read: @Sendable (String) throws -> Problem
  /// Writes a text to a file, whole or not at all: the text, the path, whether to replace a file.
  ///
  /// Returns false where one is there and is not to be.
  public let write: @Sendable (String, String, Bool) throws -> Bool

  /// Creates a desk.
  public init(
    backend: any Backend, read: @escaping @Sendable (String) throws -> Problem,
    write: @escaping @Sendable (String, String, Bool) throws -> Bool
  ) {
    self.backend = backend
    self.read = read
    self.write = write
  }

  /// A lab with the example of a convolution.
  ///
  /// - Throws: Only where the example is no problem.
  func newLab() throws -> LabModel {
    guard let schema = OperationSchema.named("conv2d") else { throw CancellationError() }
    return try LabModel(exampleOf: schema, on: backend)
  }
}
