import Documents
import Foundation
import Problems
import TestSupport
import Testing

@testable import Homework

@Suite("sheets")
struct SheetTests {
  private let ada = Roster.Student(id: "ada", name: "Ada Lovelace")
  private let bo = Roster.Student(id: "bo", name: "Bo")

  @Test func `a size is asked in words, without a picture of numbers that mean nothing`() throws {
    let own = try ClassFixture.maker().sheet(for: ClassFixture.students[0])
    let page = MarkdownPage().text(try own.document)
    let task = try #require(page.components(separatedBy: "## Task 3").last)
    #expect(task.contains("How large is the output?") && !task.contains("1  1  1"))
    #expect(page.components(separatedBy: "## Task 1")[1].contains("input"))
  }

  @Test func `the same student always has the same numbers, another one others`() throws {
    let maker = try ClassFixture.maker()
    let (first, again) = (try maker.sheet(for: ada), try maker.sheet(for: ada))
    #expect(first.fingerprint == again.fingerprint)
    let other = try maker.sheet(for: bo)
    #expect(other.fingerprint != first.fingerprint)
    #expect(other.parts[0].key.solution != first.parts[0].key.solution)
    // A problem that is not varied is the same for all.
    #expect(other.parts[2].key.solution == first.parts[2].key.solution)
  }

  @Test func `a seed that is given is everybody's, and a varied problem is nobody else's`() throws {
    let maker = try ClassFixture.maker(
      """
      format: 1
      sheet: s
      title: T
      tasks:
        - {family: one-cell, seed: 7}
        - problem: {input: 1 2 3 / 4 5 6 / 7 8 9, ops: [{conv2d: 1 0 / 0 1}, relu]}
          vary: true
          parts: [{kind: grid, of: 0, points: 2}, {kind: grid, points: 1}]
      """)
    let (first, other) = (try maker.sheet(for: ada), try maker.sheet(for: bo))
    #expect(first.parts[0].key.solution == other.parts[0].key.solution)
    #expect(first.parts[1].key.solution != other.parts[1].key.solution)
    #expect(!first.parts[2].key.isDegenerate)
  }

  @Test func `parts have letters where a task has several, and points add up`() throws {
    let sheet = try ClassFixture.maker().sheet(for: ada)
    #expect(sheet.parts.map(\.id) == ["1", "2a", "2b", "2c", "2d", "3"])
    #expect(sheet.sheet.points == 10.5)
    #expect(sheet.parts[1].question == "What size has the result of 1. conv2d?")
    #expect(
      sheet.parts[2].key.solution == "1 1 2 / 3 2 −2 / −1 6 −1"
        || sheet.parts[2].key.expected != .number(0))
  }

  @Test func `a page gives what is given and no answer of a part`() throws {
    let sheet = try ClassFixture.maker().sheet(for: ada)
    let page = PlainPage().text(try sheet.document)
    #expect(page.contains("Monday 8 December, 10:00"))
    #expect(page.contains("(2b) What is the result of 1. conv2d? (3 points)"))
    #expect(page.contains("weight") || page.contains("kernel"))
    let rows = sheet.parts[2].key.solution.split(separator: "/")
    for row in rows { #expect(!page.contains(row), "\(row)") }
    let solution = PlainPage().text(try sheet.solution)
    for part in sheet.parts {
      #expect(solution.contains(part.key.solution.prefix(6)), "\(part.id)")
    }
  }

  @Test(.enabled(if: LaTeX.isInstalled, LaTeX.missing))
  func `a student's page compiles in LaTeX, whatever the student is called`() throws {
    let student = Roster.Student(id: "x", name: "Ümläut & Søn_%$ 李 \\x{")
    let document = try ClassFixture.maker().sheet(for: student).document
    let complaint = try LaTeX.compile(LaTeXPage().text(document))
    #expect(complaint == nil)
  }

  @Test(arguments: [
    ("format: 2\nsheet: a\ntitle: T\ntasks: [{family: one-cell}]", "format 2"),
    ("format: 1\nsheet: a b\ntitle: T\ntasks: [{family: one-cell}]", "id"),
    ("format: 1\nsheet: a\ntitle: T\ntasks: []", "tasks must be a list"),
    ("format: 1\nsheet: a\ntitle: T\ntasks: [{}]", "asks nothing"),
    ("format: 1\nsheet: a\ntitle: T\ntasks: [{family: one-sell}]", "no family"),
    ("format: 1\nsheet: a\ntitle: T\ntasks: [{family: one-cell, level: 9}]", "no level 9"),
    (
      "format: 1\nsheet: a\ntitle: T\ntasks: [{family: one-cell, points: -1}]", "points are between"
    ),
    ("format: 1\nsheet: a\ntitle: T\ntasks: [{family: one-cell, parts: []}]", "'parts'"),
    (
      "format: 1\nsheet: a\ntitle: T\ntasks: [{problem: {input: 1 2, ops: [relu]}, parts: [{kind: grid, of: 5}]}]",
      "no value '5'"
    ),
    (
      "format: 1\nsheet: a\ntitle: T\ntasks: [{problem: {input: 1 2, ops: [relu]}, parts: [{kind: number, cell: [0, 7]}]}]",
      "no such part"
    ),
    (
      "format: 1\nsheet: a\ntitle: T\ntasks: [{problem: {input: 1 2, ops: [relu]}, parts: [{kind: word}]}]",
      "cannot ask for"
    ),
  ])
  func `a sheet that makes no sense says where and why`(_ text: String, _ words: String) {
    let error = #expect(throws: Diagnostic.self) {
      let maker = try ClassFixture.maker(text)
      _ = try maker.sheet(for: ada)
    }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    #expect(error?.location != nil)
    #expect(error?.remedy.isEmpty == false)
  }
}
