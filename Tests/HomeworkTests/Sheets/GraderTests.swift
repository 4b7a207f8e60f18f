import Documents
import Misconceptions
import Problems
import Testing

@testable import Homework

/// A class of twelve is graded, each with a slip that was planted.
@Suite("grading")
struct GraderTests {
  private let maker: SheetMaker
  private let students = ClassFixture.students

  init() throws { maker = try ClassFixture.maker() }

  private func grades(_ answers: [String: [String: String]]) throws -> ClassGrades {
    let files = try students.filter { answers[$0.id] != nil }.map {
      try ClassFixture.file(for: $0, answers[$0.id] ?? [:], maker: maker)
    }
    return try Grader(maker, roster: Roster(students)).grades(of: files)
  }

  /// What somebody answers who has a misconception about a question; `nil` where it leads nowhere.
  private func slip(_ rule: String, _ part: StudentSheet.Part) -> String? {
    part.key.slips.first { $0.rule.id == rule }.map { slip in
      PartKey.text(of: slip.answer)
    }
  }

  @Test func `who answers all right gets all points`() throws {
    var answers: [String: [String: String]] = [:]
    for student in students { answers[student.id] = try ClassFixture.right(student, maker) }
    let grades = try grades(answers)
    #expect(grades.students.allSatisfy { $0.points == 10.5 && $0.most == 10.5 })
    #expect(!grades.needsAttention)
    #expect(grades.misconceptions.isEmpty)
  }

