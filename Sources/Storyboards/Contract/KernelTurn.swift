import Typesetting

/// How a kernel comes to make half a turn before it slides: picture by picture, each a mirror image of
/// the one before.
///
/// Of a kernel that looks the same turned there is but the last one, which says so. Mirrors rather than a
/// rotation: every picture is a kernel that can be read, of any shape, and the
/// one in the middle is what comes out when half of the turn is forgotten.
public struct KernelTurn: Sendable {
  /// The kernel as it lies on the way, from what was given on.
  struct Picture: Sendable {
    let panel: Panel
    /// Where its first weight has got to.
    let row: Int
    let column: Int
    let sentence: String

    /// Whether its numbers stand as those of another picture do.
    func looks(like other: Picture) -> Bool {
      panel.planes.map(\.values) == other.panel.planes.map(\.values)
    }

    /// The same picture with another sentence.
    func saying(_ sentence: String) -> Picture {
      Picture(panel: panel, row: row, column: column, sentence: sentence)
    }
  }

  /// The panel of the kernel that has made its turn, a position in the storyboard.
  let panel: Int
  /// The pictures before that one.
  let before: [Picture]
  /// The kernel that has made its turn.
  let last: Picture

  /// How many pictures there are, the turned kernel included: two for a row, three for a rectangle, one for
  /// a kernel that looks the same turned.
  public var count: Int { before.count + 1 }

  /// Whether anything is to be seen of it.
  public var isVisible: Bool { !before.isEmpty }
}

extension Storyboard {
  /// How many pictures of a turn come before the frames where those follow each other: none where nothing
  /// is to be seen of it.
  public var turnPictures: Int { turn.map { $0.isVisible ? $0.count : 0 } ?? 0 }

  /// The storyboard with one picture of the turn in the kernel's place, and nothing computed yet: a
  /// single frame, which follows one weight through all pictures.
  ///
  /// - Parameters:
  ///   - position: Which picture.
  ///   - index: The frame whose channels and filter are in view; the first result's where left out.
  /// - Precondition: There is a turn, and it has so many pictures.
  public func turning(_ position: Int, at index: Int? = nil) -> Storyboard {
    guard let turn else { preconditionFailure("no turn in \(title)") }
    let picture = position < turn.before.count ? turn.before[position] : turn.last
    let visible = frames[index ?? resultFrames.lowerBound].visiblePlanes
    var board = self
    board.turn = nil
    var panel = picture.panel
    panel.place = panels[turn.panel].place
    // Titles of one width: the grid below stays where it is.
    panel.title = panel.title.centered(in: DisplayWidth.of(panels[turn.panel].title))
    board.panels[turn.panel] = panel
    // Products are those of the kernel that has made its turn.
    for index in panels.indices where panels[index].isOptional && panels[index].operand == nil {
      board.panels[index].waits = Array(repeating: .max, count: panels[index].cellCount)
    }
    let cell = CellReference(
      panel: turn.panel, plane: visible[turn.panel]?.first ?? 0, row: picture.row,
      column: picture.column)
    let frame = Frame(
      caption: "The half turn, \(position + 1) of \(turn.count): \(picture.sentence).",
      marks: [Mark(cell, .chosen)], arithmetic: [], visiblePlanes: visible,
      finishedCells: index.map { $0 > resultFrames.lowerBound ? frames[$0].finishedCells : 0 } ?? 0)
    board.frames = Frames(count: 1) { _ in frame }
    board.resultFrames = 0..<1
    return board
  }

  /// The storyboard with the pictures of the turn beside the turned kernel, for whatever does not move;
  /// the same where nothing turns.
  ///
  /// They stand first, and what the kernel slides over behind it: an arrow between that and the kernel would
  /// be read as a step from one to the other.
  ///
  /// - Parameter isOptional: Whether they may be left out where there is no room for them.
  public func withTurnBeside(isOptional: Bool = false) -> Storyboard {
    guard let turn, turn.isVisible else { return self }
    var board = self
    board.turn = nil
    board.setColumns()
    let (band, column) = (board.panels[turn.panel].place.band, board.column(of: turn.panel))
    let row = board.panels.indices.filter { board.panels[$0].place.band == band }
      .sorted { board.column(of: $0) < board.column(of: $1) }
    let before = row.filter { board.column(of: $0) < column }
    let pictures = turn.before.indices.map { board.panels.count + $0 }
    for (index, picture) in turn.before.enumerated() {
      board.panels.append(picture.panel)
      board.panels[pictures[index]].sign = index == 0 ? nil : .makes
      board.panels[pictures[index]].isOptional = isOptional
      // Products can be worked out from what else is in view, a turn cannot be seen otherwise.
      board.panels[pictures[index]].isLeftOutLast = isOptional
    }
    let order = pictures + [turn.panel] + row.filter { $0 != turn.panel }
    for (place, index) in order.enumerated() {
      board.panels[index].place = PanelPlace(band: band, column: place)
    }
    before.first.map { board.panels[$0].sign = panels[turn.panel].sign }
    board.panels[turn.panel].sign = .makes
    board.readingOrder.removeAll { $0 == turn.panel }
    let start = board.readingOrder.firstIndex { $0 == before.first } ?? 0
    board.readingOrder.insert(contentsOf: pictures + [turn.panel], at: start)
    board.frames = Frames(count: frames.count) { [frames] position in
      var frame = frames[position]
      for picture in pictures {
        frame.visiblePlanes[picture] = frame.visiblePlanes[turn.panel]
      }
      return frame
    }
    return board
  }

  private func column(of panel: Int) -> Int { panels[panel].place.column ?? 0 }

  /// Gives every panel the column that it takes.
  private mutating func setColumns() {
    var next: [Int: Int] = [:]
    for index in panels.indices {
      let place = panels[index].place
      let column = place.column ?? next[place.band] ?? 0
      next[place.band] = max(next[place.band] ?? 0, column + 1)
      panels[index].place = PanelPlace(band: place.band, column: column)
    }
  }
}

extension String {
  /// The text with as much space on both sides as makes it so wide.
  fileprivate func centered(in width: Int) -> String {
    let room = max(0, width - DisplayWidth.of(self))
    return String(repeating: " ", count: room / 2) + self
      + String(repeating: " ", count: room - room / 2)
  }
}
