import Datasets
import Interchange

extension DatasetError {
  /// What the operating system reported about a file or folder.
  ///
  /// - Parameters:
  ///   - action: What was tried, such as `write`.
  ///   - path: The file or folder.
  ///   - code: The value of `errno`.
  init(cannot action: String, _ path: String, code: Int32) {
    self.init(InterchangeError(cannot: action, path, code: code))
  }

  /// The same message from the module that handles files.
  init(_ error: InterchangeError) {
    self.init(
      path: error.path, offset: error.offset, error.message, remedy: error.remedy)
  }
}
