import Problems
import Testing

@testable import Homework

@Suite("files of answers")
struct AnswerFileTests {
  private func read(_ text: String) throws -> AnswerFile {
    try AnswerFile(try SourceFile(path: "a.txt", text: text))
  }

  private let header = "sheet: week-3\nstudent: ada\nvariant: 1f\n"

  @Test func `an empty file asks everything, and reads back without an answer`() throws {
    let own = try ClassFixture.maker().sheet(for: ClassFixture.students[0])
    let text = AnswerFile.text(for: own)
    #expect(text.contains("\n# 2b (3 points). What is the result of 1. conv2d?"))
    let file = try read(text)
    #expect(file.student == "s1" && file.sheet == "week-3" && file.variant == own.fingerprint)
    #expect(Set(file.answers.keys) == Set(own.parts.map(\.id)))
    #expect(file.answers.values.allSatisfy { $0.text.isEmpty })
  }

  @Test func `grids are written on lines or with strokes, and remarks do not matter`() throws {
    let file = try read(
      header + "1: 4\n2a:\n  1 2\n\n  3 4\n# my remark\n2b: 1/2 3 / 4 5  \n3 :  7\n")
    #expect(file.answers["1"]?.text == "4")
    #expect(file.answers["2a"]?.text == "1 2 / 3 4")
    #expect(file.answers["2b"]?.text == "1/2 3 / 4 5")
    #expect(file.answers["3"]?.text == "7")
    #expect(file.answers["2a"]?.line == 5)
  }

  @Test func `a sum may be asked for product by product`() throws {
    let maker = try ClassFixture.maker(
      ClassFixture.text.replacing("family: one-cell\n", with: "family: product-by-product\n"))
    let own = try maker.sheet(for: ClassFixture.students[0])
    let key = own.parts[0].key
    let file = try read(AnswerFile.text(for: own, answers: ["1": key.solution]))
    let entry = try #require(file.answers["1"])
    #expect(entry.form == .products(rows: 3, columns: 3, hasBias: true))
    // On four lines of the file, and on one when it is read.
    #expect(entry.text == key.solution && entry.text.split(separator: " / ").count == 4)
    #expect(key.check(entry.text) == .correct)
    let sum = PartKey.text(of: key.expected)
    #expect(key.check(sum) == .correct)
    // The question as a tutor's screen asks it: fields, filled from the file and written as they stand.
    let question = try AnswerLesson(file, of: own)
    let prepared = try #require(question.prepared.steps[0].questions.first)
    let texts = prepared.form.texts(ofLine: entry.text)
    #expect(texts.count == 10 && prepared.form.line(of: texts) == entry.text)
    #expect(prepared.check(texts) == .correct)
    var wrong = texts
    wrong[4] = "99"
    guard case .wrong(let cells, let message, _) = prepared.check(wrong) else {
      Issue.record("99 is right")
      return
    }
    #expect(cells == [4] && message.hasPrefix("Row 1, column 1 of the window: "))
    let open = prepared.form.line(of: ["1", ""] + texts.dropFirst(2))
    #expect(open.hasPrefix("1 ? ") && prepared.form.texts(ofLine: open)[..<2] == ["1", ""])
    guard case .unreadable = key.check(open) else {
      Issue.record("an open product is read")
      return
    }
    let empty = [String](repeating: "", count: 9)
    #expect(prepared.form.line(of: empty + ["7"]) == "7")
    #expect(prepared.form.texts(ofLine: "7") == empty + ["7"])
    #expect(prepared.form.line(of: empty + [""]) == "")
  }

  @Test func `what was written and read again is the same`() throws {
    let own = try ClassFixture.maker().sheet(for: ClassFixture.students[1])
    let answers = Dictionary(uniqueKeysWithValues: own.parts.map { ($0.id, $0.key.solution) })
    let file = try read(AnswerFile.text(for: own, answers: answers))
    #expect(file.answers.mapValues(\.text) == answers)
  }

  @Test func `a second answer to a question is named with its line, an empty one is none`() throws {
    let file = try read(header + "1:\n1: 4\n2a: 3\n2a: 5\n")
    #expect(file.answers["1"]?.text == "4")
    #expect(file.answers["2a"]?.text == "3")
    #expect(file.duplicates.map(\.id) == ["2a"])
    #expect(file.duplicates.map(\.line) == [7])
  }

  @Test(arguments: [
    "", "1: 4", "sheet: a\nstudent: b\n", "sheet:\nstudent: b\nvariant: c", "hello",
  ])
  func `a file that does not say whose it is cannot be used`(_ text: String) {
    let error = #expect(throws: Diagnostic.self) { try read(text) }
    #expect(error?.remedy.isEmpty == false)
  }
}

extension AnswerFileTests {
  @Test func `another answer changes nothing else of the file`() throws {
    let text =
      "sheet: s\nstudent: a\nvariant: 1\n\n# mine\n# 1. One?\n1: 4\n\n# 2. Two?\n2:\n  1 2\n  3 4\n\n# end\n"
    let file = try AnswerFile(try SourceFile(path: "a.txt", text: text))
    #expect(file.order == ["1", "2"])
    #expect(file.answers["2"]?.question == "2. Two?")
    let changed = try file.answering("2", with: "5 6 / 7 8 / 9 0").answering("1", with: "−1")
    #expect(
      changed.text
        == text.replacing("1: 4", with: "1: −1").replacing(
          "  1 2\n  3 4", with: "  5 6\n  7 8\n  9 0"))
    #expect(try changed.answering("2", with: "7").text.contains("\n2: 7\n\n# end"))
    #expect(changed.answeredCount == 2)
  }
}
