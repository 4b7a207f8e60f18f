extension Trainer {
  /// How many test images are shown.
  private static let shownImages = 64

  /// Tests the network on all test images, and tells how far that is.
  ///
  /// - Returns: What came of it; `nil` where the run is to end before.
  func test(
    _ control: TrainingControl, _ observer: (TrainingEvent) throws -> Void
  ) throws -> Evaluation? {
    try model.evaluate(step: state.step) { progress in
      guard !control.abandonsTests else { return false }
      try observer(.testing(progress))
      return true
    }
  }

  /// Answers a question, which changes nothing.
  ///
  /// - Precondition: The command is one.
  func answer(
    _ question: TrainingCommand, _ control: TrainingControl,
    _ observer: (TrainingEvent) throws -> Void
  ) throws {
    switch question {
    case .evaluate:
      guard let test = try test(control, observer) else { return }
      try observer(.evaluation(test))
      try answer(.predict, control, observer)
    case .predict:
      let first = 0..<min(Self.shownImages, dataset.test.count)
      try observer(.predictions(try model.predictions(first), step: state.step))
    case .find(let images):
      let known = images.filter { (0..<dataset.test.count).contains($0) }
      try observer(.found(try model.predictions(known), step: state.step))
    case .takeSnapshot: try observer(.snapshot(model.snapshot(step: state.step)))
    default: preconditionFailure("\(question) is no question")
    }
  }

  /// Shows the end of a run to somebody who stays to look at it.
  ///
  /// - Parameter isTested: Whether this program has tested the network as it is.
  func showEnd(
    isTested: Bool, _ control: TrainingControl, _ observer: (TrainingEvent) throws -> Void
  ) throws {
    try answer(isTested ? .predict : .evaluate, control, observer)
    try answer(.takeSnapshot, control, observer)
  }

  /// Answers questions about a run that has ended, until nobody looks any more.
  func answerQuestions(
    _ control: TrainingControl, _ observer: (TrainingEvent) throws -> Void
  ) {
    while let questions = control.takeQuestions() {
      for question in questions {
        do {
          try answer(question, control, observer)
        } catch {
          // What cannot be told to anybody is lost.
          try? observer(.warning(String(describing: error)))
        }
      }
    }
  }
}
