/// A point of a figure, in its units: right of and below its upper left corner.
struct FigurePoint: Hashable, Sendable {
  var x: Double
  var y: Double
}

/// A rectangle of a figure.
struct FigureRect: Hashable, Sendable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var midX: Double { x + width / 2 }
  var middle: FigurePoint { FigurePoint(x: midX, y: y + height / 2) }
  var maxX: Double { x + width }
  var maxY: Double { y + height }

  /// The rectangle without a margin on every side; a negative one makes it larger.
  func inset(by margin: Double) -> FigureRect {
    FigureRect(
      x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin)
  }
}

extension Double {
  /// Rounded to a tenth of a unit, below which nothing is seen.
  var tenth: Double { (self * 10).rounded() / 10 }
}

/// How large things are, in the units of a figure.
///
/// One unit is a pixel where a figure is shown at its own size.
enum FigureMetrics {
  /// The size of numbers, sums and sentences.
  static let fontSize = 16.0
  /// That of the title.
  static let titleSize = 20.0
  /// The width of a character, as a share of the size: common fonts of one width have 0.55 to 0.61.
  static let characterShare = 0.61
  /// The width of a number's character.
  static let characterWidth = fontSize * characterShare
  /// From one line of text to the next.
  static let lineHeight = 24.0
  /// From one line of the title to the next.
  static let titleLineHeight = 28.0
  /// How high a cell is, and how wide at least.
  static let cellSize = 32.0
  /// How high cells may be instead, where a figure is too high for a page.
  static let lowerCells = [26.0, 22, 18]
  /// What is free beside the number in a cell, on both sides together.
  static let cellPadding = 14.0
  /// The columns beyond which the cells of a grid are no wider than their numbers need.
  static let mostWideColumns = 24
  /// What is free beside the number in such a cell, on both sides together.
  static let narrowPadding = 5.0
  /// How wide the panels may be that stand beside each other by choice: a slide has room for them at
  /// their own size.
  static let pageWidth = 1160.0
  /// How high the panels may be before planes that stand below each other are put side by side, and cells are
  /// made lower.
  static let pageHeight = 500.0
  /// What a plane's or a panel's name takes above its grid.
  static let headerHeight = 26.0
  /// How large a curve is, without the numbers at its axes.
  static let plotSize = (width: 320.0, height: 220.0)
  /// What is free around everything.
  static let margin = 28.0
  /// Between two columns of panels; a sign stands in it.
  static let columnGap = 48.0
  /// The same where edges lead from units to units.
  static let edgeLength = 150.0
  /// Between two bands of panels.
  static let bandGap = 22.0
  /// Between a panel and a line that begins or ends below it.
  static let wireGap = 5.0
  /// How far below the panels such a line runs.
  static let wireDepth = 12.0
  /// Between two planes of a panel.
  static let planeGap = 16.0
  /// Between the panels and the text above and below them.
  static let textGap = 24.0

  /// The width of a text of so many columns.
  static func width(_ columns: Int, size: Double = fontSize) -> Double {
    Double(columns) * size * characterShare
  }
}
