import Foundation
import Testing

@testable import SpacedReview

/// The scheduler against histories that py-fsrs made; Fixtures/make_histories.py says how.
struct FSRSTests {
  private let start = Date(timeIntervalSinceReferenceDate: 0)
  private let scheduler = FSRS.standard

  /// A repetition, and what py-fsrs makes of it.
  private struct Row: Decodable {
    let seconds: Double
    let rating: Rating
    let phase: ReviewState.Phase
    let stability: Double
    let difficulty: Double
    let pause: Double
    let retrievability: Double

    init(from decoder: any Decoder) throws {
      var row = try decoder.unkeyedContainer()
      seconds = try row.decode(Double.self)
      rating = try row.decode(Rating.self)
      let (state, step) = (try row.decode(Int.self), try row.decode(Int?.self))
      phase =
        switch (state, step) {
        case (1, let step?): .learning(step: step)
        case (3, let step?): .relearning(step: step)
        default: .review
        }
      stability = try row.decode(Double.self)
      difficulty = try row.decode(Double.self)
      pause = try row.decode(Double.self)
      retrievability = try row.decode(Double.self)
    }
  }

  private func histories() throws -> [[Row]] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/histories.json")
    return try JSONDecoder().decode([[Row]].self, from: try Data(contentsOf: file))
  }

  @Test func `200 random histories are scheduled as py-fsrs schedules them`() throws {
    let histories = try histories()
    #expect(histories.count == 200)
    for (number, history) in histories.enumerated() {
      var state: ReviewState?
      for (index, row) in history.enumerated() {
        let time = start.addingTimeInterval(row.seconds)
        let next = scheduler.reviewed(state, row.rating, at: time)
        let place = Comment(rawValue: "history \(number), repetition \(index)")
        #expect(next.phase == row.phase, place)
        #expect(isNear(next.stability, row.stability), place)
        #expect(isNear(next.difficulty, row.difficulty), place)
        #expect(next.due.timeIntervalSince(time) == row.pause, place)
        #expect(next.lastReview == time, place)
        let weekLater = time.addingTimeInterval(7 * 86_400)
        #expect(
          isNear(scheduler.retrievability(of: next, at: weekLater), row.retrievability), place)
        state = next
      }
    }
  }

  @Test func `after as many days as it is stable a thing is remembered nine times in ten`() {
    let state = ReviewState(
      phase: .review, stability: 20, difficulty: 5, due: start, lastReview: start)
    let later = start.addingTimeInterval(20 * 86_400)
    #expect(isNear(scheduler.retrievability(of: state, at: later), 0.9))
    #expect(scheduler.retrievability(of: state, at: start) == 1)
  }

  @Test func `strength grows with every repetition that goes well, and fades`() {
    var (state, time) = (scheduler.reviewed(nil, .good, at: start), start)
    var strengths = [scheduler.strength(of: state, at: time)]
    for _ in 0..<6 {
      time = state.due
      state = scheduler.reviewed(state, .good, at: time)
      strengths.append(scheduler.strength(of: state, at: time))
    }
    #expect(strengths == strengths.sorted() && strengths[0] < 0.4 && strengths[6] == 1)
    let later = time.addingTimeInterval(400 * 86_400)
    #expect(scheduler.strength(of: state, at: later) < 1)
    let forgotten = scheduler.reviewed(state, .again, at: later)
    #expect(scheduler.strength(of: forgotten, at: later) < 0.8)
  }

  @Test func `a clock that was set back makes nothing less known`() {
    let first = scheduler.reviewed(nil, .easy, at: start)
    let earlier = start.addingTimeInterval(-30 * 86_400)
    #expect(scheduler.retrievability(of: first, at: earlier) == 1)
    let next = scheduler.reviewed(first, .good, at: earlier)
    #expect(next.stability >= first.stability && next.due > earlier)
  }

  private func isNear(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= 1e-12 * max(1, abs(right))
  }
}
