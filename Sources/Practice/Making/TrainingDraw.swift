import Misconceptions
import Problems
import TensorEngine
import Typesetting

/// Questions about the arithmetic of training as families write them.
enum TrainingDraw {
  /// What can be asked about.
  enum Kind: String, CaseIterable {
    case perceptron
    case xor
    case batch
    case chain
    case steps
    case epochs
    case bestEpoch = "best-epoch"

    /// What has to be given.
    var names: [String] {
      switch self {
      case .perceptron: ["weights", "bias", "input", "target", "rate"]
      case .xor: ["weights", "bias"]
      case .batch: ["weight", "gradients", "rate"]
      case .chain: ["first", "second", "input", "target", "rate"]
      case .steps: ["images", "batch", "epochs"]
      case .epochs: ["images", "batch", "steps"]
      case .bestEpoch: ["losses"]
      }
    }
  }

  /// The names that such a question may use.
  static let keys = [
    "kind", "weights", "bias", "input", "target", "rate", "signs", "weight", "gradients", "first",
    "second", "images", "batch", "epochs", "steps", "losses",
  ]

  /// The question.
  ///
  /// - Throws: A diagnostic at what is missing, and where nothing can be computed.
  static func inquiry(
    _ values: NamedValues, _ asked: Asked, _ draw: Draw
  ) throws(Diagnostic) -> TrainingInquiry {
    let kind = try kind(of: values)
    func list(_ name: String) throws(Diagnostic) -> [Double] {
      let node = try values.required(
        name, of: "a question about \(kind.rawValue)",
        remedy: "It needs \(kind.names.joined(separator: ", ")).")
      return try GridLiteral(try draw.filled(node), as: name).value.elements
    }
    func number(_ name: String) throws(Diagnostic) -> Double {
      let numbers = try list(name)
      guard numbers.count == 1 else {
        throw (values[name] ?? values.node).diagnostic(
          "\(name.quoted) is one number, and \(numbers.count) are given",
          remedy: "Give it one number.")
      }
      return numbers[0]
    }
    func count(_ name: String) throws(Diagnostic) -> Int {
      guard let count = Int(exactly: try number(name)) else {
        throw (values[name] ?? values.node).diagnostic(
          "\(name.quoted) is a whole number", remedy: "Write one without a point.")
      }
      return count
    }
    let question: TrainingInquiry.Question
    switch kind {
    case .perceptron:
      let step = PerceptronStep(
        weights: try list("weights"), bias: try number("bias"), input: try list("input"),
        isWanted: try number("target") > 0, rate: try number("rate"),
        hasSigns: try values["signs"]?.boolean("signs") ?? false)
      question = try asksForBias(asked) ? .perceptronBias(step) : .perceptronWeights(step)
    case .xor: question = .rowsOfXor(weights: try list("weights"), bias: try number("bias"))
    case .batch:
      question = .batchStep(
        weight: try number("weight"), gradients: try list("gradients"), rate: try number("rate"))
    case .chain:
      question = .chainStep(
        ChainStep(
          first: try number("first"), second: try number("second"), input: try number("input"),
          target: try number("target"), rate: try number("rate")))
    case .steps:
      question = .steps(
        images: try count("images"), batch: try count("batch"), epochs: try count("epochs"))
    case .epochs:
      question = .epochs(
        images: try count("images"), batch: try count("batch"), steps: try count("steps"))
    case .bestEpoch: question = .bestEpoch(try list("losses"))
    }
    guard let inquiry = TrainingInquiry(question) else {
      throw values.node.diagnostic(
        "nothing can be computed of these numbers",
        remedy: "Lists are not empty, weights and input are as many, and counts are 1 or more.")
    }
    return inquiry
  }

  private static func kind(of values: NamedValues) throws(Diagnostic) -> Kind {
    let names = Kind.allCases.map(\.rawValue)
    let node = try values.required(
      "kind", of: "training", remedy: "It is one of \(names.joined(separator: ", ")).")
    let text = try node.string("the kind")
    guard let kind = Kind(rawValue: text) else {
      throw node.diagnostic(
        "nothing about \(text.quoted) can be asked of training",
        remedy: NearestName.remedy(for: text, in: names, listedAs: "It is one of"))
    }
    return kind
  }

  /// Whether a step of the perceptron rule is asked for its bias, not for its weights.
  private static func asksForBias(_ asked: Asked) throws(Diagnostic) -> Bool {
    switch asked.value {
    case "output", "weights": return false
    case "bias": return true
    default:
      throw (asked.valueNode ?? asked.node).diagnostic(
        "a step of the perceptron rule has no \(asked.value.quoted)",
        remedy: "Ask of: weights, or of: bias.")
    }
  }
}
