import Typesetting

/// A piece of a drawing.
struct FigureShape: Hashable {
  /// What is drawn first lies behind.
  enum Layer: Int, CaseIterable {
    /// The lines of grids.
    case grid
    /// What fills or frames cells.
    case fill
    /// What leads from cell to cell, across those between.
    case link
    /// Numbers and words.
    case text
  }

  enum Content: Hashable {
    /// The line around a cell.
    case cell(FigureRect, Border)
    /// A cell that is filled with a hue.
    case filled(FigureRect, Hue)
    /// A ring inside a filled cell: the one that decides.
    case ring(FigureRect)
    /// A frame around a grid that is used whole.
    case outline(FigureRect, Hue)
    /// A straight line.
    case line(FigurePoint, FigurePoint, Line)
    /// A bow from a cell to the one that it is a copy of, with a tip at its edge.
    case arrow(FigureRect, FigureRect)
    /// A line through points.
    case curve([FigurePoint])
    /// A point on a curve.
    case point(FigurePoint)
    /// A line of text from, around or up to a point of its base line.
    case text(ColoredText, FigurePoint, Anchor, Font)
  }

  /// What is around a cell.
  enum Border: Hashable {
    /// An element of the tensor.
    case data
    /// Padding, and zeros between elements.
    case dashed
  }

  /// What a straight line is.
  enum Line: String, Hashable {
    case axis, tangent, wire
    /// Between two units; one that takes part.
    case edge, used
  }

  /// Which part of a text is at its point.
  enum Anchor: Hashable {
    case start, middle, end
  }

  /// How a text is set.
  enum Font: Hashable {
    case usual, title, sign
    /// Under a number that no window covers.
    case underlined
  }

  let content: Content

  init(_ content: Content) { self.content = content }

  var layer: Layer {
    switch content {
    case .cell, .line(_, _, .axis), .line(_, _, .wire), .line(_, _, .edge): .grid
    case .filled, .ring, .outline, .curve, .line(_, _, .tangent), .line(_, _, .used): .fill
    case .arrow: .link
    case .text, .point: .text
    }
  }
}
