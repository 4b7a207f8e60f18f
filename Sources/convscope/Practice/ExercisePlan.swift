import Lessons
import Practice
import Problems
import Progress
import TensorEngine

/// Exercises that are done one after the other: of which family, with which seed, how difficult.
struct ExercisePlan {
  /// An exercise that is not made yet.
  struct Entry {
    let family: Family
    let seed: UInt64
    let level: Int

    func exercise(level: Int? = nil, on backend: any Backend) throws(Diagnostic) -> Exercise {
      let level = min(max(1, level ?? self.level), family.levels)
      return try family.exercise(seed: seed, level: level, on: backend)
    }
  }

  /// The exercises in their order.
  let entries: [Entry]

  /// Exercises of families in turn, with seeds that follow each other.
  init(_ entries: [Entry]) { self.entries = entries }

  /// The exercises of a session that is not over; `nil` where a family is there no more.
  init?(_ session: ExerciseSession, from families: [Family]) {
    let entries = session.exercises.map { exercise in
      families.first { $0.id == exercise.family && (1...$0.levels).contains(exercise.level) }
        .map { Entry(family: $0, seed: exercise.seed, level: exercise.level) }
    }
    guard !entries.isEmpty, !entries.contains(where: { $0 == nil }) else { return nil }
    self.entries = entries.compactMap { $0 }
  }

  /// The exercises as a lesson.
  ///
  /// - Parameters:
  ///   - session: What the memory calls them.
  ///   - command: What sets them out again; `nil` where nothing does.
  ///   - adapts: Whether they get as difficult as the learner can do.
  /// - Throws: A diagnostic where a family makes none.
  func lesson(
    _ title: String, session: String, command: String? = nil, adapts: Bool, on backend: any Backend
  ) throws -> PreparedLesson {
    let entries = entries
    let make: @Sendable (Int, Int) -> PreparedStep? = { position, level in
      try? entries[position].exercise(level: level, on: backend).step
    }
    return PreparedLesson(
      id: "practice", title: title, steps: try entries.map { try $0.exercise(on: backend).step },
      practice: .init(session: session, command: command, exercise: adapts ? make : nil))
  }
}
