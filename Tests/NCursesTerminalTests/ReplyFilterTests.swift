import Testing
import Typesetting

@testable import NCursesTerminal

/// What a terminal answers never becomes keys, and keys are never taken for an answer.
@Suite struct ReplyFilterTests {
  private static let light = "\u{1B}]11;rgb:ffff/ffff/eeee\u{1B}\\"
  private static let attributes = "\u{1B}[?62;22c"

  private func codes(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  private func read(_ text: String, _ filter: inout ReplyFilter) -> [UInt32] {
    codes(text).flatMap { filter.take($0) }
  }

  @Test(arguments: [
    light + attributes, "\u{1B}]11;rgb:ff/ff/ee\u{07}" + attributes, attributes,
    "\u{1B}]11;rgb:0/0/0\u{07}\u{1B}[?1;2c",
  ])
  func `an answer is swallowed whole, and what follows is keys again`(answer: String) {
    var filter = ReplyFilter()
    filter.begin()
    #expect(read(answer, &filter) == [])
    #expect(!filter.isAwaiting && !filter.holdsBack)
    #expect(filter.ground == (answer.contains("f") ? .light : answer.contains("11") ? .dark : nil))
    #expect(read("\u{1B}]x", &filter) == codes("\u{1B}]x"))
    // A terminal behind another one may answer as well.
    #expect(read(answer + "x", &filter) == codes("x"))
  }

  @Test func `keys between the parts of an answer are keys`() {
    var filter = ReplyFilter()
    filter.begin()
    #expect(
      read("jk\u{1B}[A" + Self.light + "l\u{1B}OA" + Self.attributes + "q", &filter)
        == codes("jk\u{1B}[Al\u{1B}OAq"))
    #expect(filter.ground == .light)
  }

  @Test(arguments: 1..<(light + attributes).unicodeScalars.count)
  func `an answer that comes in two parts is swallowed, wherever it is cut`(cut: Int) {
    var filter = ReplyFilter()
    filter.begin()
    let all = codes(Self.light + Self.attributes)
    #expect(all[..<cut].flatMap { filter.take($0) } == [])
    #expect(all[cut...].flatMap { filter.take($0) } == [])
    #expect(filter.ground == .light && !filter.isAwaiting)
  }

  @Test(arguments: 1..<(light + attributes).unicodeScalars.count)
  func `no part of an answer is a key, however long the next one takes`(cut: Int) {
    let all = codes(Self.light + Self.attributes)
    for second in cut..<all.count {
      var filter = ReplyFilter()
      filter.begin()
      var keys: [UInt32] = []
      for part in [all[..<cut], all[cut..<second], all[second...]] {
        keys += part.flatMap { filter.take($0) } + filter.release()
      }
      // What may be an Esc, or Alt and a bracket, cannot be waited for; of what is behind it a key at most.
      let mayBeKeys = ["", "\u{1B}", "\u{1B}[", "\u{1B}]", "\u{1B}[?"]
      let starts = mayBeKeys.flatMap { first in mayBeKeys.prefix(3).map { codes(first + $0) } }
      #expect(starts.contains(keys), "\(cut), \(second): \(keys)")
      #expect(filter.ground == .light && !filter.isAwaiting && !filter.holdsBack)
      #expect(read("c", &filter) == codes("c"))
    }
  }

  @Test(arguments: [
    "\u{1B}[?6", "\u{1B}]11", "\u{1B}[A", "\u{1B}\u{1B}[c", "\u{1B}]1\u{3}", "\u{1B}[?q",
  ])
  func `keys that look like an answer are keys while they come one by one`(text: String) {
    var filter = ReplyFilter()
    filter.begin()
    let keys = codes(text).flatMap { filter.take($0) + filter.release() }
    #expect(keys == codes(text) && !filter.holdsBack)
  }

  @Test func `behind an answer that breaks off a key is a key`() {
    var filter = ReplyFilter()
    filter.begin()
    #expect(read("\u{1B}[?62;", &filter) == [] && filter.release() == [])
    #expect(read("q", &filter) == codes("q"))
    #expect(read("c", &filter) == codes("c"))
  }

  @Test func `an Esc that nothing follows is a key, as are two`() {
    var filter = ReplyFilter()
    filter.begin()
    #expect(filter.take(27) == [] && filter.holdsBack)
    #expect(filter.release() == [27] && !filter.holdsBack)
    #expect(read("\u{1B}\u{1B}x", &filter) == codes("\u{1B}\u{1B}x"))
  }

  @Test func `an answer without an end is given up`() {
    var filter = ReplyFilter()
    filter.begin()
    _ = read("\u{1B}]11;rgb:" + String(repeating: "f", count: 80), &filter)
    #expect(read("q", &filter) == codes("q"))
  }

  @Test(arguments: ["\u{1B}]11;rgb:ff", "\u{1B}]1", "\u{1B}[?62;"])
  func `a control key ends what looked like an answer`(beginning: String) {
    var filter = ReplyFilter()
    filter.begin()
    #expect(read(beginning + "\u{3}", &filter).last == 3)
    #expect(!filter.holdsBack)
  }

  @Test func `without a question nothing is held back`() {
    var filter = ReplyFilter()
    #expect(read("\u{1B}", &filter) == [27])
    #expect(read(Self.light, &filter) == codes(Self.light))
  }

  @Test(arguments: [
    ("15;0", Ground?.some(.dark)), ("0;15", .light), ("0;default;7", .light), ("12;8", .dark),
    ("", nil), ("0;default", nil), ("0;99", nil),
  ])
  func `COLORFGBG names a background`(text: String, ground: Ground?) {
    #expect(BackgroundQuestion.ground(ofColors: text) == ground)
  }

  @Test(arguments: ["11;rgb:", "11;rgb:ff/ff", "11;rgb:fffff/0/0", "10;rgb:f/f/f", "11;rgb:g/g/g"])
  func `what is no colour says nothing`(text: String) {
    #expect(BackgroundQuestion.ground(ofReply: text) == nil)
  }
}
