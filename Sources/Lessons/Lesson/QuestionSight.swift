import Storyboards

/// What of a step's stage is in sight while one of its questions is open, on the usual screens.
public struct QuestionSight: Hashable, Sendable {
  /// The views that are drawn on any of them.
  public let views: Set<StoryView>
  /// Whether results are kept back.
  public let hidesResults: Bool

  /// Names what is in sight.
  public init(_ views: Set<StoryView>, hidesResults: Bool) {
    (self.views, self.hidesResults) = (views, hidesResults)
  }
}
