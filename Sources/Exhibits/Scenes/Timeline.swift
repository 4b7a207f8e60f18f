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

  /// Empty rows behind each event but the last, as many in all as there may be: the longer the years
  /// to the next one, the more.
  public func gaps(among rows: Int) -> [Int] {
    let spans = zip(events, events.dropFirst()).map { Double($1.year - $0.year) }
    let sum = spans.reduce(0, +)
    guard sum > 0, rows > 0 else { return spans.map { _ in 0 } }
    // Largest remainders: whole rows that come to the number exactly.
    let shares = spans.map { $0 / sum * Double(rows) }
    var gaps = shares.map { Int($0) }
    let order = shares.indices.sorted {
      (shares[$1] - Double(gaps[$1]), $0) < (shares[$0] - Double(gaps[$0]), $1)
    }
    for index in order.prefix(rows - gaps.reduce(0, +)) { gaps[index] += 1 }
    return gaps
  }
}
