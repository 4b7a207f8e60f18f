import Testing
import Typesetting

@testable import Problems

struct YAMLReaderTests {
  private func read(_ text: String) throws -> SourceNode {
    try YAMLReader.read(try SourceFile(path: "file.yaml", text: text))
  }

  private func entries(_ node: SourceNode?) -> [SourceNode.Entry] {
    guard case .mapping(let entries)? = node?.content else {
      Issue.record("no mapping")
      return []
    }
    return entries
  }

  @Test func `nodes know where they stand`() throws {
    let root = entries(try read("ä: 1\nb:\n  - x\n  - {c: 'y'}\n"))
    #expect(root.map(\.keyLocation) == [.init(line: 1, column: 1), .init(line: 2, column: 1)])
    #expect(root[0].value.location == SourceLocation(line: 1, column: 4))
    guard case .sequence(let items) = root[1].value.content else {
      Issue.record("no sequence")
      return
    }
    #expect(items[0].location == SourceLocation(line: 3, column: 5))
    #expect(entries(items[1])[0].value.location == SourceLocation(line: 4, column: 9))
  }

  @Test func `scalars stay as they are written`() throws {
    let root = entries(try read("a: on\nb: 0o14\nc: 1:30\nd: ~\ne: '~'\nf:\n"))
    #expect(root.map(\.value.scalar) == ["on", "0o14", "1:30", "~", "~", ""])
    #expect(root.map(\.value.isNull) == [false, false, false, true, false, true])
  }

  @Test func `a comma for thousands in a list on one line is no end of an item`() throws {
    for text in ["[a few, about 1,000 times]", "[10,000 weights, none]", "[x 12,500, y]"] {
      do throws(Diagnostic) {
        _ = try YAMLReader.read(try SourceFile(path: "file.yaml", text: "choices: \(text)"))
        Issue.record("\(text) was read")
      } catch {
        #expect(error.message.hasPrefix("the comma in '"), "\(error)")
        #expect(error.remedy == "Put the whole text between quotes.")
      }
    }
    for text in ["[1,100,200]", "[a 1, 100 times]", "['about 1,000', x]", "[x 1,1000 y]"] {
      #expect(throws: Never.self, "\(text)") { try read("choices: \(text)") }
    }
  }

  @Test func `JSON is read too`() throws {
    let root = entries(try read("{\"input\": [[1, 2]], \"ops\": [\"relu\", {\"pad\": 1}]}"))
    #expect(root.map(\.key) == ["input", "ops"])
  }

  @Test func `an alias repeats what its anchor marks`() throws {
    let root = entries(try read("a: &x {p: 1, q: 2}\nb: *x\nc: {<<: *x, q: 3, r: 4}\n"))
    #expect(entries(root[1].value).map(\.value.scalar) == ["1", "2"])
    let merged = entries(root[2].value).map { "\($0.key)\($0.value.scalar ?? "")" }
    #expect(merged == ["q3", "r4", "p1"])
  }

  @Test func `line ends of other systems and a byte-order mark do not matter`() throws {
    let file = try SourceFile(
      path: "file.yaml", bytes: [0xEF, 0xBB, 0xBF] + Array("a: 1\r\nb: 2\rc: 3".utf8))
    #expect(entries(try YAMLReader.read(file)).map(\.key) == ["a", "b", "c"])
  }

  @Test func `prose full of stars and ampersands is no bomb`() throws {
    let prose = String(repeating: "  so *much* to say & more, R&D, &c\n", count: 200)
    #expect(throws: Never.self) { try read("text: |\n" + prose) }
  }

  @Test func `a place in a long line is found`() throws {
    let text = String(repeating: "ä1", count: 2_000) + "\n" + String(repeating: "b", count: 3_000)
    let file = try SourceFile(path: "file", text: text)
    for column in [1, 2, 511, 512, 513, 1_025, 3_999, 4_000] {
      let place = SourceLocation(line: 1, column: column)
      #expect(file.location(ofByte: try #require(file.byte(at: place))) == place)
    }
    #expect(file.byte(at: .init(line: 2, column: 2_999)) == 6_001 + 2_998)
    #expect(file.byte(at: .init(line: 3, column: 1)) == nil)
  }

  @Test(arguments: [
    ("conv2s", "conv2d"), ("Conv2D", "conv2d"), ("max_pol2d", "max_pool2d"), ("rleu", "relu"),
    ("sofmax", "softmax"),
  ])
  func `a mistyped word finds its neighbour`(word: String, wanted: String) {
    #expect(NearestName.of(word, in: OperationSchema.all.map(\.name)) == wanted)
  }

  @Test func `a word of the same stem is a neighbour where none is nearer`() {
    let names = ["explain", "question", "hints", "choices"]
    #expect(NearestName.of("explanation", in: names) == "explain")
    #expect(NearestName.of("explains", in: names) == "explain")
    #expect(NearestName.of("expert", in: names) == nil)
  }
}
