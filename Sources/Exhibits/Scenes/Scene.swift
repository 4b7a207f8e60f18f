/// What an exhibit shows at one of its steps: panels side by side, and a sentence.
public struct Scene: Hashable, Sendable {
  /// What stands side by side.
  public let panels: [Panel]
  /// What there is to see in it; may be empty.
  public let caption: String

  init(_ panels: [Panel], caption: String = "") { (self.panels, self.caption) = (panels, caption) }
}

/// A part of a scene, in one of the forms that are drawn.
public indirect enum Panel: Hashable, Sendable {
  case chart(Chart)
  case table(Table)
  case bars(BarChart)
  case timeline(Timeline)
  case areas(AreaMap)
  case gallery(Gallery)
  /// Panels below each other in one place.
  case column([Panel])

  /// What of it can be kept back.
  var pieces: [Piece] {
    switch self {
    case .chart(let chart): chart.curves.compactMap(\.piece) + chart.marks.compactMap(\.piece)
    case .table(let table): table.rows.flatMap { $0.cells.compactMap(\.piece) }
    case .bars(let chart):
      chart.bars.flatMap { [$0.namePiece, $0.piece, $0.valuePiece].compactMap(\.self) }
    case .timeline(let timeline):
      timeline.events.flatMap { [$0.yearPiece, $0.textPiece].compactMap(\.self) }
    case .areas: []
    case .gallery(let gallery): gallery.rows.flatMap(\.self).compactMap(\.piece)
    case .column(let panels): panels.flatMap(\.pieces)
    }
  }
}

/// Which colour something has.
public enum Ink: Hashable, Sendable {
  /// That of running text.
  case text
  /// That of what may be skipped.
  case dim
  /// That of one of several things that are compared, from 0; there are ``Ink/seriesCount``.
  case series(Int)
  /// That of what is right, or wrong.
  case right, wrong

  /// How many things can be told apart.
  public static let seriesCount = 5
}
