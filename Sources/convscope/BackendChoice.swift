import ArgumentParser
import Backends
import TensorEngine

/// A backend that a command line names.
struct BackendChoice: ExpressibleByArgument {
  /// What it names.
  let backend: RegisteredBackend

  init?(argument: String) {
    guard let backend = Backends.all.first(where: { $0.name == argument }) else { return nil }
    self.backend = backend
  }

  /// Help and completion offer what this build has.
  static let allValueStrings = Backends.builtNames

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  /// The backend for commands that were not told which; a note says when it is not the fast one.
  ///
  /// - Throws: ``BackendError`` when a setting makes no sense, such as a number of threads.
  static func preferred() throws(BackendError) -> any Backend {
    try Backends.preferred { error in
      StandardError.write(
        "note: computing on the reference backend, because \(error.message)\n  \(error.remedy)")
    }
  }
}
