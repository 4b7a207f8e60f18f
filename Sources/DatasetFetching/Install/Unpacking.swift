import Datasets
import Foundation
import Interchange

/// Makes a set's folder out of what was downloaded.
struct Unpacking {
  let download: DatasetDownload
  /// The downloaded files, in the download's order.
  let archives: [String]
  let isCancelled: () -> Bool

  /// Unpacks into a folder beside, writes the checksums, and puts the folder at its place at once.
  ///
  /// - Throws: ``Datasets/DatasetError`` or ``FetchCancelled``; nothing is changed then.
  func install(at target: String) throws {
    // A folder is filled with errors of its own kind; the first cause is what the user is told.
    var cause: (any Error)?
    do {
      try AtomicFolder.write(to: target) { (folder) throws(InterchangeError) in
        do {
          try fill(folder, for: target)
        } catch {
          cause = error
          throw InterchangeError(.contents, path: target, "it could not be filled", remedy: "")
        }
      }
    } catch {
      throw cause ?? DatasetError(error)
    }
  }

  private func fill(_ folder: String, for target: String) throws {
    switch download.packing {
    case .archive: for archive in archives { try unpack(archive, into: folder, for: target) }
    case .singly:
      for (file, archive) in zip(download.files, archives) {
        let name = file.name.hasSuffix(".gz") ? String(file.name.dropLast(3)) : file.name
        try decompress(archive, to: folder + "/" + name, for: target)
      }
    }
    for name in download.set.fileNames
    where !FileManager.default.fileExists(atPath: folder + "/" + name) {
      throw DatasetError(
        path: archives[0], "there is no \(name) in it",
        remedy: "It is not how \(download.set.title) is published; name another one with --from.")
    }
    try ChecksumList.write(for: download.set.fileNames, in: folder, isCancelled: isCancelled)
  }

  /// Unpacks an archive, whose files may lie in a folder.
  private func unpack(
    _ archive: String, into folder: String, for target: String
  ) throws {
    let inner = folder + "/unpacked"
    guard mkdir(inner, 0o777) == 0 else {
      throw DatasetError(cannot: .write, target, code: errno)
    }
    let tool = ChildTool(name: "tar", arguments: ["-xzof", "-", "-C", inner], input: archive)
    let (ending, messages) = try tool.run(isCancelled: isCancelled) { _ in }
    guard ending == .exited(0) else { throw failure("tar", messages, archive) }
    let root =
      [inner, inner + "/" + download.set.folderName].first {
        download.set.hasFiles(in: $0)
      } ?? inner
    for name in (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [] {
      guard rename(root + "/" + name, folder + "/" + name) == 0 else {
        throw DatasetError(cannot: .write, target, code: errno)
      }
    }
    // Empty by now, unless the archive is another one.
    rmdir(root)
    rmdir(inner)
  }

  private func decompress(_ archive: String, to path: String, for target: String) throws {
    let file = try PartialFile(path)
    let tool = ChildTool(name: "gzip", arguments: ["-d", "-c"], input: archive)
    let (ending, messages) = try tool.run(isCancelled: isCancelled) { bytes in
      do throws(DatasetError) {
        try file.append(bytes)
      } catch {
        throw DatasetError(path: target, error.message, remedy: error.remedy)
      }
    }
    guard ending == .exited(0) else { throw failure("gzip", messages, archive) }
  }

  private func failure(_ tool: String, _ messages: String, _ archive: String) -> DatasetError {
    let reason = ToolMessage.first(of: messages, tool: tool) ?? "\(tool) failed"
    return DatasetError(
      path: archive, "it cannot be unpacked: \(reason)",
      remedy: "See that there is space on the disk; the same command then goes on from here.")
  }
}
