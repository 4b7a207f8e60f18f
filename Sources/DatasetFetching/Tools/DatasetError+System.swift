import Datasets
import Interchange

extension DatasetError {
  /// What the operating system reported about a file or folder.
  ///
  /// - Parameters:
  ///   - attempt: What was tried.
  ///   - path: The file or folder.
  ///   - code: The value of `errno`.
  init(cannot attempt: FileAttempt, _ path: String, code: Int32) {
    self.init(InterchangeError(cannot: attempt, path, code: code))
  }

  /// The same message from the module that handles files.
  init(_ error: InterchangeError) {
    self.init(
      path: error.path, offset: error.offset, error.message, remedy: error.remedy)
  }
}
