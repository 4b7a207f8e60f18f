import CNCurses
import TerminalKit

/// The ncurses attributes and colour pair of every style, looked up once each.
struct PenTable {
  private struct Pen {
    var attributes: attr_t
    var pair: Int32
  }

  private var theme: Theme
  private let depth: ColorDepth
  private var pens: [Style: Pen] = [:]
  private var hasColors = false

  init(theme: Theme, depth: ColorDepth) {
    self.theme = theme
    self.depth = depth
  }

  /// Turns colours on where the depth asks for them; ncurses must have been started.
  mutating func prepareColors() {
    guard depth != .none, start_color() == OK else { return }
    hasColors = true
    // Pairs then keep the user's own background.
    use_default_colors()
  }

  /// Draws in another theme from now on.
  mutating func change(to theme: Theme) {
    self.theme = theme
    pens = [:]
  }

  /// Draws a cell at a position of the screen.
  mutating func put(_ cell: Cell, at point: Point) {
    let cell = showing(cell)
    let pen = pen(for: cell.style)
    let scalars = cell.character.unicodeScalars.map(\.value)
    cnc_put(
      Int32(point.x), Int32(point.y), scalars, Int32(scalars.count), Int32(cell.width),
      pen.attributes, pen.pair)
  }

  private mutating func pen(for style: Style) -> Pen {
    if let pen = pens[style] { return pen }
    if let halves = style.halves { return picturePen(halves) }
    let appearance = theme.appearance(of: style, depth: depth)
    let pen = Pen(
      attributes: Self.attributes(appearance.attributes),
      pair: pair(appearance.foreground, on: appearance.background))
    pens[style] = pen
    return pen
  }

  /// The pen of a picture's cell.
  ///
  /// Pictures have more colours than terminals have pairs; ncurses gives those that were used
  /// longest ago to new colours, so these pens are looked up each time.
  private func picturePen(_ halves: Style.Halves) -> Pen {
    guard let upper = number(halves.upper.color(depth: depth)),
      let lower = number(halves.lower.color(depth: depth))
    else { return Pen(attributes: 0, pair: 0) }
    return Pen(attributes: 0, pair: max(0, alloc_pair(upper, lower)))
  }

  /// ncurses' number of a colour.
  private func number(_ color: Color?) -> Int32? {
    switch color {
    case .indexed(let index): Int32(index)
    // Entries with direct colours keep numbers below 8 for the user's own eight: the darkest blues
    // move up by what nobody sees.
    case .rgb(let value): Int32(max(value, 8))
    case .standard, nil: nil
    }
  }

  /// A cell as the terminal can show it: of a picture without colours a sign as bright as its pixels,
  /// of a shade the sign before the number.
  private func showing(_ cell: Cell) -> Cell {
    if let halves = cell.style.halves, !hasColors { return Cell(halves.sign) }
    if let shade = cell.style.shade, shade.isSign, !(hasColors && depth.showsShades) {
      return Cell(shade.heat.sign, .dim)
    }
    return cell
  }

  /// The pair of a colour on the user's background, or on another; 0, plain text, when there is none.
  private func pair(_ color: Color, on background: Color?) -> Int32 {
    guard hasColors, let number = number(color) else { return 0 }
    // ncurses finds an existing pair of the same colours by itself.
    return max(0, alloc_pair(number, self.number(background) ?? -1))
  }

  private static func attributes(_ attributes: Attributes) -> attr_t {
    let bits: [(Attributes, attr_t)] = [
      (.bold, cnc_bold), (.dim, cnc_dim), (.underline, cnc_underline),
      (.reverse, cnc_reverse), (.italic, cnc_italic),
    ]
    return bits.reduce(0) { attributes.contains($1.0) ? $0 | $1.1 : $0 }
  }
}
