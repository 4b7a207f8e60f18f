import Datasets
import Foundation
import LocalServer
import Testing

@testable import DatasetFetching

/// Downloads from servers that do what servers do.
struct TransferTests {
  private let place: Workplace
  private let archive: [UInt8]

  init() throws {
    place = try Workplace()
    archive = try place.archive()
  }

  private func server(_ answers: Answer...) throws -> LocalServer {
    try LocalServer(["/cifar.tar.gz": answers])
  }

  /// The message of a fetch that fails: what is wrong, and what to do.
  private func error(_ body: () throws -> Void) throws -> String {
    let error = #expect(throws: DatasetError.self) { try body() }
    let lines = try #require(error).report.split(separator: "\n")
    #expect(lines.count == 2)
    return lines.joined(separator: " ").replacing(": error:", with: ":")
  }

  @Test func `a set is downloaded, checked, unpacked and put into its place`() throws {
    let server = try server(Answer(archive))
    var events: [FetchEvent] = []
    let outcome = try place.fetch(archive, from: server) { events.append($0) }
    #expect(outcome == .fetched(place.set))
    #expect(place.names(in: place.target) == ["cifar-10-batches-bin"])
    #expect(
      place.names(in: place.set) == (KnownDataset.cifar10.fileNames + ["checksums.md5"]).sorted())
    #expect(place.read(place.set + "/test_batch.bin") == Workplace.noise(3000, seed: 6))
    #expect(try ChecksumList.read(in: place.set)?.problems() == [])
    #expect(
      events.first
        == .transferring(
          name: "cifar.tar.gz", address: server.address + "/cifar.tar.gz", kept: 0,
          total: archive.count))
    #expect(events.suffix(2) == [.checking(name: "cifar.tar.gz"), .unpacking])
    guard case .progress(let last) = events[events.count - 3] else {
      Issue.record("no progress before the check")
      return
    }
    #expect(last.byteCount == archive.count && last.total == archive.count)
  }

  @Test func `a transfer that breaks goes on where it broke`() throws {
    let server = try server(
      Answer(archive) { $0.breaksAfter = 5000 }, Answer(archive) { $0.breaksAfter = 4000 },
      Answer(archive))
    try place.fetch(archive, from: server)
    #expect(server.requests.map(\.start) == [nil, 5000, 9000])
  }

  @Test func `a download that was given up goes on with the next call`() throws {
    let server = try server(Answer(archive) { $0.breaksAfter = 5000 }, Answer(archive))
    let message = try error { try place.fetch(archive, from: server, retries: 0) }
    #expect(message.contains("/cifar.tar.gz: the transfer broke off: "))
    #expect(message.contains("5.0 kB of"))
    #expect(message.contains("\(place.part); the same command continues there."))
    #expect(place.read(place.part) == Array(archive[..<5000]))

    var first: FetchEvent?
    try place.fetch(archive, from: server) { first = first ?? $0 }
    #expect(server.requests.map(\.start) == [nil, 5000])
    guard case .transferring(_, _, let kept, _) = first else {
      Issue.record("the first event is \(String(describing: first))")
      return
    }
    #expect(kept == 5000)
    #expect(place.names(in: place.target) == ["cifar-10-batches-bin"])
  }

  @Test func `a short page instead of the file leaves what had come`() throws {
    let page = Array("<html>log in</html>".utf8)
    let server = try server(
      Answer(archive) { $0.breaksAfter = 5000 }, Answer(page) { $0.servesRanges = false },
      Answer(page) { $0.servesRanges = false }, Answer(archive))
    _ = try error { try place.fetch(archive, from: server, retries: 0) }
    let message = try error { try place.fetch(archive, from: server, retries: 0) }
    #expect(message.contains("the server sent 19 bytes, fewer than had come before"))
    #expect(message.contains("log in") && message.contains("the same command continues there"))
    #expect(place.read(place.part) == Array(archive[..<5000]))
    try place.fetch(archive, from: server)
  }

  @Test func `a server without ranges sends everything, and nothing is lost before`() throws {
    let server = try server(
      Answer(archive) { $0.breaksAfter = 5000 },
      Answer(archive) { $0.servesRanges = false },
      Answer(archive) {
        $0.servesRanges = false
        $0.breaksAfter = 3000
      }, Answer(archive) { $0.servesRanges = false })
    var kept: [Int] = []
    try place.fetch(archive, from: server) { event in
      if case .repeating(let count) = event { kept.append(count) }
      if case .retrying(_, let count) = event { kept.append(count) }
    }
    #expect(kept == [5000, 5000, 5000])
    #expect(server.requests.map(\.start) == [nil, 5000, nil, nil])
    #expect(place.names(in: place.target) == ["cifar-10-batches-bin"])
  }

  @Test func `a server that always breaks at the same byte is given up`() throws {
    let server = try server(
      Answer(archive) {
        $0.servesRanges = false
        $0.breaksAfter = 3000
      })
    let message = try error { try place.fetch(archive, from: server) }
    #expect(message.contains("3.0 kB of") && message.contains("the transfer broke off"))
  }

  @Test func `a server that falls silent is given up, and what came is kept`() throws {
    let server = try server(
      Answer(archive) {
        $0.breaksAfter = 3000
        $0.stalls = true
      })
    let message = try error {
      try Fetcher(
        place.download(archive, from: server.address), to: place.target,
        settings: Workplace.settings(patience: .seconds(1), retries: 0)
      ).fetch()
    }
    #expect(message.contains("the transfer stalled: no byte has come for 1 s"))
    #expect(message.contains("3.0 kB of"))
    #expect(place.read(place.part)?.count == 3000)
  }

  @Test func `a file without a stated length may break off too`() throws {
    let server = try server(
      Answer(archive) {
        $0.statesLength = false
        $0.breaksAfter = 7000
      }, Answer(archive) { $0.statesLength = false })
    try place.fetch(archive, from: server)
    #expect(server.requests.map(\.start) == [nil, 7000])
  }

  @Test func `a moved file is followed`() throws {
    let server = try LocalServer([
      "/cifar.tar.gz": [
        Answer {
          $0.status = 302
          $0.location = "/moved"
        }
      ], "/moved": [Answer(archive)],
    ])
    try place.fetch(archive, from: server)
    #expect(server.requests.map(\.path) == ["/cifar.tar.gz", "/moved"])
  }

  @Test func `a wrong checksum removes the download and keeps the place free`() throws {
    var lie = archive
    lie[lie.count / 2] ^= 1
    let server = try server(Answer(lie), Answer(archive))
    let message = try error { try place.fetch(archive, from: server) }
    let (came, expected) = (try place.md5(lie), try place.md5(archive))
    #expect(message.contains("the MD5 checksum of what came is \(came)"))
    #expect(message.contains("that of cifar.tar.gz is \(expected)"))
    #expect(message.contains("It was removed. The same command begins anew"))
    #expect(place.names(in: place.target) == [])
    try place.fetch(archive, from: server)
    #expect(server.requests.map(\.start) == [nil, nil])
  }

  @Test(arguments: [-1000, 1000])
  func `a file of another size is refused and removed`(_ difference: Int) throws {
    let other = difference < 0 ? Array(archive.dropLast(-difference)) : archive + archive
    let server = try server(Answer(other))
    let message = try error { try place.fetch(archive, from: server) }
    #expect(
      message.contains(
        difference < 0 ? "\(other.count) bytes came" : "more came than the \(archive.count) bytes"))
    #expect(place.names(in: place.target) == [])
  }

  @Test func `a page instead of the file is called one`() throws {
    let server = try server(Answer(Array("\n<!DOCTYPE html><p>Log in".utf8)))
    let message = try error { try place.fetch(archive, from: server) }
    #expect(message.contains("25 bytes came") && message.contains("It is a web page"))
  }

  @Test(arguments: [
    (404, 1, "there is no such file on the server (404)"),
    (403, 1, "the server does not hand out the file (403)"),
    (418, 1, "the server answers 418 instead of sending the file"),
    (503, 3, "the server cannot answer now (503)"),
  ])
  func `an answer that is no file is said`(_ status: Int, _ tries: Int, _ text: String) throws {
    let server = try server(Answer(Array("<p>sorry".utf8)) { $0.status = status })
    let message = try error { try place.fetch(archive, from: server) }
    #expect(message.contains("/cifar.tar.gz: " + text) && message.contains("--from"))
    #expect(server.requests.count == tries)
    #expect(place.names(in: place.target) == [])
  }

  @Test func `a server that is not there cannot be reached`() throws {
    let server = try server()
    server.stop()
    let message = try error { try place.fetch(archive, from: server, retries: 0) }
    #expect(message.contains("the server cannot be reached: "))
  }

  @Test func `a fetch that is stopped goes on with the next call`() throws {
    let server = try server(
      Answer(archive) {
        $0.breaksAfter = 6000
        $0.stalls = true
      }, Answer(archive))
    var hasBegun = false
    #expect(throws: FetchCancelled.self) {
      try Fetcher(place.download(archive, from: server.address), to: place.target).fetch(
        isCancelled: { hasBegun },
        report: { event in
          if case .progress(let state) = event { hasBegun = state.byteCount == 6000 }
        })
    }
    #expect(place.read(place.part)?.count == 6000)
    try place.fetch(archive, from: server)
    #expect(server.requests.map(\.start) == [nil, 6000])
  }

  @Test func `the rest of another file is not continued`() throws {
    try place.write(archive + archive, to: "sets/cifar.tar.gz.part")
    let server = try server(Answer(archive))
    try place.fetch(archive, from: server)
    #expect(server.requests.map(\.start) == [nil])
  }

  @Test func `a complete download is not asked for again`() throws {
    try place.write(archive, to: "sets/cifar.tar.gz.part")
    let server = try server()
    try place.fetch(archive, from: server)
    #expect(server.requests == [])
  }
}
