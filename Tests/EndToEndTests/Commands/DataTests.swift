import Foundation
import LocalServer
import Testing

/// Fetching, listing and checking sets by the built program.
@Suite("Sets of images")
struct DataTests {
  private static let archive = "/cifar-10-binary.tar.gz"
  /// The length of the real archive, which no test sends.
  private static let length = 170_052_171

  /// A server that sends a beginning and then nothing, or breaks off.
  private func beginning(_ count: Int, stalls: Bool) throws -> LocalServer {
    try LocalServer([
      Self.archive: [
        Answer([UInt8](repeating: 7, count: count)) {
          $0.claimedLength = Self.length
          $0.stalls = stalls
        }
      ]
    ])
  }

  private func part(_ sandbox: Sandbox) -> Int? {
    FileManager.default.contents(
      atPath: sandbox.path + "/cache/convscope" + Self.archive + ".part")?
      .count
  }

  @Test func `the list says what is here and how to get the rest`() throws {
    let sandbox = try Sandbox()
    let text = try Convscope.run("data", "list", in: sandbox)
    #expect(text.status == .exited(0))
    #expect(text.standardOutput.contains("50,000 + 10,000  3×32×32"))
    #expect(text.standardOutput.contains("convscope data fetch cifar10"))
    let json = try Convscope.run("data", "list", "--json", in: sandbox)
    let object = try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8))
    let sets = try #require(object as? [[String: Any]])
    #expect(sets.map { $0["name"] as? String } == ["synthetic", "cifar10", "mnist"])
    #expect(sets.map { $0["state"] as? String } == ["built-in", "absent", "absent"])
  }

  @Test func `training on a set that is not here names the command that gets it`() throws {
    let sandbox = try Sandbox()
    let run = try Convscope.run("train", "--data", "cifar10", in: sandbox)
    #expect(run.status == .exited(2))
    #expect(run.standardError.contains("convscope data fetch cifar10"))
  }

  @Test func `a broken download is kept, listed, and continued`() throws {
    let sandbox = try Sandbox()
    let server = try beginning(2_000_000, stalls: false)
    let fetch = [
      "data", "fetch", "cifar10", "--from", server.address + Self.archive, "--retries", "0",
    ]
    let run = try PipedRun(Convscope.command(fetch, in: sandbox))
    #expect(run.status == .exited(2))
    let lines = run.standardError.split(separator: "\n")
    #expect(
      lines.first
        == "fetching cifar-10-binary.tar.gz, 170.1 MB, from \(server.address + Self.archive)")
    #expect(lines.count == 3 && lines[1].hasPrefix("\(server.address + Self.archive): error: "))
    #expect(lines[2].contains("2.0 MB of 170.1 MB are in"))
    let list = try Convscope.run("data", "list", in: sandbox)
    #expect(list.standardOutput.contains("2.0 MB of 170.1 MB fetched"))
    _ = try PipedRun(Convscope.command(fetch, in: sandbox))
    #expect(server.requests.map(\.start) == [nil, 2_000_000])
  }

  @Test func `a server that stalls is given up`() throws {
    let sandbox = try Sandbox()
    let server = try beginning(50_000, stalls: true)
    let run = try Convscope.run(
      "data", "fetch", "cifar10", "--from", server.address + Self.archive, "--retries", "0",
      "--timeout", "1", in: sandbox)
    #expect(run.status == .exited(2))
    #expect(run.standardError.contains("the transfer stalled: no byte has come for 1 s"))
    #expect(part(sandbox) == 50_000)
  }

  @Test func `a bar is drawn in a terminal, and C-c keeps what has come`() throws {
    let sandbox = try Sandbox()
    let server = try beginning(40_000_000, stalls: true)
    let terminal = try Convscope.start(
      "data", "fetch", "cifar10", "--from", server.address + Self.archive, in: sandbox)
    try terminal.waitFor("[####................]  23 %  40.0 MB of 170.1 MB")
    terminal.type("\u{3}")
    #expect(try terminal.waitForExit() == .killed(signal: SIGINT))
    #expect(
      terminal.screen.contains(
        "Stopped: 40.0 MB of 170.1 MB are kept; the same command continues there."))
    #expect(!terminal.screen.contains("[###"))
    #expect(part(sandbox) == 40_000_000)
    #expect(terminal.members.isEmpty)
  }

  @Test func `a program that is killed takes its download with it`() throws {
    let sandbox = try Sandbox()
    let server = try beginning(1_000_000, stalls: true)
    let terminal = try Convscope.start(
      "data", "fetch", "cifar10", "--from", server.address + Self.archive, in: sandbox)
    try terminal.waitFor("1.0 MB of 170.1 MB")
    terminal.process.send(SIGTERM)
    let status = try terminal.waitForExit()
    #expect(status == .killed(signal: SIGTERM))
    #expect(terminal.members.isEmpty && part(sandbox) == 1_000_000)
  }

  @Test func `a terminal that takes nothing does not hold the end of a download up`() throws {
    let sandbox = try Sandbox()
    let server = try beginning(1_000_000, stalls: true)
    let terminal = try Convscope.start(
      "data", "fetch", "cifar10", "--from", server.address + Self.archive, in: sandbox)
    try terminal.waitFor("1.0 MB of 170.1 MB")
    terminal.hold()
    // The bar is drawn several times a second.
    Deadline.pause(milliseconds: 500)
    terminal.process.send(SIGTERM)
    #expect(try terminal.waitForExitUnread() == .killed(signal: SIGTERM))
    #expect(terminal.members.isEmpty && part(sandbox) == 1_000_000)
  }

  @Test func `without curl the message says what to install`() throws {
    let sandbox = try Sandbox()
    let run = try Convscope.run(
      "data", "fetch", "mnist", in: sandbox, environment: ["PATH": "/nowhere"])
    #expect(run.status == .exited(2))
    #expect(run.standardError.contains("curl: error: this program is not installed"))
    #expect(run.standardError.contains("apt install curl"))
  }

  @Test(arguments: [
    (["fetch", "cifar10", "--from", "missing"], "there is no such file or folder"),
    (["fetch", "cifar10", "--from", "file"], "it has 3 bytes"),
    (["fetch", "mnist", "--from", "."], "there is no train-images-idx3-ubyte.gz"),
    (["fetch", "cifar10", "--from", "ftp://a/b"], "this is no address"),
    (["fetch", "cifar10", "--to", "file"], "file: "),
    (["fetch", "cifar10", "--to", "/proc/x"], "cannot make the folder"),
    (["verify"], "there are no sets"), (["verify", "cifar10"], "convscope data fetch cifar10"),
    (["verify", "missing"], "no such folder"), (["verify", "synthetic"], "is drawn, not read"),
    (["verify", "file"], "this is no folder"),
  ])
  func `what cannot be done is said with a remedy`(_ arguments: [String], _ text: String) throws {
    let sandbox = try Sandbox()
    try sandbox.write([1, 2, 3], to: "file")
    let run = try PipedRun(Convscope.command(["data"] + arguments, in: sandbox))
    #expect(run.status == .exited(2))
    #expect(run.standardError.contains("error: ") && run.standardError.contains(text))
    #expect(run.standardError.split(separator: "\n").count <= 2)
  }

  @Test(arguments: [
    ["fetch"], ["fetch", "imagenet"], ["fetch", "cifar10", "--timeout", "0"],
    ["fetch", "cifar10", "--retries=-1"], ["fetch", "cifar10", "--from", ""],
    ["fetch", "cifar10", "--to", ""], ["verify", ""], ["delete"],
  ])
  func `what makes no sense is a usage error`(_ arguments: [String]) throws {
    let sandbox = try Sandbox()
    let run = try PipedRun(Convscope.command(["data"] + arguments, in: sandbox))
    #expect(run.status == .exited(64))
  }

  @Test func `a set is read wholly, and a damaged file is named`() throws {
    let sandbox = try Sandbox()
    for (name, count) in [("train", UInt8(12)), ("t10k", UInt8(6))] {
      let pixels = [UInt8](repeating: 9, count: Int(count) * 16)
      try sandbox.write(
        [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 4, 0, 0, 0, 4] + pixels,
        to: "cache/convscope/mnist/\(name)-images-idx3-ubyte")
      try sandbox.write(
        [0, 0, 8, 1, 0, 0, 0, count] + (0..<count).map { $0 % 10 },
        to: "cache/convscope/mnist/\(name)-labels-idx1-ubyte")
    }
    let good = try Convscope.run("data", "verify", in: sandbox)
    #expect(good.status == .exited(0))
    #expect(good.standardOutput.contains("all        12       6"))
    #expect(good.standardOutput.contains("There is no checksums.md5 to compare with."))
    try sandbox.write([1], to: "cache/convscope/mnist/t10k-labels-idx1-ubyte")
    let bad = try Convscope.run("data", "verify", "mnist", in: sandbox)
    #expect(bad.status == .exited(1))
    #expect(
      bad.standardOutput.contains("t10k-labels-idx1-ubyte, byte 1: error: the file ends within"))
    #expect(bad.standardOutput.contains(": 1 problem"))
  }
}
