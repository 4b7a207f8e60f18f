import DatasetFetching
import Datasets
import Foundation

/// The sets of images that a network can be trained on.
struct SetList {
  private struct Entry: Encodable {
    let name: String
    let title: String
    let train_images: Int
    let test_images: Int
    let shape: [Int]
    let classes: Int
    /// `built-in`, `here`, `incomplete` or `absent`.
    let state: String
    let folder: String?
    /// What broken downloads have left.
    let bytes_kept: Int
    let download_bytes: Int
  }

  private let entries: [Entry]

  /// Looks which sets are in the user's cache.
  init() {
    let synthetic = Entry(
      name: "synthetic", title: "shapes drawn by Convscope",
      train_images: Dataset.syntheticTrainCount, test_images: Dataset.syntheticTestCount,
      shape: [3, 32, 32], classes: 10, state: "built-in", folder: nil, bytes_kept: 0,
      download_bytes: 0)
    entries = [synthetic] + KnownDataset.allCases.map(Self.entry)
  }

  private static func entry(_ set: KnownDataset) -> Entry {
    let download = DatasetDownload.official(set)
    let presence = set.presence(in: set.standardFolder)
    let state =
      switch presence {
      case .absent: "absent"
      case .complete: "here"
      case .incomplete, .noFolder: "incomplete"
      }
    return Entry(
      name: set.rawValue, title: set.title, train_images: set.trainCount,
      test_images: set.testCount, shape: set.imageShape.dimensions, classes: set.classCount,
      state: state, folder: set.standardFolder,
      bytes_kept: download.bytesKept(in: DataFolder.standard), download_bytes: download.byteCount)
  }

  var text: String {
    let rows = entries.map { entry in
      [
        entry.name,
        NetworkSummary.count(entry.train_images) + " + " + NetworkSummary.count(entry.test_images),
        entry.shape.map(String.init).joined(separator: "×"), "\(entry.classes)", state(entry),
      ]
    }
    var lines = TextTable(
      header: ["set", "images + test", "one image", "classes", "where"], rows: rows
    ).lines
    lines.append("")
    lines.append("Fetched sets are kept in \(DataFolder.standard).")
    if let missing = entries.first(where: { $0.state == "absent" }) {
      lines.append("Get one with: convscope data fetch \(missing.name)")
    }
    return lines.joined(separator: "\n")
  }

  private func state(_ entry: Entry) -> String {
    switch entry.state {
    case "built-in": return "built in"
    case "here": return "here"
    case "incomplete": return "incomplete: see convscope data verify \(entry.name)"
    default:
      let size = ByteCount.text(entry.download_bytes)
      return entry.bytes_kept > 0
        ? "\(ByteCount.text(entry.bytes_kept)) of \(size) fetched" : "not here, \(size) to fetch"
    }
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(entries), as: UTF8.self)
  }
}
