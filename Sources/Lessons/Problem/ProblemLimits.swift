/// What a problem may ask of the machine, so that a slip of the keyboard ends in a message and not
/// in a wait.
public enum ProblemLimits {
  /// The most ops in one problem.
  public static let mostOperations = 1_000
  /// The most bytes that all values of a problem may take together, at 8 bytes a number: 2 GiB.
  public static let mostBytes = 1 << 31
  /// The most work: multiply-adds, taps of pools and moved numbers together, 2³³.
  public static let mostWork = 1 << 33
}
