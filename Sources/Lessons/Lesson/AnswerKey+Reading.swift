import Misconceptions

extension AnswerKey {
  /// What somebody answers, right or wrong; `nil` where it cannot be read.
  ///
  /// - Parameter texts: What they wrote, as ``check(_:)`` takes it.
  public func answer(read texts: [String]) -> Answer? {
    try? AnswerReader.read(texts, as: form)
  }
}
