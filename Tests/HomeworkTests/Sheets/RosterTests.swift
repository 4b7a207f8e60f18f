import Problems
import Testing

@testable import Homework

@Suite("rosters and gradebooks")
struct RosterTests {
  private func roster(_ text: String) throws -> Roster {
    try Roster(try SourceFile(path: "class.csv", text: text))
  }

  @Test func `commas, semicolons, tabs, quotes, a byte-order mark and CRLF are read`() throws {
    let expected = [
      Roster.Student(id: "ada", name: "Lovelace, Ada"),
      Roster.Student(id: "bo", name: "Bo \"B\" Li"),
    ]
    for (separator, end) in [(",", "\n"), (";", "\r\n"), ("\t", "\n")] {
      let text = [
        ["id", "name", "mail"], ["ada", "\"Lovelace, Ada\"", "a@x"], [],
        ["bo", "\"Bo \"\"B\"\" Li\"", ""],
      ].map { $0.joined(separator: separator) }.joined(separator: end)
      #expect(try roster("\u{FEFF}" + text).students == expected)
    }
  }

  @Test func `bad lines are named by place, and the others are used`() throws {
    let roster = try roster(
      "id,name\nada,Ada\n,Nobody\nada,Twice\n../x,Path\nbo,Bo,more\nli,\"Li\n")
    #expect(roster.students.map(\.id) == ["ada"])
    #expect(roster.problems.map { $0.location?.line } == [3, 4, 5, 6, 7])
    #expect(roster.problems[1].message.contains("line 2"))
    #expect(roster.problems.allSatisfy { !$0.remedy.isEmpty })
  }

  @Test(arguments: ["", "\n\n", "ada,Ada\n", "id,name\n", "name\nAda\n"])
  func `a file that is no roster says so`(_ text: String) {
    #expect(throws: Diagnostic.self) { try roster(text) }
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("@sum", "'@sum"), ("+49", "+49"), ("-3.5", "-3.5"), ("-x", "'-x"),
    ("plain", "plain"), ("a,b", "\"a,b\""), ("=\"x\"", "\"'=\"\"x\"\"\""), ("-nan", "'-nan"),
    ("-0x1F", "'-0x1F"), (" =1", "' =1"), ("−3", "'−3"), ("", ""),
  ])
  func `a gradebook holds nothing that a spreadsheet computes`(_ field: String, _ line: String) {
    #expect(SeparatedValues.line([field]) == line)
  }
}
