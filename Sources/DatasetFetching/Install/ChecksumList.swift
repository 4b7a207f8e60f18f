import Datasets
import Foundation

/// The checksums of a set's files, kept beside them as `md5sum` writes and reads them.
///
///     c32a1d4ab5d03f1284b67883e8d87530  data_batch_1.bin
///
/// `md5sum --check checksums.md5` compares them without this program.
public struct ChecksumList {
  /// The name of the file.
  public static let fileName = "checksums.md5"

  private let folder: String
  private let sums: [(name: String, md5: String)]

  /// The number of files in the list.
  public var count: Int { sums.count }

  /// Reads the list in a folder; `nil` when there is none.
  ///
  /// - Throws: ``Datasets/DatasetError`` with the line that is none of a list.
  public static func read(in folder: String) throws(DatasetError) -> ChecksumList? {
    let path = folder + "/" + fileName
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let remedy = "Remove this file to do without it, or fetch the set again with --force."
    guard let data = FileManager.default.contents(atPath: path), data.count < 100_000 else {
      throw DatasetError(path: path, "this cannot be read as a list of checksums", remedy: remedy)
    }
    var sums: [(name: String, md5: String)] = []
    for (index, line) in String(decoding: data, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).enumerated() where !line.isEmpty
    {
      let md5 = line.prefix(32)
      let name = line.dropFirst(34)
      guard MD5.isChecksum(md5), [" ", "*"].contains(line.dropFirst(33).prefix(1)),
        !name.isEmpty, !name.contains("/"), name != ".."
      else {
        throw DatasetError(
          path: path, "line \(index + 1) is no checksum and name of a file beside", remedy: remedy)
      }
      sums.append((String(name), md5.lowercased()))
    }
    return ChecksumList(folder: folder, sums: sums)
  }

  /// The files that are not as they were, each with what is wrong.
  ///
  /// - Throws: ``FetchCancelled``, or ``Datasets/DatasetError`` when there is no `md5sum`.
  public func problems(isCancelled: () -> Bool = { false }) throws -> [DatasetError] {
    let remedy = "It has changed since it was fetched. Fetch the set again with --force."
    var problems: [DatasetError] = []
    for (name, md5) in sums {
      let path = folder + "/" + name
      guard FileManager.default.fileExists(atPath: path) else {
        problems.append(
          DatasetError(path: path, "there is no such file any more", remedy: remedy))
        continue
      }
      let sum = try MD5.checksum(of: path, isCancelled: isCancelled)
      if sum != md5 {
        problems.append(
          DatasetError(
            path: path, "its MD5 checksum is \(sum), and was \(md5)", remedy: remedy))
      }
    }
    return problems
  }

  /// Writes the list of some files in their folder.
  static func write(
    for names: [String], in folder: String, isCancelled: () -> Bool
  ) throws {
    var text = ""
    for name in names {
      text += "\(try MD5.checksum(of: folder + "/" + name, isCancelled: isCancelled))  \(name)\n"
    }
    let path = folder + "/" + fileName
    guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
      throw DatasetError(
        path: path, "this cannot be written", remedy: "See that there is space on the disk.")
    }
  }
}
