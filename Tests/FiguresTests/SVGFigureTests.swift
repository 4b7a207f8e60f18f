import Foundation
import FoundationXML
import Storyboards
import TensorEngine
import Testing
import Typesetting

@testable import Figures

/// An SVG as a parser of XML reads it.
final class ReadSVG: NSObject, XMLParserDelegate {
  private(set) var size: [Double] = []
  private(set) var texts: [String] = []
  private(set) var elements: [String: Int] = [:]
  private(set) var hiddenGroups = 0
  private var current: String?
  private(set) var title = ""
  private(set) var problem: String?
  private var path: [String] = []

  init(_ text: String) {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    if !parser.parse() { problem = "\(String(describing: parser.parserError))" }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    path.append(name)
    elements[name, default: 0] += 1
    if name == "svg" {
      size = ["width", "height"].compactMap { attributes[$0].flatMap(Double.init) }
    }
    if name == "g", attributes["visibility"] == "hidden" { hiddenGroups += 1 }
    if name == "text" { current = "" }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if path.last == "title" { title += string }
    current? += string
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    path.removeLast()
    if name == "text", let text = current {
      texts.append(text)
      current = nil
    }
  }
}

struct SVGFigureTests {
  @Test(arguments: FigureExample.all, Ground.allCases)
  func `every frame is well-formed and has its texts`(
    example: FigureExample, theme: Ground
  ) throws {
    let story = example.story
    for position in story.frames.indices {
      let text = try SVGFigure(story, frames: position..<position + 1, theme: theme).text
      let read = ReadSVG(text)
      #expect(read.problem == nil)
      #expect(read.title == story.title)
      #expect(read.size.count == 2)
      #expect(read.elements["g"] == nil)
      for line in story.frames[position].told where line.text.count < 60 {
        #expect(read.texts.contains(line.text), "\(line.text)")
      }
      for panel in story.panels {
        #expect(read.texts.contains { $0.hasPrefix(panel.heading) })
      }
    }
  }

  @Test(arguments: FigureExample.all)
  func `an animation has the shapes of each frame, and stands still at the last one`(
    example: FigureExample
  ) throws {
    let story = example.story
    let frames = story.frames.indices
    let layout = FigureLayout(story)
    let animation = FigureAnimation(story, frames: frames, in: layout)
    // Where there are several frames, a kernel turns before the first of them.
    let pictures = frames.count > 1 ? story.turn?.count ?? 0 : 0
    let drawings =
      (0..<pictures).map { FrameDrawing(story.turning($0), 0, in: layout).shapes }
      + frames.map { FrameDrawing(story, $0, in: layout).shapes }
    #expect(animation.frameCount == drawings.count)
    for (position, drawing) in drawings.enumerated() {
      let shapes = animation.layers.joined().filter { $0.contains(position) }.flatMap(\.shapes)
      #expect(Set(shapes) == Set(drawing))
    }
    let moving = animation.layers.joined().filter { $0.frames != [drawings.indices] }
    let read = ReadSVG(try SVGFigure(story, frames: frames).text)
    #expect(read.problem == nil)
    #expect(read.elements["g", default: 0] == moving.count)
    #expect(read.hiddenGroups == moving.count { !$0.contains(drawings.count - 1) })
  }

  @Test func `whatever a text says, the file is well-formed`() throws {
    let story = try #require(FigureExample.all.first).story
    let hostile = "</title><script>&\"'\u{1B}[2J\u{0}\u{85}]]>"
    let frames = Frames(count: 2) { position in
      let frame = story.frames[position]
      return Frame(
        caption: hostile, marks: frame.marks, arithmetic: frame.arithmetic,
        visiblePlanes: frame.visiblePlanes, finishedCells: frame.finishedCells)
    }
    let spoilt = Storyboard(title: hostile, panels: story.panels, frames: frames)
    let read = ReadSVG(try SVGFigure(spoilt, frames: 0..<2).text)
    #expect(read.problem == nil)
    #expect(read.elements["script"] == nil)
    #expect(read.title.contains("<script>&\"'\\u{1B}[2J"))
  }

  @Test func `nothing comes from elsewhere`() throws {
    let story = try #require(FigureExample.all.first).story
    let text = try SVGFigure(story, frames: story.frames.indices).text
    #expect(text.components(separatedBy: "http").count == 2)
    #expect(!text.contains("<script") && !text.contains("@import") && !text.contains("url("))
  }

  @Test func `what is too large says what to do`() throws {
    let wide = try executedViews(.unary(.relu), [counting([1, 1, 150, 150])])
    #expect(throws: FigureTooLarge.cells(45_000, most: 20_000)) {
      try SVGFigure(wide.first, frames: 0..<1)
    }
    let long = try executedViews(.unary(.relu), [counting([1, 1, 21, 21])])
    #expect(throws: FigureTooLarge.frames(441, most: 400)) {
      try SVGFigure(long.first, frames: long.first.frames.indices)
    }
    #expect(throws: FigureTooLarge.frames(441, most: 400)) { try CastRecording(long.first) }
    #expect(FigureTooLarge.frames(441, most: 400).remedy.contains("--frame"))
    #expect(throws: Never.self) { try SVGFigure(long.first, frames: 440..<441) }
  }
}
