import Lessons

/// What several checks came to.
struct CheckTally {
  private(set) var errors = 0
  private(set) var warnings = 0
  private(set) var lessons = 0
  private(set) var problems = 0
  private(set) var topics = 0
  private(set) var sheets = 0

  /// Adds the findings of one path.
  mutating func add(_ report: LessonLinter.Report) {
    errors += report.diagnostics.count { $0.severity == .error }
    warnings += report.diagnostics.count { $0.severity == .warning }
    lessons += report.lessonCount
    problems += report.problemCount
    topics += report.otherCount
  }

  /// Notes how many of the other files were sheets.
  mutating func noteSheets(_ count: Int) {
    (sheets, topics) = (sheets + count, topics - count)
  }

  /// The tally as a sentence: `3 lessons and 1 problem checked: no errors, 2 warnings`.
  var text: String {
    let checked = [
      lessons > 0 ? CheckTally.counted(lessons, "lesson") : nil,
      problems > 0 ? CheckTally.counted(problems, "problem") : nil,
      topics > 0 ? CheckTally.counted(topics, "topic") : nil,
      sheets > 0 ? CheckTally.counted(sheets, "sheet") : nil,
    ].compactMap { $0 }
    var findings = [CheckTally.counted(errors, "error")]
    if warnings > 0 { findings.append(CheckTally.counted(warnings, "warning")) }
    let subject =
      checked.count < 2
      ? checked.first ?? "nothing"
      : checked.dropLast().joined(separator: ", ") + " and " + checked[checked.count - 1]
    return "\(subject) checked: " + findings.joined(separator: ", ")
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    count == 0 ? "no \(noun)s" : count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }
}
