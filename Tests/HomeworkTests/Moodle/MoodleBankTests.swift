import Foundation
import FoundationXML
import Misconceptions
import Problems
import Testing

@testable import Homework

/// Question banks, read back by a parser of its own.
///
/// No Moodle was at hand.
@Suite("question banks for Moodle")
struct MoodleBankTests {
  private let maker: SheetMaker
  private let xml: String

  init() throws {
    maker = try ClassFixture.maker(
      ClassFixture.text.replacing("title: Week 3, convolutions", with: "title: 'A/B & <c> ]]> é'"))
    xml = try MoodleBank(maker, variants: 3).xml
  }

  private var questions: [XMLElement] {
    get throws {
      let document = try XMLDocument(xmlString: xml)
      return try document.nodes(forXPath: "/quiz/question").compactMap { $0 as? XMLElement }
    }
  }

  private func text(_ element: XMLElement, _ path: String) throws -> String {
    try element.nodes(forXPath: path).first?.stringValue ?? ""
  }

  private func kind(_ element: XMLElement) -> String {
    element.attribute(forName: "type")?.stringValue ?? ""
  }

  @Test func `the declaration is on the first line, and the file is well-formed UTF-8`() throws {
    #expect(xml.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n"))
    #expect(try !questions.isEmpty)
  }

  @Test func `there is a category for each task, and a question for each variant of it`() throws {
    let kinds = try questions.map(kind)
    #expect(kinds.filter { $0 == "category" }.count == 3)
    #expect(kinds.filter { $0 == "numerical" }.count == 3)
    #expect(kinds.filter { $0 == "cloze" }.count == 6)
    let names = try questions.filter { kind($0) == "category" }.map {
      try text($0, "category/text")
    }
    #expect(names[0] == "$course$/top/A//B & <c> ]]> é/Task 1")
  }

  @Test func `a numerical question has one right answer, and slips that say what happened`() throws
  {
    let numerical = try questions.filter { kind($0) == "numerical" }
    for (position, question) in numerical.enumerated() {
      let part = try maker.sheet(
        for: Roster.Student(id: "variant-\(position + 1)", name: "")
      ).parts[0]
      guard case .number(let right) = part.key.expected else { throw Unexpected() }
      let answers = try question.nodes(forXPath: "answer").compactMap { $0 as? XMLElement }
      let fractions = answers.map { $0.attribute(forName: "fraction")?.stringValue ?? "" }
      #expect(fractions.first == "100")
      #expect(fractions.dropFirst().allSatisfy { $0 == "0" })
      #expect(try Double(text(answers[0], "text")) == right)
      #expect(
        try Double(text(answers[0], "tolerance"))
          == Answer.right(for: right)[0].slack)
      #expect(answers.count > 1)
      for answer in answers.dropFirst() {
        let value = try #require(Double(try text(answer, "text")))
        #expect(value != right)
        let named = part.key.named(PartKey.text(of: .number(value)))
        let told = try text(answer, "feedback/text")
        if let named, let rule = Misconception.named(named) {
          #expect(told.contains(rule.name.dropFirst().prefix(8)), "\(told)")
        }
        #expect(told.hasPrefix("<p>") && told.hasSuffix("</p>"))
      }
      #expect(try text(question, "defaultgrade") == "2.0")
      #expect(try text(question, "questiontext/text").contains("<table>"))
    }
  }

  @Test func `a task of several parts has a field for each number, with its answer`() throws {
    let cloze = try #require(
      try questions.first {
        kind($0) == "cloze" && (try? text($0, "name/text").contains("Task 2")) == true
      })
    let html = try text(cloze, "questiontext/text")
    let fields = html.matches(of: /\{(\d+):NUMERICAL:=(-?[0-9.e-]+):([0-9.e-]+)\}/)
    let own = try maker.sheet(for: Roster.Student(id: "variant-1", name: ""))
    let numbers = own.tasks[1].parts.flatMap { part -> [Double] in
      switch part.key.expected {
      case .number(let number): [number]
      case .size(let lengths): lengths
      case .grid(_, _, let values): values
      default: []
      }
    }
    #expect(fields.compactMap { Double($0.output.2) } == numbers)
    #expect(fields.allSatisfy { $0.output.3 == "0" })
    #expect(fields.first?.output.1 == "1" && fields.last?.output.1 == "2")
  }

  private struct Unexpected: Error {}
}
