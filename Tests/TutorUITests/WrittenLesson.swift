import Lessons
import Problems
import TensorEngine
import TerminalKit
import TestSupport

@testable import TutorUI

extension LessonModel {
  /// A lesson that was written for a test.
  ///
  /// - Parameters:
  ///   - steps: What follows the text of each step, its lines but the first indented by four.
  ///   - backend: What computes it.
  static func written(
    _ steps: String..., on backend: any Backend = ReferenceBackend<Double>()
  ) throws -> LessonModel {
    let texts = steps.enumerated().map { index, step in
      "  - text: Step \(index).\n    \(step.drop(while: \.isWhitespace))\n"
    }
    let text =
      "format: 1\nid: test\ntitle: A test\ngoals: [testing]\nsteps:\n" + texts.joined()
    let lesson = try Lesson(try SourceFile(path: "lesson.yaml", text: text))
    return LessonModel(try lesson.prepared(on: backend))
  }

  /// What a window of so many columns and rows shows of it, above the footer.
  func screen(_ columns: Int = 80, _ rows: Int = 24) -> String {
    let body = Rect(x: 0, y: 0, width: columns, height: rows - 1)
    return drawing(LessonView(self, in: body), size: body.size).text
  }

  /// The lines of a window of 80×24.
  func screenLines() -> [String] {
    screen().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}

extension String {
  /// Whether a screen has some numbers beside each other, however far apart its cells stand.
  func shows(_ numbers: String) -> Bool {
    func close(_ text: String) -> String {
      var text = text.split(separator: " ").joined(separator: " ")
      for bracket in ["[", "]"] {
        text = text.split(separator: " " + bracket).joined(separator: bracket)
          .split(separator: bracket + " ").joined(separator: bracket)
      }
      return text
    }
    return close(self).contains(close(numbers))
  }
}
