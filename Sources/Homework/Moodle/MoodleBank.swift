import Documents
import Lessons
import Misconceptions
import Problems
import Typesetting

/// Variants of a sheet as a question bank of Moodle, in its XML format.
///
/// A task that asks for one number is a *numerical* question, in which what misconceptions lead to is
/// worth nothing and says why; any other is an *embedded answers* (cloze) question with a field for each
/// number. The file is well-formed XML in UTF-8 whose texts are HTML in CDATA sections.
public struct MoodleBank: Sendable {
  private let sheet: Sheet
  private let variants: [StudentSheet]

  /// A bank of variants.
  ///
  /// - Parameters:
  ///   - maker: The sheet.
  ///   - count: How many variants of each task.
  /// - Throws: A diagnostic where one cannot be made.
  public init(_ maker: SheetMaker, variants count: Int) throws(Diagnostic) {
    sheet = maker.sheet
    var variants: [StudentSheet] = []
    for number in 1...max(1, count) {
      let name = "variant \(number)"
      variants.append(try maker.sheet(for: Roster.Student(id: "variant-\(number)", name: name)))
    }
    self.variants = variants
  }

  /// The file, its declaration on the first line.
  public var xml: String {
    get throws {
      var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<quiz>"]
      for task in sheet.tasks.indices {
        let title = variants[0].tasks[task].title
        let name = ["Task \(task + 1)", title].filter { !$0.isEmpty }.joined(separator: ". ")
        lines += category(name)
        for (position, variant) in variants.enumerated() {
          lines += try question(variant.tasks[task], name: "\(name), variant \(position + 1)")
        }
      }
      return (lines + ["</quiz>", ""]).joined(separator: "\n")
    }
  }

  private func category(_ name: String) -> [String] {
    // A stroke parts categories, and two of them are one in a name.
    let path = [sheet.title, name].map { $0.replacing("/", with: "//") }.joined(separator: "/")
    return [
      "<question type=\"category\">",
      "  <category><text>\(HTMLFragment.escaped("$course$/top/\(path)"))</text></category>",
      "</question>",
    ]
  }

  private func question(_ task: StudentSheet.Task, name: String) throws -> [String] {
    let givens = HTMLFragment().text(Document(try task.givens))
    if task.parts.count == 1, case .number(let number) = task.parts[0].key.expected {
      return numerical(task.parts[0], number, givens, name)
    }
    let asked = task.parts.map { part in
      "<p>" + HTMLFragment.escaped(part.question) + "</p>\n" + Self.fields(part)
    }
    return [
      "<question type=\"cloze\">", "  <name><text>\(HTMLFragment.escaped(name))</text></name>",
      "  <questiontext format=\"html\"><text>"
        + Self.data(([givens] + asked).filter { !$0.isEmpty }.joined(separator: "\n"))
        + "</text></questiontext>",
      "  <generalfeedback format=\"html\"><text>" + Self.data(task.explanation)
        + "</text></generalfeedback>",
      "  <penalty>0.3333333</penalty>", "  <hidden>0</hidden>", "</question>",
    ]
  }

  // MARK: - One number

  private func numerical(
    _ part: StudentSheet.Part, _ number: Double, _ givens: String, _ name: String
  ) -> [String] {
    let text = [givens, "<p>\(HTMLFragment.escaped(part.question))</p>"].filter { !$0.isEmpty }
    var lines = [
      "<question type=\"numerical\">", "  <name><text>\(HTMLFragment.escaped(name))</text></name>",
      "  <questiontext format=\"html\"><text>" + Self.data(text.joined(separator: "\n"))
        + "</text></questiontext>",
      "  <generalfeedback format=\"html\"><text>"
        + Self.data("<p>\(HTMLFragment.escaped(part.explanation))</p>")
        + "</text></generalfeedback>",
      "  <defaultgrade>\(part.points)</defaultgrade>", "  <penalty>0.3333333</penalty>",
      "  <hidden>0</hidden>",
    ]
    for (right, slack) in Self.right(for: number, of: part) {
      lines += Self.answer(right, fraction: 100, tolerance: slack, feedback: "")
    }
    var told: [Double] = []
    for (rule, wrong) in part.key.slips {
      // Moodle takes the first answer that fits.
      guard case .number(let slip) = wrong, !told.contains(slip), told.count < Self.mostSlips,
        !Answer.number(number).agrees(with: .number(slip), tolerance: part.key.tolerance)
      else { continue }
      told.append(slip)
      lines += Self.answer(
        slip, fraction: 0, tolerance: slip == slip.rounded() ? 0 : 1e-3 * abs(slip),
        feedback: "\(rule.name.capitalizedFirst). \(rule.say)")
    }
    return lines + ["</question>"]
  }

  /// What is right where a number is asked for, and how far off: what the tutor takes, and no more.
  private static func right(
    for number: Double, of part: StudentSheet.Part
  ) -> [(number: Double, slack: Double)] {
    part.key.tolerance.map { [(number, $0)] } ?? Answer.right(for: number)
  }

  /// The most wrong answers of a question that say what happened.
  private static let mostSlips = 12

  private static func answer(
    _ number: Double, fraction: Int, tolerance: Double, feedback: String
  ) -> [String] {
    let html = feedback.isEmpty ? "" : "<p>\(HTMLFragment.escaped(feedback))</p>"
    return [
      "  <answer fraction=\"\(fraction)\" format=\"moodle_auto_format\">",
      "    <text>\(NumberText.exact(number))</text>",
      "    <feedback format=\"html\"><text>\(data(html))</text></feedback>",
      "    <tolerance>\(NumberText.exact(tolerance))</tolerance>",
      "  </answer>",
    ]
  }

  // MARK: - Fields

  /// The fields of a part: one for each number, in the form that it has.
  private static func fields(_ part: StudentSheet.Part) -> String {
    func field(_ number: Double, points: Int) -> String {
      let answers = right(for: number, of: part).map {
        "=\(NumberText.exact($0.number)):\(NumberText.exact($0.slack))"
      }
      return "{\(points):NUMERICAL:\(answers.joined(separator: "~"))}"
    }
    let points = max(1, Int(part.points.rounded()))
    switch part.key.expected {
    case .number(let number): return "<p>" + field(number, points: points) + "</p>"
    case .size(let lengths):
      return "<p>" + lengths.map { field($0, points: points) }.joined(separator: " × ") + "</p>"
    case .grid(let rows, let columns, let values):
      let cells = (0..<rows).map { row in
        "<tr>"
          + (0..<columns).map { "<td>\(field(values[row * columns + $0], points: points))</td>" }
          .joined() + "</tr>"
      }
      return "<table>" + cells.joined() + "</table>"
    default: return ""
    }
  }

  /// A text in a CDATA section, which its own end would close.
  private static func data(_ text: String) -> String {
    "<![CDATA[" + text.replacing("]]>", with: "]]]]><![CDATA[>") + "]]>"
  }
}

extension StudentSheet.Task {
  fileprivate var explanation: String {
    parts.map { part in
      let rest = part.explanation.isEmpty ? "" : " \(part.explanation)"
      return "<p>" + HTMLFragment.escaped("\(part.id): \(part.key.solution).\(rest)") + "</p>"
    }.joined(separator: "\n")
  }
}
