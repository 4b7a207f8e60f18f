import Typesetting

/// Shapes as elements of an SVG.
struct SVGShapes {
  private(set) var text = ""

  /// The elements of a group; lines and fillings that look alike become one path.
  init(_ shapes: [FigureShape]) {
    var paths: [(attributes: String, path: String)] = []
    for shape in shapes {
      switch shape.content {
      case .cell(let rect, .data): add(rect, to: &paths, #"class="cell""#)
      case .cell(let rect, .dashed): add(rect.inset(by: 3), to: &paths, #"class="dashed""#)
      case .filled(let rect, let hue):
        add(rect.inset(by: 1), to: &paths, #"class="\#(hue.rawValue)""#)
      case .outline(let rect, let hue):
        add(rect.inset(by: -1.5), to: &paths, #"class="outline \#(hue.rawValue)-line""#)
      case .curve(let points): add(points)
      case .line(let start, let end, let line):
        text +=
          #"<path class="\#(line.rawValue)" d="M\#(Self.pair(start))L\#(Self.pair(end))"/>"# + "\n"
      case .arrow(let start, let end): text += Self.arrow(start, end)
      case .point(let point):
        let (x, y) = (Self.number(point.x), Self.number(point.y))
        text += #"<circle class="output" cx="\#(x)" cy="\#(y)" r="6"/>"# + "\n"
      case .ring, .text: break
      }
    }
    for path in paths { text += #"<path \#(path.attributes) d="\#(path.path)"/>"# + "\n" }
    for shape in shapes {
      switch shape.content {
      case .ring(let rect):
        text +=
          #"<rect class="ring" x="\#(Self.number(rect.x))" y="\#(Self.number(rect.y))""#
          + #" width="\#(Self.number(rect.width))" height="\#(Self.number(rect.height))" rx="11"/>"#
          + "\n"
      case .text(let line, let point, let anchor, let font): add(line, point, anchor, font)
      case .cell, .filled, .outline, .curve, .line, .arrow, .point: break
      }
    }
  }

  private mutating func add(_ curve: [FigurePoint]) {
    guard let first = curve.first else { return }
    let rest = curve.dropFirst().map(Self.pair).joined(separator: " ")
    text += #"<path class="curve" d="M\#(Self.pair(first))L\#(rest)"/>"# + "\n"
  }

  /// A bow beside the straight way between two cells, so that it passes the numbers between them, on a line of
  /// the ground's colour that parts it from what is filled; it ends where the other cell begins.
  private static func arrow(_ copy: FigureRect, _ source: FigureRect) -> String {
    let (start, end) = (copy.middle, source.middle)
    let (across, down) = (end.x - start.x, end.y - start.y)
    let length = max(1, (across * across + down * down).squareRoot())
    let (x, y) = (across / length, down / length)
    // From one cell to its neighbour there is little room to bow; a curve goes half as far aside as its
    // control point.
    let bow = min(28, 0.35 * length)
    let control = FigurePoint(
      x: (start.x + end.x) / 2 - y * bow, y: (start.y + end.y) / 2 + x * bow)
    func point(from cell: FigureRect, isTip: Bool) -> FigurePoint {
      let (x, y) = (control.x - cell.middle.x, control.y - cell.middle.y)
      let length = max(1, (x * x + y * y).squareRoot())
      let edge = length / max(2 * abs(x) / cell.width, 2 * abs(y) / cell.height, 1e-9)
      // It begins beside the copy's number, and its tip is just inside: between neighbours is no more room.
      let distance = isTip ? edge - 3 : min(edge, 9)
      return FigurePoint(
        x: cell.middle.x + x / length * distance, y: cell.middle.y + y / length * distance)
    }
    let (from, tip) = (point(from: copy, isTip: false), point(from: source, isTip: true))
    let way = (x: tip.x - control.x, y: tip.y - control.y)
    let unit = max(1, (way.x * way.x + way.y * way.y).squareRoot())
    let (ahead, aside) = ((x: way.x / unit, y: way.y / unit), (x: -way.y / unit, y: way.x / unit))
    let sides = [4.0, -4].map { side in
      FigurePoint(
        x: tip.x - 7 * ahead.x + side * aside.x, y: tip.y - 7 * ahead.y + side * aside.y)
    }
    let path =
      "M\(pair(from))Q\(pair(control)) \(pair(tip))"
      + "M\(pair(sides[0]))L\(pair(tip))L\(pair(sides[1]))"
    return #"<path class="halo" d="\#(path)"/>"# + "\n" + #"<path class="arrow" d="\#(path)"/>"#
      + "\n"
  }

  private static func pair(_ point: FigurePoint) -> String {
    "\(number(point.x)) \(number(point.y))"
  }

  private func add(
    _ rect: FigureRect, to paths: inout [(attributes: String, path: String)], _ attributes: String
  ) {
    let path =
      "M\(Self.number(rect.x)) \(Self.number(rect.y))h\(Self.number(rect.width))"
      + "v\(Self.number(rect.height))h\(Self.number(-rect.width))z"
    if let place = paths.firstIndex(where: { $0.attributes == attributes }) {
      paths[place].path += path
    } else {
      paths.append((attributes, path))
    }
  }

  private mutating func add(
    _ line: ColoredText, _ point: FigurePoint, _ anchor: FigureShape.Anchor,
    _ font: FigureShape.Font
  ) {
    // Blanks at the start are a distance: viewers drop them.
    let indent = line.plain.prefix { $0 == " " }.count
    let x = Self.number(point.x + FigureMetrics.width(indent))
    var classes: [String] = []
    switch anchor {
    case .start: break
    case .middle: classes.append("middle")
    case .end: classes.append("end")
    }
    switch font {
    case .usual: break
    case .title: classes.append("title")
    case .sign: classes.append("sign")
    case .underlined: classes.append("underlined")
    }
    let body: String
    if line.runs.count == 1 {
      classes += Self.classes(of: line.runs[0])
      body = Self.escaped(String(line.plain.dropFirst(indent)))
    } else {
      var skipped = indent
      body = line.runs.map { run in
        let text = run.text.dropFirst(skipped)
        skipped -= run.text.count - text.count
        guard !text.isEmpty else { return "" }
        let classes = Self.classes(of: run).joined(separator: " ")
        return #"<tspan class="\#(classes)">\#(Self.escaped(String(text)))</tspan>"#
      }.joined()
    }
    let attribute = classes.isEmpty ? "" : #" class="\#(classes.joined(separator: " "))""#
    text +=
      #"<text x="\#(x)" y="\#(Self.number(point.y))"\#(attribute)>\#(body)</text>"# + "\n"
  }

  private static func classes(of run: ColoredText.Run) -> [String] {
    [run.isReversed ? "ground" : run.hue.rawValue] + (run.isBold ? ["bold"] : [])
  }

  /// A coordinate, as short as it can be.
  static func number(_ value: Double) -> String {
    let text = String(value.tenth)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A text as XML has it, whatever is in it: control characters, which XML does not know, are
  /// spelled out.
  static func escaped(_ text: String) -> String {
    text.printable.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
  }
}
