/// One thing that learners get wrong, as a rule that computes what it leads to.
public struct Misconception: Sendable, Identifiable {
  /// How often it is met: a judgement from how often it came up in public questions, no measurement.
  public enum Frequency: Int, Comparable, Sendable {
    /// Now and then.
    case seldom
    /// In many a class.
    case common
    /// In every class.
    case often

    /// Whether the first one is met less often.
    public static func < (first: Frequency, second: Frequency) -> Bool {
      first.rawValue < second.rawValue
    }
  }

  /// What files and reports call it, such as `kernel-turned`.
  public let id: String
  /// What happened, in a few words: `the kernel was turned`.
  public let name: String
  /// What to tell the learner.
  public let say: String
  /// How often it is met.
  public let frequency: Frequency
  /// What somebody who thinks so answers.
  let answers: Answering

  /// What a rule makes of a question, for each kind of question that it is about.
  struct Answering: Sendable {
    var problem: @Sendable (ProblemInquiry) -> [WrongAnswer] = { _ in [] }
    var layer: @Sendable (LayerInquiry) -> [Double] = { _ in [] }
    var field: @Sendable (FieldInquiry) -> Double? = { _ in nil }
    var training: @Sendable (TrainingInquiry) -> [Answer] = { _ in [] }
  }

  /// A rule about the values of problems.
  init(
    _ id: String, _ frequency: Frequency, _ name: String, say: String,
    _ answers: @escaping @Sendable (ProblemInquiry) -> [WrongAnswer]
  ) {
    self.init(id, frequency, name, say, .init(problem: answers))
  }

  /// A rule about the values of problems, and about the same arithmetic in a question about training.
  init(
    _ id: String, _ frequency: Frequency, _ name: String, say: String,
    training: @escaping @Sendable (TrainingInquiry) -> [Answer],
    _ answers: @escaping @Sendable (ProblemInquiry) -> [WrongAnswer]
  ) {
    self.init(id, frequency, name, say, .init(problem: answers, training: training))
  }

  /// A rule about the arithmetic of training.
  init(
    training id: String, _ frequency: Frequency, _ name: String, say: String,
    _ answers: @escaping @Sendable (TrainingInquiry) -> [Answer]
  ) {
    self.init(id, frequency, name, say, .init(training: answers))
  }

  /// A rule about what is counted of a layer.
  init(
    counting id: String, _ frequency: Frequency, _ name: String, say: String,
    _ answers: @escaping @Sendable (LayerInquiry) -> [Double]
  ) {
    self.init(id, frequency, name, say, .init(layer: answers))
  }

  /// A rule about receptive fields.
  init(
    seeing id: String, _ frequency: Frequency, _ name: String, say: String,
    _ answers: @escaping @Sendable (FieldInquiry) -> Double?
  ) {
    self.init(id, frequency, name, say, .init(field: answers))
  }

  private init(
    _ id: String, _ frequency: Frequency, _ name: String, _ say: String, _ answers: Answering
  ) {
    (self.id, self.frequency, self.name, self.say) = (id, frequency, name, say)
    self.answers = answers
  }

  /// What somebody who thinks so answers to a question; nothing where the rule has nothing to say, or
  /// what it says is right.
  public func wrongAnswers(to inquiry: Inquiry) -> [WrongAnswer] {
    let answers: [WrongAnswer] =
      switch inquiry {
      case .problem(let inquiry): self.answers.problem(inquiry)
      case .layer(let inquiry): self.answers.layer(inquiry).map { WrongAnswer(.number($0)) }
      case .field(let inquiry):
        self.answers.field(inquiry).map { [WrongAnswer(.number($0))] } ?? []
      case .training(let inquiry): self.answers.training(inquiry).map { WrongAnswer($0) }
      }
    return answers.filter { !inquiry.answer.agrees(with: $0.answer) }
  }
}

extension Misconception {
  /// The rules by topic, in the order of the course.
  static let topics: [(title: String, rules: [Misconception])] = [
    ("Sizes", sizes), ("Results of a convolution", convolutionValues),
    ("Channels", channelValues), ("What is counted of a layer", layerCounts),
    ("Pooling", poolingValues), ("Gradients of pooling", poolingGradients),
    ("Transposed convolution and upsampling", transposed), ("Unrolled windows", columns),
    ("Units that decide", units), ("Activations", activations), ("Softmax and losses", losses),
    ("Batch normalisation and dropout", normalisation),
    ("Gradients of a convolution", convolutionGradients), ("Backpropagation", backpropagation),
    ("Receptive fields", receptiveFields), ("Steps down a slope", optimizers),
    ("The perceptron rule, steps and epochs", training), ("A single sum", sums),
  ]

  /// All rules, in the order of the course.
  public static let all: [Misconception] = topics.flatMap(\.rules)

  /// Whether it can happen to somebody who has worked out every product of a sum: only adding them up is
  /// left then.
  public var isOfAdding: Bool { Self.ofAdding.contains(id) }

  private static let ofAdding: Set<String> = [
    "bias-left-out", "sum-term-left-out", "sum-term-twice", "sum-sign-lost", "sum-stopped-early",
    "sum-largest-only",
  ]

  /// The rule with an id; `nil` without one.
  public static func named(_ id: String) -> Misconception? { byID[id] }

  /// All rules, the commoner ones first, and those of a frequency in the order of the course.
  static let byFrequency = [Frequency.often, .common, .seldom].flatMap { frequency in
    all.filter { $0.frequency == frequency }
  }

  private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
}
