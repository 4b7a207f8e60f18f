import Foundation
import Progress
import TutorUI

/// The learner's problem files, for the home screen.
enum OwnProblems {
  /// The most files that the home screen lists.
  private static let most = 12

  /// The files that were used last and are still there.
  static func latest(_ memory: ProgressRecorder, now: Date) -> [OwnProblem] {
    memory.problems(atMost: most).filter { FileManager.default.fileExists(atPath: $0.path) }
      .map { OwnProblem(path: $0.path, used: day($0.lastUsed, now: now)) }
  }

  /// `today`, `12 Nov`, or with its year where that is another.
  private static func day(_ date: Date, now: Date) -> String {
    let calendar = Calendar.current
    if calendar.isDate(date, inSameDayAs: now) { return "today" }
    let form = Date.FormatStyle(locale: Locale(identifier: "en_GB")).day().month(.abbreviated)
    let isThisYear = calendar.isDate(date, equalTo: now, toGranularity: .year)
    return date.formatted(isThisYear ? form : form.year())
  }
}
