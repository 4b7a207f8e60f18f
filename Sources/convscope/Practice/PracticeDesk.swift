import Backends
import Foundation
import Lessons
import Practice
import Progress
import SpacedReview
import TutorUI
import Typesetting

/// What the home screen needs to practise: how firmly topics sit, and exercises of one.
///
/// What is due comes first, then what was never practised; a family is as difficult as it sits firmly.
struct PracticeDesk {
  /// How many exercises make a session.
  private static let sessionLength = 10

  private let library: FamilyLibrary?
  private let memory: ProgressRecorder

  /// A desk; without families it has no topics.
  init(_ library: FamilyLibrary?, memory: ProgressRecorder) {
    (self.library, self.memory) = (library, memory)
  }

  /// The topics, each with its strength and what is due.
  func topics() -> [TopicStanding] {
    let (reviews, now) = (memory.reviews, Date())
    return (library?.topics ?? []).map { topic in
      let states = topic.families.compactMap { reviews[$0.id] }
      let strength = states.reduce(0) { $0 + FSRS.standard.strength(of: $1, at: now) }
      return TopicStanding(
        id: topic.id, title: topic.title, strength: strength / Double(topic.families.count),
        due: states.count { $0.due <= now }, lessons: topic.lessons,
        families: topic.families.map(\.id))
    }
  }

  /// The exercises that were set out here and are not over, the latest first.
  func openExercises() -> [OpenExercises] {
    let topics = library?.topics ?? []
    return memory.sessions.compactMap { session in
      guard
        session.name == OpenExercises.review || topics.contains(where: { $0.id == session.name })
      else { return nil }
      return OpenExercises(
        session: session.name, title: session.title, position: session.position,
        count: session.exercises.count)
    }
  }

  /// Exercises of a topic, or of what is due of all; those that are not over where there are any.
  ///
  /// - Throws: A diagnostic where a family makes none.
  func exercises(of topic: String?) throws -> PreparedLesson {
    guard let library else {
      throw CommandFailure(
        "there are no exercises", remedy: "convscope doctor says where it looked.")
    }
    let backend = try Backends.reference.makePrecise()
    let name = topic ?? OpenExercises.review
    if let session = memory.sessions.first(where: { $0.name == name }),
      let plan = ExercisePlan(session, from: library.families)
    {
      return try plan.lesson(session.title, session: name, adapts: true, on: backend)
    }
    let (reviews, now) = (memory.reviews, Date())
    var families = library.families
    var title = "Review"
    if let topic, let found = library.topics.first(where: { $0.id == topic }) {
      (families, title) = (found.families, found.title)
    } else {
      families = families.filter { reviews[$0.id].map { $0.due <= now } ?? false }
      guard !families.isEmpty else {
        throw CommandFailure("nothing is due", remedy: "Choose a topic to practise.")
      }
    }
    let order = families.sorted { first, second in
      Self.turn(reviews[first.id], now) < Self.turn(reviews[second.id], now)
    }
    let seed = UInt64.random(in: 1...9999)
    let plan = ExercisePlan(
      (0..<Self.sessionLength).map { position in
        let family = order[position % order.count]
        let strength = reviews[family.id].map { FSRS.standard.strength(of: $0, at: now) } ?? 0
        return .init(
          family: family, seed: seed + UInt64(position),
          level: min(family.levels, 1 + Int(strength * Double(family.levels))))
      })
    return try plan.lesson(title, session: name, adapts: true, on: backend)
  }

  /// When a family's turn is: what is due first, the longest due before the others, then what is new,
  /// then what can wait.
  private static func turn(_ state: ReviewState?, _ now: Date) -> TimeInterval {
    guard let state else { return 0 }
    return state.due.timeIntervalSince(now)
  }
}
