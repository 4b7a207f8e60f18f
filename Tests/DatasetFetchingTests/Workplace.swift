import Datasets
import Foundation
import LocalServer
import TestSupport

@testable import DatasetFetching

/// A folder to fetch into, and small downloads as the real ones are made.
final class Workplace {
  private let folder: TemporaryFolder
  /// The folder around everything.
  var path: String { folder.path }
  /// The folder that sets are fetched into.
  var target: String { path + "/sets" }
  /// Where CIFAR-10 is put.
  var set: String { target + "/cifar-10-batches-bin" }
  /// Where the broken download of CIFAR-10 is kept.
  var part: String { target + "/cifar.tar.gz.part" }

  init() throws { folder = try TemporaryFolder() }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    try folder.write(bytes, to: name)
  }

  func read(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { [UInt8]($0) }
  }

  /// The names in a folder, hidden ones too.
  func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  /// What a tool makes of some arguments.
  private func output(_ tool: String, _ arguments: [String]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    _ = try ChildTool(name: tool, arguments: arguments)
      .run(isCancelled: { false }) { bytes += $0 }
    return bytes
  }

  /// Bytes that do not become fewer when they are packed, the same in every run.
  static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// An archive like CIFAR-10's, of some 20 kB; what is in the files does not matter for fetching.
  func archive(
    names: [String] = KnownDataset.cifar10.fileNames, inFolder: Bool = true
  ) throws -> [UInt8] {
    let folder = inFolder ? "packed/cifar-10-batches-bin" : "packed"
    for (index, name) in names.enumerated() {
      try write(Self.noise(3000, seed: UInt64(index + 1)), to: "\(folder)/\(name)")
    }
    defer { try? FileManager.default.removeItem(atPath: path + "/packed") }
    return try output("tar", ["-czf", "-", "-C", path + "/packed", "."])
  }

  func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
    try output("gzip", ["-c", try write(bytes, to: "unpacked")])
  }

  func decompressed(_ bytes: [UInt8]) throws -> [UInt8] {
    try output("gzip", ["-dc", try write(bytes, to: "compressed.gz")])
  }

  func md5(_ bytes: [UInt8]) throws -> String {
    try MD5.checksum(of: write(bytes, to: "summed"))
  }

  /// A download of one archive.
  func download(
    _ archive: [UInt8], from address: String = "http://127.0.0.1:1"
  ) throws -> DatasetDownload {
    DatasetDownload(
      set: .cifar10, address: address + "/",
      files: [
        DatasetDownload.File(
          name: "cifar.tar.gz", byteCount: archive.count, md5: try md5(archive))
      ], packing: .archive)
  }

  /// Fetches from a server, without long waits.
  @discardableResult
  func fetch(
    _ archive: [UInt8], from server: LocalServer, retries: Int = 2, replacing: Bool = false,
    report: (FetchEvent) -> Void = { _ in }
  ) throws -> Fetcher.Outcome {
    try Fetcher(
      download(archive, from: server.address), to: target, replacing: replacing,
      settings: Self.settings(retries: retries)
    ).fetch(report: report)
  }

  static func settings(
    patience: Duration = .seconds(20), retries: Int = 2
  ) -> Fetcher.Settings {
    Fetcher.Settings(patience: patience, retries: retries, pause: .milliseconds(1))
  }
}
