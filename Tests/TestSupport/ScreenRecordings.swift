import Foundation
import TerminalKit

/// Screens as text files in a folder `Snapshots` beside the test that compares with them.
///
///     let difference = try recordings.difference(of: buffer.text, from: "home")
///     #expect(difference == nil)
public struct ScreenRecordings {
  private let folder: URL

  /// The recordings beside a file of tests.
  public init(besides file: String = #filePath) {
    folder = URL(fileURLWithPath: file).deletingLastPathComponent()
      .appendingPathComponent("Snapshots")
  }

  /// What is wrong with a screen; `nil` when it is as recorded.
  public func difference(of screen: String, from name: String) throws -> String? {
    try Recording(folder.appendingPathComponent("\(name).txt")).difference(of: screen + "\n")
  }
}

extension Buffer {
  /// The characters, and below them a map of how each is drawn, with its legend.
  ///
  /// In the map a letter stands for a style, a blank for plain text, and a digit for a cell of a
  /// picture: the greater, the brighter.
  public var textAndStyles: String {
    var letters: [Style: Character] = [:]
    var legend: [String] = []
    let map = (0..<size.height).map { y in
      var line = String(
        (0..<size.width).map { x -> Character in
          let style = self[x, y].style
          if let halves = style.halves {
            return Self.digit(of: halves)
          }
          if style == .text { return " " }
          if let letter = letters[style] { return letter }
          let letter = Character(UnicodeScalar(UInt8(97 + letters.count)))
          letters[style] = letter
          legend.append("\(letter) \(Self.name(of: style))")
          return letter
        })
      while line.last == " " { line.removeLast() }
      return line
    }
    return ([text, "", "Styles:"] + map + ["", legend.joined(separator: "\n")])
      .joined(separator: "\n")
  }

  private static func digit(of halves: Style.Halves) -> Character {
    let luma = (halves.upper.luma + halves.lower.luma) / 2
    return Character("\(min(9, Int(luma * 10)))")
  }

  private static func name(of style: Style) -> String {
    let attributes: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"),
      (.italic, "italic"),
    ]
    let names = attributes.filter { style.attributes.contains($0.0) }.map(\.1)
    return (["\(style.hue)"] + names).joined(separator: " ")
  }
}
