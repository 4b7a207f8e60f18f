import TerminalKit

extension Buffer {
  /// The characters, and below them a map of how each is drawn, with its legend.
  ///
  /// In the map a letter stands for a style, a blank for plain text, and a digit for a cell of a
  /// picture: the greater, the brighter.
  public var textAndStyles: String {
    ([text, ""] + StyleMap(of: self, titled: "Styles", by: Self.name).lines).joined(separator: "\n")
  }

  /// The characters, below them a map of how each is drawn with colours, and one of how without.
  public var textAndLooks: String {
    let theme = Theme.standard(on: .dark)
    let plain = StyleMap(of: self, titled: "Without colours") {
      Self.name(of: theme.appearance(of: $0, depth: .none).attributes)
    }
    return ([textAndStyles, ""] + plain.lines).joined(separator: "\n")
  }

  private static func name(of style: Style) -> String {
    style == .text
      ? "" : (["\(style.hue)"] + names(of: style.attributes)).joined(separator: " ")
  }

  private static func name(of attributes: Attributes) -> String {
    names(of: attributes).joined(separator: " ")
  }

  private static func names(of attributes: Attributes) -> [String] {
    let all: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"),
      (.italic, "italic"),
    ]
    return all.filter { attributes.contains($0.0) }.map(\.1)
  }
}

/// Letters in place of the cells of a screen, one for each way in which cells are drawn.
private struct StyleMap {
  private let title: String
  private var rows: [String] = []
  private var legend: [String] = []

  /// - Parameter name: What a style is called; empty for plain text, which the map leaves blank.
  init(of buffer: Buffer, titled title: String, by name: (Style) -> String) {
    self.title = title
    var letters: [String: Character] = [:]
    for y in 0..<buffer.size.height {
      var row = ""
      for x in 0..<buffer.size.width {
        let style = buffer[x, y].style
        if let halves = style.halves {
          row.append(Self.digit(of: halves))
          continue
        }
        let name = name(style)
        guard !name.isEmpty, letters[name] == nil else {
          row.append(letters[name] ?? " ")
          continue
        }
        let letter = Character(UnicodeScalar(UInt8(97 + letters.count)))
        letters[name] = letter
        legend.append("\(letter) \(name)")
        row.append(letter)
      }
      while row.last == " " { row.removeLast() }
      rows.append(row)
    }
  }

  var lines: [String] { ["\(title):"] + rows + [""] + legend }

  private static func digit(of halves: Style.Halves) -> Character {
    let luma = (halves.upper.luma + halves.lower.luma) / 2
    return Character("\(min(9, Int(luma * 10)))")
  }
}
