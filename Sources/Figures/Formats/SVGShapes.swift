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
      case .cell, .filled, .outline, .curve, .line, .point: break
      }
    }
  }

  private mutating func add(_ curve: [FigurePoint]) {
    guard let first = curve.first else { return }
    let rest = curve.dropFirst().map(Self.pair).joined(separator: " ")
    text += #"<path class="curve" d="M\#(Self.pair(first))L\#(rest)"/>"# + "\n"
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
