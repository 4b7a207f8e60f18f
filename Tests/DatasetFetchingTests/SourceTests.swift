import Datasets
import Foundation
import Testing
import Typesetting

@testable import DatasetFetching

/// Other places to fetch from, lists of checksums, and the check of a set.
struct SourceTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private func error(_ body: () throws -> Void) throws -> String {
    let error = #expect(throws: DatasetError.self) { try body() }
    return try #require(error).description
  }

  @Test func `an archive on this machine is unpacked and kept`() throws {
    let archive = try place.archive()
    let download = try place.download(archive)
    let file = try place.write(archive, to: "mine/cifar.tar.gz")
    for argument in [file, place.path + "/mine"] {
      let source = try FetchSource(argument: argument)
      let fetcher = Fetcher(download, to: place.target, from: source, replacing: true)
      #expect(try fetcher.fetch() == .fetched(place.set))
    }
    #expect(place.read(file) == archive)
    #expect(place.names(in: place.target) == ["cifar-10-batches-bin"])
  }

  @Test func `a file on this machine that is another one is named and kept`() throws {
    let archive = try place.archive()
    let download = try place.download(archive)
    func message(_ path: String) throws -> String {
      let source = try FetchSource(argument: path)
      return try error { try Fetcher(download, to: place.target, from: source).fetch() }
    }
    let short = try place.write(Array(archive.dropLast(9)), to: "short")
    #expect(try message(short).contains("short: it has \(archive.count - 9) bytes, and cifar"))
    var lie = archive
    lie[7] ^= 1
    let other = try place.write(lie, to: "other")
    #expect(try message(other).contains("other: its MD5 checksum is \(try place.md5(lie)), and"))
    #expect(try message(place.path).contains("there is no cifar.tar.gz in this folder"))
    #expect(try message(place.path + "/none").contains("there is no such file or folder"))
    #expect(try message("/dev/null").contains("no regular file"))
    #expect(place.read(short)?.count == archive.count - 9 && place.read(other) == lie)
  }

  @Test func `one file is not a set of several`() throws {
    let file = try place.write([1], to: "file")
    let fetcher = Fetcher(
      .official(.mnist), to: place.target, from: try FetchSource(argument: file))
    #expect(try error { try fetcher.fetch() }.contains("MNIST is downloaded as several"))
  }

  @Test(arguments: [
    ("https://a.b/c.tgz", "https://a.b/c.tgz"), ("https://a.b/c/", "https://a.b/c/x.tar.gz"),
    ("HTTP://a.b", "HTTP://a.b"),
  ])
  func `an address is that of the only file, or of the folder around`(
    _ argument: String, _ expected: String
  ) throws {
    let file = DatasetDownload.File(name: "x.tar.gz", byteCount: 1, md5: "")
    let download = DatasetDownload(
      set: .cifar10, address: "https://official/", files: [file], packing: .archive)
    #expect(
      try FetchSource(argument: argument).place(of: file, in: download) == .address(expected))
    #expect(
      try FetchSource.official.place(of: file, in: download)
        == .address("https://official/x.tar.gz"))
  }

  @Test(arguments: [
    "ftp://a.b/c", "http://", "https:///c", "http://a b", "http://a\u{1B}[2J", "://",
  ])
  func `what begins as an address and is none is refused`(_ argument: String) throws {
    let message = try error { _ = try FetchSource(argument: argument) }
    #expect(message.contains("this is no address") && !message.contains("\u{1B}"))
  }

  @Test(arguments: [
    ("nothing of the kind\n", 1), ("0123456789abcdef0123456789abcdef  a\nzz  b\n", 2),
    ("0123456789abcdef0123456789abcdef  ../a\n", 1), ("0123456789abcdef0123456789abcdef  \n", 1),
    ("0123456789abcdef0123456789abcdef", 1),
  ])
  func `a list of checksums that is none is named with the line`(
    _ text: String, _ line: Int
  ) throws {
    try place.write(Array(text.utf8), to: "checksums.md5")
    let message = try error { _ = try ChecksumList.read(in: place.path) }
    #expect(message.contains("checksums.md5: line \(line) is no checksum"))
  }

  @Test func `the official files have the sizes and sums that are published`() {
    for set in KnownDataset.allCases {
      let download = DatasetDownload.official(set)
      #expect(download.address.hasPrefix("https://") && download.address.hasSuffix("/"))
      #expect(download.files.allSatisfy { $0.byteCount > 0 && MD5.isChecksum($0.md5) })
    }
    #expect(DatasetDownload.official(.cifar10).byteCount == 170_052_171)
  }

  @Test(arguments: [
    (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (999_949, "999.9 kB"),
    (999_950, "1.0 MB"), (170_052_171, "170.1 MB"),
  ])
  func `bytes are counted as people read them`(_ count: Int, _ text: String) {
    #expect(ByteCount.text(count) == text)
  }

  /// A set of MNIST's files with a few images.
  private func mnist() throws -> String {
    for (name, count) in [("train", UInt8(12)), ("t10k", UInt8(6))] {
      let pixels = Workplace.noise(Int(count) * 16, seed: 3)
      try place.write(
        [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 4, 0, 0, 0, 4] + pixels,
        to: "mnist/\(name)-images-idx3-ubyte")
      try place.write(
        [0, 0, 8, 1, 0, 0, 0, count] + (0..<count).map { $0 % 10 },
        to: "mnist/\(name)-labels-idx1-ubyte")
    }
    return place.path + "/mnist"
  }

  @Test func `a set that is in order has no problems`() throws {
    let folder = try mnist()
    #expect(try DatasetCheck(in: folder).checksumCount == nil)
    try ChecksumList.write(
      for: KnownDataset.mnist.fileNames, in: folder, isCancelled: { false })
    let check = try DatasetCheck(in: place.path)
    #expect(check.set == .mnist && check.folder == folder)
    #expect(check.problems == [] && check.checksumCount == 4)
    #expect(check.dataset?.train.count == 12)
  }

  @Test func `every file that is not in order is named`() throws {
    let folder = try mnist()
    try ChecksumList.write(
      for: KnownDataset.mnist.fileNames, in: folder, isCancelled: { false })
    // Still a file of images, and one of labels that is none any more; the third is gone.
    var images = try #require(place.read(folder + "/train-images-idx3-ubyte"))
    images[20] ^= 1
    try place.write(images, to: "mnist/train-images-idx3-ubyte")
    try place.write([0], to: "mnist/train-labels-idx1-ubyte")
    try FileManager.default.removeItem(atPath: folder + "/t10k-labels-idx1-ubyte")
    let check = try DatasetCheck(in: folder)
    #expect(check.dataset == nil)
    #expect(
      check.problems.map { URL(fileURLWithPath: $0.path).lastPathComponent } == [
        "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-labels-idx1-ubyte",
      ])
    try FileManager.default.removeItem(atPath: folder + "/checksums.md5")
    let bare = try DatasetCheck(in: folder)
    #expect(bare.problems.count == 2 && bare.checksumCount == nil)
  }
}
