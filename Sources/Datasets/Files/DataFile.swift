import Foundation

/// A file of a data set, read whole.
struct DataFile {
  let path: String
  let bytes: [UInt8]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - largest: What no file of its kind exceeds.
  ///   - remedy: What to do when it is missing.
  init(_ path: String, largest: Int, remedy: String) throws(DatasetError) {
    self.path = path
    let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved) else {
      throw DatasetError(path: path, "there is no such file", remedy: remedy)
    }
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw DatasetError(path: path, "this is no regular file", remedy: remedy)
    }
    let size = attributes[.size] as? Int ?? 0
    guard size <= largest else {
      throw DatasetError(
        path: path, offset: largest, "there are \(size - largest) bytes too many",
        remedy: "This is another file, or a damaged one. " + remedy)
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DatasetError(path: path, "this cannot be read", remedy: "Check its permissions.")
    }
    bytes = [UInt8](data)
  }
}
