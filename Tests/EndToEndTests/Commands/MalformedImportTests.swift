import Foundation
import Testing

/// A file of progress with something done to it.
struct MalformedImport: CustomTestStringConvertible, Sendable {
  let what: String
  let mention: String
  /// What is done to an exported file.
  let spoil: @Sendable ([UInt8]) -> [UInt8]
  var testDescription: String { what }

  init(_ what: String, _ mention: String, _ spoil: @escaping @Sendable ([UInt8]) -> [UInt8]) {
    (self.what, self.mention, self.spoil) = (what, mention, spoil)
  }

  private static let damaged = "the file is damaged, or no file of progress"

  /// Where the header of SQLite's files has the version of the tables, and whose they are.
  private static let (version, owner) = (60, 68)

  static let all = [
    MalformedImport("notes", "it holds no progress") { _ in Array("# Notes\n".utf8) },
    MalformedImport("a table of a class", damaged) { _ in
      Array(("id,name\n" + String(repeating: "ada,Ada Lovelace\n", count: 40)).utf8)
    },
    MalformedImport("nothing", "it holds no progress") { _ in [] },
    MalformedImport("half of it", damaged) { Array($0[..<($0.count / 2)]) },
    MalformedImport("its first 100 bytes", damaged) { Array($0[..<100]) },
    MalformedImport("zeros", damaged) { [UInt8](repeating: 0, count: $0.count) },
    MalformedImport("a page overwritten", damaged) { bytes in
      bytes.enumerated().map { (4096..<8192).contains($0.offset) ? ~$0.element : $0.element }
    },
    MalformedImport("a newer version", "it was written by a newer convscope") {
      $0.replacing(version..<version + 4, with: [0, 0, 0, 99])
    },
    MalformedImport("a version below 0", damaged) {
      $0.replacing(version..<version + 4, with: [0xFF, 0xFF, 0xFF, 0xFD])
    },
    MalformedImport("version 0 with its tables", damaged) {
      $0.replacing(version..<version + 4, with: [0, 0, 0, 0])
    },
    MalformedImport("an older version than its tables", damaged) {
      $0.replacing(version..<version + 4, with: [0, 0, 0, 1])
    },
    MalformedImport("another program's", "it is another program's database") {
      $0.replacing(version..<owner + 4, with: [UInt8](repeating: 0, count: 12))
    },
    MalformedImport("a column of another name", damaged) { bytes in
      // Of the same length, in the text that makes the table.
      let (name, other) = (Array("stability".utf8), Array("stupidity".utf8))
      guard let place = bytes.firstRange(of: name) else { return bytes }
      return bytes.replacing(place, with: other)
    },
  ]
}

extension [UInt8] {
  /// The bytes with others in place of some.
  fileprivate func replacing(_ range: Range<Int>, with bytes: [UInt8]) -> [UInt8] {
    var result = self
    result.replaceSubrange(range, with: bytes)
    return result
  }
}

/// Whatever is wrong with a file that is imported: one message, and nothing is changed.
@Suite("malformed imports")
struct MalformedImportTests {
  /// Somebody who has opened a lesson.
  private func learner() throws -> Sandbox {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(in: sandbox)
    try terminal.waitFor("step 1 of 4")
    terminal.press(.pageDown)
    try terminal.waitFor("step 2 of 4")
    terminal.type("qq")
    #expect(try terminal.waitForExit() == .exited(0))
    return sandbox
  }

  private func run(_ arguments: String..., in sandbox: Sandbox) throws -> PipedRun {
    try PipedRun(try BoardLesson.command(["progress"] + arguments, in: sandbox))
  }

  @Test func `one message says what is wrong, and what was remembered stays`() throws {
    let sandbox = try learner()
    #expect(try run("export", "good.sqlite", in: sandbox).status == .exited(0))
    let good = [UInt8](try Data(contentsOf: URL(filePath: "\(sandbox.path)/good.sqlite")))
    let before = try run("--json", in: sandbox).standardOutput
    #expect(before.contains("\"board\""))
    for file in MalformedImport.all {
      let path = try sandbox.write(file.spoil(good), to: "spoilt.sqlite")
      let run = try run("import", "spoilt.sqlite", in: sandbox)
      #expect(run.status == .exited(2), "\(file.what)")
      #expect(run.standardOutput == "", "\(file.what)")
      #expect(
        run.standardError.hasPrefix("spoilt.sqlite: error: \(file.mention)"),
        "\(file.what): \(run.standardError)")
      // The fault and the remedy.
      #expect(run.standardError.split(separator: "\n").count == 2, "\(file.what)")
      #expect(
        try [UInt8](Data(contentsOf: URL(filePath: path))) == file.spoil(good), "\(file.what)")
      #expect(try self.run("--json", in: sandbox).standardOutput == before, "\(file.what)")
    }
    #expect(try run("import", "good.sqlite", in: sandbox).status == .exited(0))
  }
}
