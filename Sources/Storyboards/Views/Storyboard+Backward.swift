import Typesetting

extension Storyboard {
  /// The most frames that are told with a gradient's sum: each goes through all results for it.
  private static let mostTold = 1024

  /// The same with the sum of a gradient in frames that speak of the way back and have but that of the way
  /// forward: of the first gradient that a frame lights.
  ///
  /// - Parameter first: The panel whose sums are told rather than those of the panels before it.
  func tellingGradients(of first: Int? = nil) -> Storyboard {
    guard let detail, frames.count <= Self.mostTold else { return self }
    let (board, frames) = (self, frames)
    var story = self
    story.frames = Frames(count: frames.count) { position in
      var frame = frames[position]
      guard frame.backward.isEmpty, !board.endsInGradient(frame) else { return frame }
      let lit = frame.marks.map(\.cell).filter { board.panels[$0.panel].collects }.sorted()
      guard let cell = lit.first(where: { $0.panel == first }) ?? lit.first,
        let line = detail(cell)?.arithmetic.first
      else { return frame }
      let place = [board.panels[cell.panel].planes[cell.plane].title, board.place(of: cell)]
        .filter { !$0.isEmpty }.joined(separator: ", ")
      let name = board.panels[cell.panel].title + (place.isEmpty ? "" : " (\(place))")
      frame.backward = [
        ArithmeticLine(
          [.sign("\(name): "), .breakOpportunity] + line.tokens, result: line.result,
          digits: line.digits)
      ]
      return frame
    }
    return story
  }

  /// Whether a frame has the sum of a gradient already.
  private func endsInGradient(_ frame: Frame) -> Bool {
    frame.arithmetic.contains { line in
      if case .number(_, .gradient, _) = line.tokens.last { true } else { false }
    }
  }
}

extension Panel {
  /// Whether its numbers are what is collected from what flows back.
  public var collects: Bool { isSentBack && !isOptional && !isSlope && !isUpstream }
}
