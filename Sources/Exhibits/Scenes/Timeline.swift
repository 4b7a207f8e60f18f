/// Events in their years.
public struct Timeline: Hashable, Sendable {
  /// The events, the first one first.
  public let events: [Event]

  /// Something that happened.
  public struct Event: Hashable, Sendable {
    /// When.
    public let year: Int
    /// What.
    public let text: String
    /// What its year is called when it is kept back.
    public let yearPiece: Piece?
    /// What its text is called when it is kept back.
    public let textPiece: Piece?
  }

  init(_ events: [Event]) { self.events = events }

  /// Empty rows behind each event but the last: as many years a row everywhere, and as few as there is
  /// room for, so that equal spans of years are equally long.
  ///
  /// - Parameter rows: The rows that there are, those of the events among them.
  public func gaps(in rows: Int) -> [Int] {
    let longest = max(1, spans.max() ?? 1)
    let scale = (1...longest).first { height(yearsPerRow: $0) <= rows } ?? longest
    return ways(yearsPerRow: scale).map { $0 - 1 }
  }

  /// The rows that it takes at a scale.
  public func height(yearsPerRow years: Int) -> Int {
    ways(yearsPerRow: years).reduce(events.isEmpty ? 0 : 1, +)
  }

  private var spans: [Int] { zip(events, events.dropFirst()).map { $1.year - $0.year } }

  /// The rows from each event to the next one: at least one, for each has a row of its own.
  private func ways(yearsPerRow years: Int) -> [Int] {
    spans.map { max(1, (2 * $0 + years) / (2 * years)) }
  }
}
