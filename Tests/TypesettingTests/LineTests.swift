import Testing
import Typesetting

/// Lines and tables of plain text.
@Suite struct LineTests {
  @Test func `text is broken at blanks, and long words stay whole`() {
    #expect("one two three".wrapped(to: 7) == ["one two", "three"])
    #expect("a extraordinary b".wrapped(to: 4) == ["a", "extraordinary", "b"])
    #expect("one two".wrapped(to: 5, first: "- ", indent: "  ") == ["- one", "  two"])
    #expect("a  b\n\nc".wrapped(to: 9) == ["a b", "", "c"])
    #expect("".wrapped(to: 9) == [""])
    #expect("日本 語".wrapped(to: 5) == ["日本", "語"])
  }

  @Test func `what belongs together goes to the next line, and is broken between rows at most`() {
    let blank = String.noBreakSpace
    let grid = "1 2 / 3 4 / 5 6".replacing(" ", with: blank)
    #expect("the grid \(grid)".wrapped(to: 16) == ["the grid", "1 2 / 3 4 / 5 6"])
    #expect("the grid \(grid)".wrapped(to: 14) == ["the grid 1 2 /", "3 4 / 5 6"])
    #expect("a \(grid)".wrapped(to: 6) == ["a", "1 2 /", "3 4 /", "5 6"])
    #expect("x a\(blank)+\(blank)b\(blank)+\(blank)c".wrapped(to: 6) == ["x a +", "b + c"])
  }

  @Test func `a sentence begins with a capital, but not where it begins with the name of an op`() {
    #expect("padding cannot be less".beginningSentence == "Padding cannot be less")
    for name in ["conv2d", "max_pool2d", "cross_entropy", "relu", "linear"] {
      #expect("\(name): what is wrong".beginningSentence.hasPrefix(name))
    }
    #expect("".beginningSentence.isEmpty)
  }

  @Test func `a path that is too long keeps its end`() {
    #expect("runs/tiny".shortenedAtStart(to: 9) == "runs/tiny")
    #expect("runs/tiny".shortenedAtStart(to: 6) == "…/tiny")
    #expect("runs/tiny".shortenedAtStart(to: 6, ellipsis: "...") == "...iny")
    #expect("a/日本".shortenedAtStart(to: 4) == "…本")
    #expect("runs".shortenedAtStart(to: 1) == "…")
  }

  @Test func `pieces that belong together are not broken`() {
    #expect(["1·2 + ", "3·4 + ", "5·6"].filled(to: 11, indent: "  ") == ["1·2 + 3·4 +", "  5·6"])
    #expect(["", "1·2"].filled(to: 2) == ["1·2"])
  }

  @Test func `the columns of a table are as wide as they need`() {
    let table = TextTable(header: ["ID", "N"], rows: [["padding", "1"], ["x", "22"]])
    #expect(table.text == "ID       N\npadding  1\nx        22")
  }

  @Test func `numbers of a table end together, and a heading widens no column`() {
    let table = TextTable(
      header: ["a", "count"], rows: [["a long heading"], ["日", "1"], ["b", "22"]], trailing: [1])
    #expect(table.lines == ["a   count", "a long heading", "日      1", "b      22"])
  }

  @Test func `both spellings of letters of other alphabets agree everywhere`() {
    #expect(GlyphSet.ascii.adapt("√(σ² + ε)") == "sqrt(sigma^2 + eps)")
    #expect(GlyphSet.ascii.adapt("naïve ü ─█⣿") == "naive ue -##")
  }
}
