import Exhibits
import Problems
import Storyboards

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
    /// A whole number that may be large: digits may stand in groups.
    case count
    /// Every length of a result, named by its axes.
    case shape([String])
    /// All of several options that fit; an answer is their numbers, from 1.
    case several([String])
    /// An option for each left text; an answer is the number of each, from 1.
    case match(left: [String], options: [String])
    /// Items in the order in which they are shown; an answer is their numbers in the right order.
    case order([String])
    /// The products of one sum, laid out as the window is in row-major order, and behind them the sum, to
    /// which a bias may belong.
    case products(rows: Int, columns: Int, hasBias: Bool)
    /// A word.
    case text
    /// Several numbers.
    case fields([Field])
    /// An answer as it stands in a file: rows of numbers, separated by `/`.
    case written
  }

  /// A number that is asked for beside others.
  public struct Field: Hashable, Codable, Sendable {
    /// What it is called.
    public let title: String
    /// What it may be.
    public let range: ClosedRange<Double>

    /// Creates a field.
    public init(title: String, range: ClosedRange<Double>) {
      (self.title, self.range) = (title, range)
    }
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
  /// The number of the step's exhibit that is asked for; `nil` for none.
  public let fact: Fact?
  /// Whether it is asked before anything is computed: whatever is answered, it is over then.
  public let isPrediction: Bool
  /// The answer so far where answers are handed in, so that no solution is shown; `nil` where they are
  /// not.
  public let handedIn: String?
  /// Hints, the gentlest first.
  public let hints: [String]
  /// Why the answer is what it is, shown when the question is over.
  public let explanation: String
  /// The right answer, written as a learner would: one text for each part.
  public let solution: [String]
  /// Makes the stage that comes with an answer, from its texts; `nil` where the stage stays what it is.
  public let answerStage: StageMaker?
  /// Checks an answer: one text for each part.
  public let check: @Sendable ([String]) -> Verdict
  /// Checks the first answer, which is told less; `nil` where it is checked as all others.
  public let checkFirst: (@Sendable ([String]) -> Verdict)?

  /// Makes the stage that comes with an answer; `nil` where the answer makes none.
  public typealias StageMaker = @Sendable ([String]) -> AnswerStage?

  /// Creates a question.
  public init(
    id: String, prompt: String, form: Form, focus: Int? = nil, asked: AskedResults? = nil,
    fact: Fact? = nil, isPrediction: Bool = false, handedIn: String? = nil, hints: [String],
    explanation: String, solution: [String], answerStage: StageMaker? = nil,
    checkFirst: (@Sendable ([String]) -> Verdict)? = nil,
    check: @escaping @Sendable ([String]) -> Verdict
  ) {
    self.id = id
    self.prompt = prompt
    self.form = form
    self.focus = focus
    self.asked = asked
    self.fact = fact
    self.isPrediction = isPrediction
    self.handedIn = handedIn
    self.hints = hints
    self.explanation = explanation
    self.solution = solution
    self.answerStage = answerStage
    (self.check, self.checkFirst) = (check, checkFirst)
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
    /// How many questions it asks.
    public let questions: Int
    /// How long reading it, looking at its stage and answering its questions takes, in seconds.
    public let seconds: Int

    /// Creates a step of a list.
    public init(id: String, words: String, questions: Int = 0, seconds: Int = 0) {
      (self.id, self.words) = (id, words)
      (self.questions, self.seconds) = (questions, seconds)
    }
  }

  /// How many questions it asks.
  public var questions: Int { steps.reduce(0) { $0 + $1.questions } }

  /// About how long it takes, in minutes; at least one.
  public var minutes: Int { max(1, (steps.reduce(0) { $0 + $1.seconds } + 30) / 60) }

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
