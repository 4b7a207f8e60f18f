import Datasets

/// What a server sent is not the file.
enum WrongFile: Error, Hashable {
  case tooLong
  case tooShort
  /// It has another checksum, this one.
  case checksum(String)

  /// What to say about it.
  ///
  /// - Parameters:
  ///   - file: The file that was expected.
  ///   - address: Where it came from.
  ///   - byteCount: How much came.
  ///   - start: The first bytes.
  func error(
    _ file: DatasetDownload.File, at address: String, byteCount: Int, start: [UInt8]
  ) -> DatasetError {
    let message =
      switch self {
      case .tooLong: "more came than the \(file.byteCount) bytes of \(file.name)"
      case .tooShort: "\(byteCount) bytes came, and \(file.name) has \(file.byteCount)"
      case .checksum(let sum):
        "the MD5 checksum of what came is \(sum), and that of \(file.name) is \(file.md5)"
      }
    let isPage = start.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "<")
    return DatasetError(
      path: address, message,
      remedy: isPage
        ? "It is a web page, perhaps one that asks you to log in to the network. It was removed:"
          + " open the address in a browser, then run the same command again."
        : "It was removed. The same command begins anew; if that ends here too, the address has"
          + " another file: name another one with --from.")
  }
}
