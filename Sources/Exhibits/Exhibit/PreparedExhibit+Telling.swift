import Problems

/// Which numbers an exhibit says in so many words, so that nobody has to find them.
extension PreparedExhibit {
  /// A text in sight while nothing has been answered.
  private struct Saying {
    /// What can be hidden to keep it back; the first says what it is.
    let pieces: [Piece]
    let text: String
  }

  /// The least number that is no coincidence where it stands in another place, too.
  private static let leastTelling = 100.0

  /// Whether the piece that shows a number says it while it is asked for; a curve is read off.
  func tells(_ fact: Fact) -> Bool {
    sayings.contains { saying in
      saying.pieces.contains { $0.name == fact.piece } && saying.text.says(fact.value)
    }
  }

  /// What else says a number while it is asked for, by the names under which it can be hidden.
  ///
  /// Small numbers are left out: a 3 stands in many places and tells nothing there.
  public func others(telling fact: Fact) -> [String] {
    guard abs(fact.value) >= Self.leastTelling else { return [] }
    var names: [String] = []
    for saying in sayings where !saying.pieces.contains(where: { $0.name == fact.piece }) {
      guard let name = saying.pieces.first?.name, !names.contains(name) else { continue }
      if saying.text.says(fact.value) { names.append(name) }
    }
    return names
  }

  /// All that can be hidden and is not, at every step and place that may be looked at.
  private var sayings: [Saying] {
    let cover = cover(found: [])
    let places = hidesSlider ? [slider?.start ?? 0] : Array(allPlaces)
    return places.flatMap { place in
      (0..<(hidesSteps ? 1 : stepCount(at: place))).flatMap { step in
        scene(step, at: place).panels.flatMap(\.sayings)
      }
    }.filter { saying in !saying.pieces.contains(where: cover.hides) }
      .map { Saying(pieces: $0.pieces, text: $0.text) }
  }
}

extension Panel {
  /// What its pieces say.
  fileprivate var sayings: [(pieces: [Piece], text: String)] {
    switch self {
    case .chart(let chart):
      chart.curves.map { ([$0.piece].compactMap(\.self), $0.name) }
        + chart.marks.map { ([$0.piece].compactMap(\.self), $0.label) }
    case .table(let table):
      table.rows.flatMap(\.cells).map { ([$0.piece].compactMap(\.self), $0.text) }
    case .bars(let chart):
      chart.bars.map { ([$0.valuePiece, $0.piece].compactMap(\.self), $0.value) }
    case .timeline(let timeline):
      timeline.events.map { ([$0.yearPiece].compactMap(\.self), String($0.year)) }
    case .areas: []
    case .gallery(let gallery):
      gallery.rows.flatMap(\.self).filter { !$0.isPicture }.map { plate in
        ([plate.piece].compactMap(\.self), plate.numbers.joined().joined(separator: " "))
      }
    case .column(let panels): panels.flatMap(\.sayings)
    }
  }
}

extension String {
  /// Whether one of the numbers in the text is a number, as far as its digits go: `6×28×28` says 6, and
  /// `0.33` a third.
  fileprivate func says(_ value: Double) -> Bool {
    let words = split { !($0.isASCII && $0.isNumber) && !".,-−".contains($0) }
    return words.contains { word in
      let word = String(word.replacing(",", with: ""))
      guard case .number(let number) = NumberSyntax.parse(word) else { return false }
      let decimals = word.firstIndex(of: ".").map { word[$0...].count - 1 } ?? 0
      let unit = (0..<decimals).reduce(1.0) { unit, _ in unit / 10 }
      return abs(number - value) <= (decimals == 0 ? 1e-6 : unit / 2 + 1e-9)
    }
  }
}
