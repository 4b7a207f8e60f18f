extension StringProtocol {
  /// The text as a message quotes it, `'rellu'`; of a long one the start, `'relu relu relu …'`.
  public var quoted: String { "'\(start)'" }

  /// The first line with something in it, and of one that a message cannot hold its start.
  public var start: String {
    let line = drop(while: \.isNewline).prefix(41).prefix { !$0.isNewline }
    return line.count > 40 ? line.prefix(39) + "…" : String(line)
  }
}
