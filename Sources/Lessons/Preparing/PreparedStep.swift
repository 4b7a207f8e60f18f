import Exhibits
import Problems
import Storyboards

/// One step of a prepared lesson.
public struct PreparedStep: Sendable {
  /// What progress calls it; unique in its lesson.
  public let id: String
  /// The prose.
  public let text: LessonText
  /// What stands on the stage, in one or several ways; `nil` for a step of prose alone.
  public let views: LinkedViews?
  /// The problem that it is about, where a learner may change it.
  public let live: LiveProblem?
  /// What other steps about the same problem have in common with it; `nil` where each has its own.
  public let shared: SharedProblem?
  /// What its author calls it; `nil` for nothing but its op.
  public let title: String?
  /// What stands beside it; `nil` for nothing.
  public let comparison: Comparison?
  /// Whether numbers have shades behind them.
  public let isShaded: Bool
  /// The views that may stand beside the first unasked; `nil` for all.
  public let companions: [StoryView]?
  /// The frames of the storyboard that belong to the step.
  public let frames: Range<Int>
  /// The computation whose results stand on the stage; `nil` without one.
  public let shown: Computation?
  /// The exhibit in place of a problem; `nil` for none.
  public let exhibit: PreparedExhibit?
  /// Whether results are kept back until the question is answered.
  public let hidesResults: Bool
  /// What the learner is asked, one question after the other; empty when nothing.
  public let questions: [PreparedQuestion]
  /// Which exercise the step is; `nil` for a step of a lesson.
  public let exercise: ExerciseID?

  /// The same step as an exercise, with answers checked by another key.
  public func asExercise(_ exercise: ExerciseID, checkedBy key: AnswerKey) -> PreparedStep {
    let questions = questions.map {
      PreparedQuestion(
        id: $0.id, prompt: $0.prompt, form: $0.form, focus: $0.focus, asked: $0.asked,
        fact: $0.fact, hints: $0.hints, explanation: $0.explanation, solution: $0.solution,
        check: key.check)
    }
    return PreparedStep(
      id: id, text: text, views: views, live: live, shared: shared, title: title,
      comparison: comparison, isShaded: isShaded, companions: companions, frames: frames,
      shown: shown, exhibit: exhibit,
      hidesResults: hidesResults, questions: questions, exercise: exercise)
  }

  /// What stands on the stage at first.
  public var storyboard: Storyboard? { views?.first }

  /// Creates a prepared step.
  public init(
    id: String, text: LessonText, views: LinkedViews? = nil, live: LiveProblem? = nil,
    shared: SharedProblem? = nil, title: String? = nil, comparison: Comparison? = nil,
    isShaded: Bool = false,
    companions: [StoryView]? = nil, frames: Range<Int> = 0..<0, shown: Computation? = nil,
    exhibit: PreparedExhibit? = nil, hidesResults: Bool = false,
    questions: [PreparedQuestion] = [], exercise: ExerciseID? = nil
  ) {
    self.exercise = exercise
    self.id = id
    self.text = text
    self.views = views
    (self.live, self.shared, self.title) = (live, shared, title)
    (self.comparison, self.isShaded, self.companions) = (comparison, isShaded, companions)
    self.frames = frames
    self.shown = shown
    self.exhibit = exhibit
    self.hidesResults = hidesResults
    self.questions = questions
  }
}

/// Which exercise something is: that which a family makes of a seed at a level.
public struct ExerciseID: Hashable, Codable, Sendable {
  /// The family's id.
  public let family: String
  /// How difficult it is, from 1.
  public let level: Int
  /// Which exercise.
  public let seed: UInt64

  /// Names an exercise.
  public init(family: String, level: Int, seed: UInt64) {
    (self.family, self.level, self.seed) = (family, level, seed)
  }
}
