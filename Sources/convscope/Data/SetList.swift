import DatasetFetching
import Datasets
import Foundation
import Typesetting

/// The sets of images that a network can be trained on.
struct SetList {
  private struct Entry: Encodable {
    let name: String
    let title: String
    let trainImages: Int
    let testImages: Int
    let shape: [Int]
    let classes: Int
    /// `built-in`, `here`, `incomplete` or `absent`.
    let state: String
    let folder: String?
    /// What broken downloads have left.
    let bytesKept: Int
    let downloadBytes: Int
  }

  private let entries: [Entry]

  /// Looks which sets are in the user's cache.
  init() {
    let synthetic = Entry(
      name: "synthetic", title: "shapes drawn by Convscope",
      trainImages: Dataset.syntheticTrainCount, testImages: Dataset.syntheticTestCount,
      shape: [3, 32, 32], classes: 10, state: "built-in", folder: nil, bytesKept: 0,
      downloadBytes: 0)
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
      name: set.rawValue, title: set.title, trainImages: set.trainCount,
      testImages: set.testCount, shape: set.imageShape.dimensions, classes: set.classCount,
      state: state, folder: set.standardFolder,
      bytesKept: download.bytesKept(in: DataFolder.standard), downloadBytes: download.byteCount)
  }

  var text: String {
    let rows = entries.map { entry in
      [
        entry.name,
        NumberText.grouped(entry.trainImages) + " + " + NumberText.grouped(entry.testImages),
        NumberText.size(entry.shape), "\(entry.classes)", state(entry),
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
      let size = ByteCount.text(entry.downloadBytes)
      return entry.bytesKept > 0
        ? "\(ByteCount.text(entry.bytesKept)) of \(size) fetched" : "not here, \(size) to fetch"
    }
  }

  func json() throws -> String {
    try JSONText.of(entries)
  }
}
