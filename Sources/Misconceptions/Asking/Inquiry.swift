/// A question that misconceptions have something to say about.
public enum Inquiry: Sendable {
  /// About a value of a problem.
  case problem(ProblemInquiry)
  /// About what is counted of a layer.
  case layer(LayerInquiry)
  /// About how far the cells of a stack of layers see.
  case field(FieldInquiry)
  /// About the arithmetic of training.
  case training(TrainingInquiry)

  /// The right answer.
  public var answer: Answer {
    switch self {
    case .problem(let inquiry): inquiry.answer
    case .layer(let inquiry): inquiry.answer
    case .field(let inquiry): inquiry.answer
    case .training(let inquiry): inquiry.answer
    }
  }
}
