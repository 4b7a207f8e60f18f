import Foundation
import Testing
import Typesetting

struct JSONWriterTests {
  @Test func `keys come in the order in which they are written`() {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("z")
      writer.array([[1, 2], []]) { writer, row in writer.array(row) { $0.integer($1) } }
      writer.key("a")
      writer.object { _ in }
      writer.key("nothing")
      writer.null()
    }
    #expect(writer.text == #"{"z":[[1,2],[]],"a":{},"nothing":null}"#)
  }

  @Test func `numbers are as short as they can be`() {
    var writer = JSONWriter()
    writer.array([3, -0.0, 0.1, 1e300, .nan, -.infinity]) { $0.number($1) }
    #expect(writer.text == "[3,0,0.1,1e+300,null,null]")
    var single = JSONWriter(isSinglePrecision: true)
    single.array([Double(Float(0.1))]) { $0.number($1) }
    #expect(single.text == "[0.1]")
  }

  @Test func `whole numbers of every kind keep their sign`() {
    var writer = JSONWriter()
    writer.array([UInt64.max, 1 << 63]) { $0.integer($1) }
    writer.array([Int64.min]) { $0.integer($1) }
    #expect(writer.text == "[18446744073709551615,9223372036854775808],[-9223372036854775808]")
  }

  @Test(arguments: [
    "plain", "\"quoted\"", #"back\slash"#, "line\nbreak", "\u{1B}[2J\u{0}\t", "−∞ ∘",
  ])
  func `every text is read back as it was`(text: String) throws {
    var writer = JSONWriter()
    writer.array([text]) { $0.string($1) }
    #expect(try JSONDecoder().decode([String].self, from: Data(writer.text.utf8)) == [text])
  }
}