  @Test func `twelve students with planted slips: the report names each of them`() throws {
    // About which question each student has a slip; the others have none.
    let planted = [
      "s1": "1", "s2": "1", "s3": "1", "s4": "2b", "s5": "2b", "s6": "2b", "s7": "3", "s8": "3",
    ]
    var answers: [String: [String: String]] = [:]
    var expected: [String: Int] = [:]
    for student in students {
      let own = try maker.sheet(for: student)
      var written = try ClassFixture.right(student, maker)
      if let id = planted[student.id] {
        let part = try #require(own.parts.first { $0.id == id })
        // Some turn the kernel, the others do whatever is likeliest besides.
        let turned = ["s1", "s2", "s4"].contains(student.id)
        let slips = part.key.slips.filter { ($0.rule.id == "kernel-turned") == turned }
        let text = PartKey.text(of: try #require(slips.first ?? part.key.slips.first).answer)
        written[id] = text
        // Two rules may lead to the same answer; the commoner one is named then.
        expected[try #require(part.key.named(text)), default: 0] += 1
      }
      answers[student.id] = written
    }
    #expect(expected.values.reduce(0, +) == 8)
    let grades = try grades(answers)
    let found = Dictionary(
      uniqueKeysWithValues: grades.misconceptions.map { ($0.misconception.id, $0.count) })
    #expect(found == expected)
    #expect(found["kernel-turned"] ?? 0 >= 2)
    let report = PlainPage(width: 100).text(grades.report(naming: grades.findings))
    for rule in expected.keys { #expect(report.contains(rule), "\(rule)") }
    #expect(grades.students.first { $0.student.id == "s12" }?.points == 10.5)
    #expect(grades.students.first { $0.student.id == "s1" }?.points == 8.5)
  }

  @Test func `the page says what is known of a wrong answer, such as the size of its grid`() throws
  {
    let student = students[0]
    var written = try ClassFixture.right(student, maker)
    written["2b"] = "1 2 / 3 4"
    written["2d"] = "1 2 3"
    let grades = try grades([student.id: written])
    let parts = try #require(grades.students.first).parts
    #expect(
      parts.first { $0.id == "2b" }?.say == "That is a grid of 2 x 2; another size is wanted.")
    #expect(
      parts.first { $0.id == "2d" }?.say == "That is a grid of 1 x 3; another size is wanted.")
    let page = PlainPage(width: 120).text(grades.page(of: try #require(grades.students.first)))
    #expect(!page.contains("Try again"))
  }

  @Test func `who goes on rightly from a wrong value gets the points of what follows`() throws {
    let student = students[0]
    var written = try ClassFixture.right(student, maker)
    // A wrong result of the convolution, and what ReLU and pooling make of it.
    written["2b"] = "1 −2 3 / 4 5 −6 / 7 −8 9"
    written["2c"] = "1 0 3 / 4 5 0 / 7 0 9"
    written["2d"] = "5 5 / 7 9"
    let grade = try #require(try grades([student.id: written]).students.first)
    let judgements = Dictionary(uniqueKeysWithValues: grade.parts.map { ($0.id, $0.judgement) })
    #expect(judgements["2c"] == .consequence(of: "2b"))
    #expect(judgements["2d"] == .consequence(of: "2b"))
    #expect(grade.points == 7.5)
    // The pooling may start from a wrong ReLU just as well.
    written["2c"] = "1 2 3 / 4 5 0 / 7 0 9"
    let again = try #require(try grades([student.id: written]).students.first)
    #expect(again.parts.first { $0.id == "2d" }?.judgement == .consequence(of: "2c"))
    // What follows from nothing is wrong.
    written["2d"] = "5 5 / 7 8"
    let wrong = try #require(try grades([student.id: written]).students.first)
    if case .wrong = wrong.parts[4].judgement {
    } else {
      Issue.record("\(wrong.parts[4].judgement)")
    }
  }

  /// A way back through a ReLU, whose mask depends on what went forward.
  private static let wayBack = """
    format: 1
    sheet: back
    title: The way back
    tasks:
      - problem:
          input: 1 2 0 / 0 1 3 / 2 0 1
          ops:
            - conv2d: {weight: 1 0 / 2 -1}
            - relu
            - conv2d: {weight: 1 -1 / 3 2}
          upstream: 2
        parts:
          - {kind: grid, of: 0}
          - {kind: grid, of: gradient:0.weight}
          - {kind: grid, of: gradient:2.weight}
          - {kind: grid, of: gradient:input}
    """

  @Test
  func `gradients follow from a student's own result: its mask, and what it is multiplied by`()
    throws
  {
    let maker = try ClassFixture.maker(Self.wayBack)
    let student = students[0]
    // 0 1 / 4 0 is right; the student has lost a sign, and so the ReLU lets nothing through below. The rest is
    // what PyTorch makes of 0 1 / −4 0.
    let file = try ClassFixture.file(
      for: student,
      [
        "1a": "0 1 / -4 0", "1b": "-4 0 / -2 -6", "1c": "0 2 / 0 0",
        "1d": "0 -2 0 / 0 -4 2 / 0 0 0",
      ], maker: maker)
    let grade = try #require(
      try Grader(maker, roster: Roster([student])).grades(of: [file]).students.first)
    let judgements = Dictionary(uniqueKeysWithValues: grade.parts.map { ($0.id, $0.judgement) })
    #expect(judgements["1c"] == .consequence(of: "1a"))
    #expect(judgements["1b"] == .consequence(of: "1a"))
    #expect(judgements["1d"] == .consequence(of: "1a"))
  }

  @Test
  func `files that are nobody's, another sheet's or twice there are named, the rest is graded`()
    throws
  {
    let right = try ClassFixture.right(students[0], maker)
    let file = try ClassFixture.file(for: students[0], right, maker: maker)
    func other(_ path: String, _ old: String, _ new: String) throws -> AnswerFile {
      let own = try maker.sheet(for: students[0])
      let text = AnswerFile.text(for: own, answers: right).replacing(old, with: new)
      return try AnswerFile(try SourceFile(path: path, text: text))
    }
    let files = [
      file, try other("z-copy.txt", "# Fractions", "# Copy"),
      try other("foreign.txt", "student: s1", "student: mallory"),
      try other("old.txt", "sheet: week-3", "sheet: week-2"),
      try other("s2.txt", "student: s1", "student: s2"),
    ]
    let grades = try Grader(maker, roster: Roster(students)).grades(of: files)
    let found = grades.findings.map { "\($0.file): \($0.message)" }
    #expect(found.contains { $0.hasPrefix("z-copy.txt") && $0.contains("s1.answers.txt") })
    #expect(found.contains { $0.hasPrefix("foreign.txt") && $0.contains("mallory") })
    #expect(found.contains { $0.hasPrefix("old.txt") && $0.contains("another sheet") })
    // Numbers of another student: his variant does not fit.
    #expect(found.contains { $0.hasPrefix("s2.txt") && $0.contains("another variant") })
    #expect(grades.students[0].points == 10.5)
    #expect(grades.missing.count == 10)
    #expect(grades.needsAttention)
  }

  @Test func `answers that cannot be read are named by line, and cost only themselves`() throws {
    var written = try ClassFixture.right(students[0], maker)
    written["1"] = "four"
    written["2b"] = "1 2 x / 3"
    written["3"] = ""
    let grades = try grades(["s1": written])
    let grade = try #require(grades.students.first)
    #expect(grade.parts.filter { $0.judgement == .unreadable }.map(\.id) == ["1", "2b"])
    #expect(grade.parts.last?.judgement == .missing)
    let places = grades.findings.filter { $0.message.contains("cannot be read") }
    #expect(places.count == 2)
    #expect(places.allSatisfy { $0.location != nil && !$0.remedy.isEmpty })
    #expect(grade.points == 10.5 - 2 - 3 - 1.5)
  }

  @Test func `the gradebook has a line for each student and a column for each question`() throws {
    let grades = try grades(["s1": try ClassFixture.right(students[0], maker)])
    let lines = grades.gradebook.split(separator: "\n")
    #expect(lines[0] == "id,name,1,2a,2b,2c,2d,3,points,out of,remark")
    #expect(lines[1] == "s1,Student 1,2,1,3,1,2,1.5,10.5,10.5,")
    #expect(lines[2] == "s2,Student 2,0,0,0,0,0,0,0,10.5,not handed in")
    #expect(lines.count == 13)
  }

  @Test func `a student's page shows what was given, what is right and what happened`() throws {
    let own = try maker.sheet(for: students[0])
    var written = try ClassFixture.right(students[0], maker)
    let turned: String? = slip("kernel-turned", own.parts[2])
    written["2b"] = turned
    #expect(turned != nil)
    let grades = try grades(["s1": written])
    let page = PlainPage(width: 110).text(grades.page(of: grades.students[0]))
    #expect(page.contains("7.5 of 10.5 points") || page.contains("of 10.5 points"))
    #expect(page.contains(Misconception.named("kernel-turned")?.name.prefix(12).dropFirst() ?? "x"))
  }
}
