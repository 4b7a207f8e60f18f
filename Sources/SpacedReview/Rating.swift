/// How well something was remembered.
public enum Rating: Int, CaseIterable, Codable, Hashable, Sendable {
  /// Not at all.
  case again = 1
  /// With effort, or with help.
  case hard
  /// As it should be.
  case good
  /// Without having to think.
  case easy
}
