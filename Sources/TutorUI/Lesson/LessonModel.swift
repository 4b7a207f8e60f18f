import Lessons
import StageUI
import Storyboards

/// A lesson being played: which step is open and how far each one has got.
struct LessonModel: Sendable {
  let lesson: PreparedLesson
  /// The open step.
  private(set) var index = 0
  /// Whether there is no list of lessons to go back to.
  var isAlone = false
  /// Every step, so that going back finds it as it was left.
  var steps: [StepModel]
  /// The list in front of the open step; `nil` while there is none.
  var stepList: StepList?
  /// The title of the lesson that follows; `nil` after the last one.
  var next: String?
  /// What can be practised of what it teaches.
  var topics: [TopicStanding] = []

  init(_ lesson: PreparedLesson) {
    self.lesson = lesson
    steps = lesson.steps.enumerated().map { index, step in
      StepModel(step, later: LaterQuestions.all(of: index, in: lesson))
    }
    steps[0].isSeen = true
  }

  /// How fast frames follow each other on the stage; `nil` for a step without one.
  var speed: Int? {
    get { step.player?.speed }
    set { if let newValue { for index in steps.indices { steps[index].player?.speed = newValue } } }
  }

  /// The open step.
  var step: StepModel {
    get { steps[index] }
    set { steps[index] = newValue }
  }

  /// Whether it is made of exercises.
  var isPractice: Bool { lesson.practice != nil }

  /// What the op on the stage comes to; `nil` where that may answer a question.
  var facts: StageFacts? {
    guard let player = step.player, let live = player.live, !step.isAsking, step.later.isEmpty,
      player.reveal == .everything
    else { return nil }
    // A number that is asked for and stands on no stage may be one of the counts.
    let asksForCounts = steps.dropFirst(index).flatMap(\.questions).contains { question in
      !question.isClosed && [.number, .count].contains(question.content.form)
        && question.content.asked == nil
    }
    return StageFacts(live, showing: player.storyboard, hasCounts: !asksForCounts)
  }

  /// Whether the last step is open.
  var isLastStep: Bool { index == steps.count - 1 }

  /// How many steps are done.
  var doneSteps: Int { steps.count(where: \.isDone) }

  /// Opens another step; playing stops.
  ///
  /// - Returns: Whether there is such a step.
  mutating func go(toStep target: Int) -> Bool {
    guard steps.indices.contains(target), target != index else { return false }
    step.leaveStage()
    suitDifficulty(ofStep: target)
    shareChanges(withStep: target)
    let speed = step.player?.speed
    index = target
    if let speed { step.player?.speed = speed }
    step.earlier = steps[..<target].reduce(into: EarlierResults()) {
      $0.add($1, toThoseOf: step.content.shown)
    }
    step.isSeen = true
    return true
  }
}
