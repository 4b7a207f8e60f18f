import Datasets
import Foundation
import TestSupport
import Testing

@testable import DatasetFetching

/// Downloads that are not what they should be, though their checksums agree.
struct UnpackingFuzzTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  /// Unpacks a spoilt download, and looks that nothing is left where it should not be.
  private func unpack(_ bytes: [UInt8], of download: DatasetDownload) throws {
    let archives = try download.files.map { try place.write(bytes, to: "packed/\($0.name)") }
    defer { try? FileManager.default.removeItem(atPath: place.target) }
    try Unpacking(download: download, archives: archives, isCancelled: { false })
      .install(at: place.target)
    #expect(download.set.hasFiles(in: place.target))
  }

  @Test func `archives`() throws {
    let archive = try place.archive()
    let download = try place.download(archive)
    let packed = Fuzzing("tar.gz", [archive], .bytes)
      .complaints(25) { try unpack($0, of: download) }
    #expect(packed == [])
    // With what gzip checks put right, tar sees what is spoilt.
    let tar = try place.archive(names: ["data_batch_1.bin"])
    let inner = try place.decompressed(tar)
    let spoilt = Fuzzing("tar", [inner], .bytes)
      .complaints(25) { try unpack(try place.compressed($0), of: download) }
    #expect(spoilt == [])
    #expect(place.names(in: place.path).allSatisfy { !$0.hasPrefix("data") })
  }
}
