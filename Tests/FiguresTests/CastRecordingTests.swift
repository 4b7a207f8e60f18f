import Foundation
import Storyboards
import Testing

@testable import Figures

/// Recordings, read as a player reads them.
struct CastRecordingTests {
  private struct Header: Decodable {
    var version: Int
    var width: Int
    var height: Int
    var title: String
  }

  private func events(_ cast: String) throws -> [(time: Double, kind: String, output: String)] {
    try cast.split(separator: "\n").dropFirst().map { line in
      let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any]
      let items = try #require(event)
      return (
        try #require((items[0] as? NSNumber)?.doubleValue), try #require(items[1] as? String),
        try #require(items[2] as? String)
      )
    }
  }

  /// A text without orders to the terminal.
  private func visible(_ output: String) -> String {
    var parts = output.components(separatedBy: "\u{1B}[")
    for index in parts.indices.dropFirst() {
      let order = parts[index].prefix { !$0.isLetter }
      parts[index].removeFirst(order.count + 1)
    }
    return parts.joined()
  }

  @Test(arguments: FigureExample.all)
  func `a recording shows the text of each frame`(example: FigureExample) throws {
    let story = example.story
    let cast = try CastRecording(story).text
    let first = try #require(cast.split(separator: "\n").first)
    let header = try JSONDecoder().decode(Header.self, from: Data(first.utf8))
    #expect(header.version == 2 && header.width == 80 && header.title == story.title)
    let events = try events(cast)
    let boards =
      (0..<(story.turn?.count ?? 0)).map { (story.turning($0), 0) }
      + story.frames.indices.map { (story, $0) }
    try #require(events.count == boards.count + 1)
    for (position, event) in events.dropLast().enumerated() {
      #expect(event.kind == "o")
      #expect(abs(event.time - 0.6 * Double(position)) < 1e-9)
      let text = visible(event.output).replacing("\r\n", with: "\n")
      #expect(text == PlainText().frame(boards[position].1, of: boards[position].0))
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= header.height)
    }
    #expect(abs((events.last?.time ?? 0) - 0.6 * Double(boards.count + 2)) < 1e-9)
  }

  @Test func `numbers have the colours of their grids, and the window is in reverse`() throws {
    let story = try #require(FigureExample.all.first).story
    let dark = try CastRecording(story).text
    #expect(dark.contains("\\u001b[7;38;2;98;176;255m"))
    #expect(dark.contains("\\u001b[38;2;255;178;36m"))
    let light = try CastRecording(story, theme: .light).text
    #expect(light.contains("\\u001b[7;38;2;10;92;173m"))
  }
}
