import Datasets
import Foundation
import LocalServer
import Testing

@testable import DatasetFetching

/// What becomes of a download that has come, and of what was at its place.
struct InstallTests {
  private let place: Workplace
  private let archive: [UInt8]
  private let server: LocalServer

  init() throws {
    place = try Workplace()
    archive = try place.archive()
    server = try LocalServer(["/cifar.tar.gz": [Answer(archive)]])
  }

  private func error(_ body: () throws -> Void) throws -> String {
    let error = #expect(throws: DatasetError.self) { try body() }
    return try #require(error).description
  }

  @Test func `an archive may have its files in no folder`() throws {
    let flat = try place.archive(inFolder: false)
    let server = try LocalServer(["/cifar.tar.gz": [Answer(flat)]])
    #expect(try place.fetch(flat, from: server) == .fetched(place.set))
    #expect(place.names(in: place.set).count == 8)
  }

  @Test func `an archive without the files is refused and leaves nothing`() throws {
    let other = try place.archive(names: ["data_batch_1.bin", "other.txt"])
    let server = try LocalServer(["/cifar.tar.gz": [Answer(other)]])
    #expect(
      try error { try place.fetch(other, from: server) }.contains("no data_batch_2.bin in it"))
    #expect(place.names(in: place.target) == ["cifar.tar.gz.part"])
  }

  @Test func `what is no archive cannot be unpacked`() throws {
    let noise = Workplace.noise(2000, seed: 9)
    let server = try LocalServer(["/cifar.tar.gz": [Answer(noise)]])
    let message = try error { try place.fetch(noise, from: server) }
    #expect(message.contains("cannot be unpacked") && message.contains("gzip"))
  }

  @Test func `a good set is left alone`() throws {
    try place.fetch(archive, from: server)
    #expect(try place.fetch(archive, from: server) == .alreadyThere(place.set))
    #expect(server.requests.count == 1)
  }

  @Test func `a damaged or incomplete set is replaced only by force`() throws {
    try place.fetch(archive, from: server)
    try place.write([1, 2, 3], to: "sets/cifar-10-batches-bin/data_batch_4.bin")
    let damaged = try error { try place.fetch(archive, from: server) }
    #expect(damaged.contains("data_batch_4.bin: this set is there, but its MD5 checksum is"))
    #expect(damaged.contains("--force"))
    try FileManager.default.removeItem(atPath: place.set + "/data_batch_4.bin")
    let incomplete = try error { try place.fetch(archive, from: server) }
    #expect(incomplete.contains("a set is there, without data_batch_4.bin"))
    #expect(server.requests.count == 1)
    #expect(try place.fetch(archive, from: server, replacing: true) == .fetched(place.set))
    #expect(try ChecksumList.read(in: place.set)?.problems() == [])
    #expect(place.names(in: place.target) == ["cifar-10-batches-bin"])
  }

  @Test func `a set without its list of class names is complete`() throws {
    try place.fetch(archive, from: server)
    try FileManager.default.removeItem(atPath: place.set + "/batches.meta.txt")
    #expect(KnownDataset.cifar10.presence(in: place.set) == .complete)
  }

  @Test func `a file of the user's is not lost by force`() throws {
    try place.write([1], to: "sets/cifar-10-batches-bin/notes.txt")
    #expect(
      try error { try place.fetch(archive, from: server) }.contains("a folder with other files"))
    let forced = try error { try place.fetch(archive, from: server, replacing: true) }
    #expect(forced.contains("notes.txt: this is not of CIFAR-10"))
    #expect(place.read(place.set + "/notes.txt") == [1] && server.requests.isEmpty)
  }

  @Test func `a file or a link at the place is left there`() throws {
    try place.write([1], to: "sets/cifar-10-batches-bin")
    for replacing in [false, true] {
      let message = try error {
        try place.fetch(archive, from: server, replacing: replacing)
      }
      #expect(message.contains("CIFAR-10's folder belongs there"))
    }
    #expect(place.read(place.set) == [1] && server.requests.isEmpty)
  }

  @Test func `what a killed fetch unpacked is removed, and nothing else`() throws {
    try place.write([1], to: "sets/.cifar-10-batches-bin.77-5.partial/data_batch_1.bin")
    try place.write([1], to: "sets/.mine.partial")
    try place.fetch(archive, from: server)
    #expect(place.names(in: place.target) == [".mine.partial", "cifar-10-batches-bin"])
  }

  @Test func `two fetches do not share a folder`() throws {
    try FolderLock.make(place.target)
    let lock = try FolderLock(place.target)
    #expect(
      try error { try place.fetch(archive, from: server) }.contains("another convscope is fetching")
    )
    lock.release()
    try place.fetch(archive, from: server)
  }

  @Test func `a folder that cannot be made is said`() throws {
    try place.write([1], to: "sets")
    let message = try error { try place.fetch(archive, from: server) }
    #expect(message.contains("sets: this is no folder") && server.requests.isEmpty)
  }

  @Test func `something else at the place of the partial file is left there`() throws {
    try place.write([1], to: "sets/cifar.tar.gz.part/inside")
    #expect(try error { try place.fetch(archive, from: server) }.contains("cifar.tar.gz.part: "))
    #expect(place.read(place.part + "/inside") == [1])
  }

  @Test func `a set of single files is unpacked one by one`() throws {
    var answers: [String: [Answer]] = [:]
    var files: [DatasetDownload.File] = []
    for (index, name) in KnownDataset.mnist.fileNames.enumerated() {
      let bytes = try place.compressed(Workplace.noise(500, seed: UInt64(index + 40)))
      answers["/m/\(name).gz"] = [Answer(bytes)]
      files.append(
        DatasetDownload.File(
          name: name + ".gz", byteCount: bytes.count, md5: try place.md5(bytes)))
    }
    let server = try LocalServer(answers)
    let download = DatasetDownload(
      set: .mnist, address: "http://127.0.0.1:1/", files: files, packing: .singly)
    let fetcher = Fetcher(
      download, to: place.target, from: try FetchSource(argument: server.address + "/m"))
    #expect(try fetcher.fetch() == .fetched(place.target + "/mnist"))
    #expect(
      place.names(in: place.target + "/mnist")
        == (KnownDataset.mnist.fileNames + ["checksums.md5"]).sorted())
    #expect(
      place.read(place.target + "/mnist/t10k-images-idx3-ubyte") == Workplace.noise(500, seed: 42))
    #expect(place.names(in: place.target) == ["mnist"])
  }
}
