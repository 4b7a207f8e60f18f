import Datasets
import Foundation

/// Where the files of a download are taken from, as `--from` names it.
///
///     FetchSource(argument: "https://example.org/cifar-10-binary.tar.gz")  // the archive itself
///     FetchSource(argument: "https://example.org/mnist/")                  // the folder around
///     FetchSource(argument: "~/Downloads")                                 // a folder or a file here
public enum FetchSource: Hashable, Sendable {
  /// The address of the download.
  case official
  /// Another address: that of the only file, or of the folder with the files.
  case address(String)
  /// A file on this machine, or a folder with the files.
  case path(String)

  /// Understands the argument of `--from`.
  ///
  /// - Throws: ``Datasets/DatasetError`` for what begins as an address and is none.
  public init(argument: String) throws(DatasetError) {
    guard let colon = argument.range(of: "://") else {
      let path = NSString(string: argument).expandingTildeInPath
      self = .path(URL(fileURLWithPath: path).standardizedFileURL.path)
      return
    }
    let scheme = argument[..<colon.lowerBound].lowercased()
    let rest = argument[colon.upperBound...]
    let isPlain = argument.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F }
    guard ["http", "https"].contains(scheme), isPlain, let first = rest.first, first != "/" else {
      throw DatasetError(
        path: argument.debugDescription, "this is no address that can be fetched from",
        remedy: "Addresses look like https://example.org/folder/; spaces are written %20. Or name a"
          + " file on this machine.")
    }
    self = .address(argument)
  }

  /// The place of one file.
  enum Place: Hashable {
    case address(String)
    case path(String)
  }

  /// Where a file of a download is.
  ///
  /// - Throws: ``Datasets/DatasetError`` when the source is on this machine and lacks the file.
  func place(of file: DatasetDownload.File, in download: DatasetDownload) throws -> Place {
    switch self {
    case .official: return .address(download.address + file.name)
    case .address(let address):
      if download.files.count == 1, !address.hasSuffix("/") { return .address(address) }
      return .address(address + (address.hasSuffix("/") ? "" : "/") + file.name)
    case .path(let path):
      return .path(try Self.find(file, at: path, in: download))
    }
  }

  private static func find(
    _ file: DatasetDownload.File, at path: String, in download: DatasetDownload
  ) throws -> String {
    let names = download.files.map(\.name).joined(separator: ", ")
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw DatasetError(
        path: path, "there is no such file or folder",
        remedy: "Name \(names), the folder that it is in, or an address.")
    }
    if isFolder.boolValue {
      let inside = path + "/" + file.name
      guard FileManager.default.fileExists(atPath: inside) else {
        throw DatasetError(
          path: path, "there is no \(file.name) in this folder",
          remedy: "\(download.set.title) is downloaded as \(names).")
      }
      return inside
    }
    guard download.files.count == 1 else {
      throw DatasetError(
        path: path, "this is one file, and \(download.set.title) is downloaded as several",
        remedy: "Name the folder that holds \(names).")
    }
    return path
  }
}
