import Problems
import Storyboards

/// A lesson made ready to be played: its problems run, its storyboards and questions at hand.
public struct PreparedLesson: Sendable {
  /// The lesson's identifier.
  public let id: String
  /// The lesson's title.
  public let title: String
  /// Its steps in order; at least one.
  public let steps: [PreparedStep]

  /// Creates a prepared lesson.
  ///
  /// - Precondition: There is at least one step.
  public init(id: String, title: String, steps: [PreparedStep]) {
    precondition(!steps.isEmpty, "a lesson without steps")
    self.id = id
    self.title = title
    self.steps = steps
  }
}

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
  /// The frames of the storyboard that belong to the step.
  public let frames: Range<Int>
  /// The computation whose results stand on the stage; `nil` without one.
  public let shown: Computation?
  /// Whether results are kept back until the question is answered.
  public let hidesResults: Bool
  /// What the learner is asked; `nil` when nothing.
  public let question: PreparedQuestion?
  /// Which exercise the step is; `nil` for a step of a lesson.
  public let exercise: ExerciseID?

  /// The same step as an exercise, with answers checked by another key.
  public func asExercise(_ exercise: ExerciseID, checkedBy key: AnswerKey) -> PreparedStep {
    let question = question.map {
      PreparedQuestion(
        id: $0.id, prompt: $0.prompt, form: $0.form, focus: $0.focus, asked: $0.asked,
        hints: $0.hints, explanation: $0.explanation, solution: $0.solution, check: key.check)
    }
    return PreparedStep(
      id: id, text: text, views: views, live: live, frames: frames, shown: shown,
      hidesResults: hidesResults, question: question, exercise: exercise)
  }

  /// What stands on the stage at first.
  public var storyboard: Storyboard? { views?.first }

  /// Creates a prepared step.
  public init(
    id: String, text: LessonText, views: LinkedViews? = nil, live: LiveProblem? = nil,
    frames: Range<Int> = 0..<0, shown: Computation? = nil, hidesResults: Bool = false,
    question: PreparedQuestion? = nil, exercise: ExerciseID? = nil
  ) {
    self.exercise = exercise
    self.id = id
    self.text = text
    self.views = views
    self.live = live
    self.frames = frames
    self.shown = shown
    self.hidesResults = hidesResults
    self.question = question
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

/// A question whose right answer is known.
public struct PreparedQuestion: Sendable {
  /// How an answer is given.
  public enum Form: Hashable, Codable, Sendable {
    /// One number.
    case number
    /// Lengths such as `2 x 2`, as many as there are axes.
    case size(axes: Int)
    /// One of several options; answers are their numbers, from 1.
    case choice([String])
    /// A grid, cell by cell in row-major order.
    case grid(rows: Int, columns: Int)
  }

  /// What progress calls it; unique in its lesson.
  public let id: String
  /// What is asked.
  public let prompt: String
  /// How an answer is given.
  public let form: Form
  /// The frame whose window the question is about; `nil` when it is about no single one.
  public let focus: Int?
  /// What of which computation is asked; `nil` for what is not computed.
  public let asked: AskedResults?
  /// Hints, the gentlest first.
  public let hints: [String]
  /// Why the answer is what it is, shown when the question is over.
  public let explanation: String
  /// The right answer, written as a learner would: one text for each part.
  public let solution: [String]
  /// Checks an answer: one text for each part.
  public let check: @Sendable ([String]) -> Verdict

  /// Creates a question.
  public init(
    id: String, prompt: String, form: Form, focus: Int? = nil, asked: AskedResults? = nil,
    hints: [String], explanation: String, solution: [String],
    check: @escaping @Sendable ([String]) -> Verdict
  ) {
    self.id = id
    self.prompt = prompt
    self.form = form
    self.focus = focus
    self.asked = asked
    self.hints = hints
    self.explanation = explanation
    self.solution = solution
    self.check = check
  }
}

/// What a list of lessons tells of one.
public struct LessonSummary: Hashable, Codable, Sendable {
  /// The lesson's identifier.
  public let id: String
  /// The lesson's title.
  public let title: String
  /// What a learner can do afterwards.
  public let goals: [String]
  /// The identifiers of lessons that are best done before.
  public let needs: [String]
  /// Its steps in order.
  public let steps: [Step]
  /// The chapter that it is part of; empty for a lesson that is of none.
  public let chapter: String

  /// What a list tells of a step.
  public struct Step: Hashable, Codable, Sendable {
    /// The step's identifier.
    public let id: String
    /// How its prose begins.
    public let words: String

    /// Creates a step of a list.
    public init(id: String, words: String) {
      self.id = id
      self.words = words
    }
  }

  /// Creates a summary.
  public init(
    id: String, title: String, chapter: String = "", goals: [String], needs: [String],
    steps: [Step]
  ) {
    self.id = id
    self.title = title
    self.chapter = chapter
    self.goals = goals
    self.needs = needs
    self.steps = steps
  }
}
