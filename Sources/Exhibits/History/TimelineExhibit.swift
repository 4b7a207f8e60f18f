import Problems
import Typesetting

/// What happened in which year, at distances as long as the years between.
struct TimelineExhibit: ExhibitKind {
  static let name = "timeline"
  static let names: [String] = []

  private let events: [(year: Int, text: String)]

  init(_ values: NamedValues) throws(Diagnostic) {
    let node = try values.required(Self.name, of: "show", remedy: "Write '1957: …' for each year.")
    guard case .mapping(let entries) = node.content, entries.count > 1 else {
      throw node.diagnostic(
        "a timeline is a set of years, at least two", remedy: "Write '1957: …' for each.")
    }
    var events: [(year: Int, text: String)] = []
    for entry in entries {
      guard let year = Int(entry.key), events.last.map({ $0.year < year }) ?? true else {
        throw entry.diagnostic(
          "\(entry.key.quoted) is no year after the one before it",
          remedy: "List years in their order, each once.")
      }
      events.append((year, try entry.value.string("what happened")))
    }
    self.events = events
  }

  func content(from sources: ExhibitSources) -> ExhibitContent {
    let years = events.map(\.year)
    let timeline = Timeline(
      events.map { event in
        Timeline.Event(
          year: event.year, text: event.text, yearPiece: Piece("year \(event.year)", in: "years"),
          textPiece: Piece(String(event.year), in: "texts"))
      })
    let facts = years.enumerated().flatMap { index, year in
      years.dropFirst(index + 1).map {
        Fact("years from \(year) to \($0)", Double($0 - year))
      }
    }
    return ExhibitContent(
      "\(years.first ?? 0) to \(years.last ?? 0)", Scene([.timeline(timeline)]), facts: facts)
  }
}
