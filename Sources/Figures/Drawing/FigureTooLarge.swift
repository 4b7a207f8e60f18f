import Storyboards
import Typesetting

/// Why a storyboard does not fit into a figure.
public enum FigureTooLarge: UserError, Equatable {
  /// It has more frames than one file holds.
  case frames(Int, most: Int)
  /// A frame has more cells than anybody can read.
  case cells(Int, most: Int)
  /// All frames together have more cells than a viewer plays.
  case cellsTogether(Int, most: Int)

  /// What there is too much of.
  public var message: String {
    switch self {
    case .frames(let count, let most):
      "the view has \(count) frames, more than the \(most) that one file holds"
    case .cells(let count, let most):
      "a frame of this view has \(count) cells, more than the \(most) that are drawn"
    case .cellsTogether(let count, let most):
      "all frames of this view have \(count) cells together, more than the \(most) that are drawn"
    }
  }

  /// What to do.
  public var remedy: String {
    switch self {
    case .frames, .cellsTogether: "Draw one frame with --frame, or use a smaller input."
    case .cells:
      "Use a smaller input or another view; --format text shows a part, --format json all numbers."
    }
  }
}

extension FigureTooLarge {
  /// The most frames of an animation, a page or a recording: at the usual speed, four minutes.
  public static let mostFrames = 400
  /// The most cells of a drawn frame.
  static let mostCells = 20_000
  /// The most cells that are drawn for all frames of an animation.
  static let mostCellsTogether = 1_000_000

  /// Makes sure that frames of a storyboard can be drawn.
  static func check(frames: Range<Int>, in layout: FigureLayout) throws(FigureTooLarge) {
    guard frames.count <= mostFrames else { throw .frames(frames.count, most: mostFrames) }
    let cells = layout.panels.reduce(0) { sum, placed in
      let figure = placed.figure
      return sum + figure.slotCount * figure.rows * figure.columns
    }
    guard cells <= mostCells else { throw .cells(cells, most: mostCells) }
    guard cells * frames.count <= mostCellsTogether else {
      throw .cellsTogether(cells * frames.count, most: mostCellsTogether)
    }
  }
}
