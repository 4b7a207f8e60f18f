import Figures
import Storyboards
import Typesetting

/// A figure as each of the formats has it.
struct FigureFile {
  private let subject: FigureSubject
  private let frames: Range<Int>
  private let theme: Ground?

  /// Prepares a figure.
  ///
  /// - Parameters:
  ///   - subject: What it shows.
  ///   - frames: The frames that it has, where it does not have all.
  ///   - theme: Its ground; the usual one of its format when absent.
  init(_ subject: FigureSubject, frames: Range<Int>, theme: Ground?) {
    (self.subject, self.frames, self.theme) = (subject, frames, theme)
  }

  private var story: Storyboard { subject.views.first }

  /// Frames as plain text, two empty lines between them.
  var text: String {
    let page = PlainText(width: Prose.width, glyphs: PlainGlyphs.current)
    let story = story.withTurnBeside()
    return frames.map { page.frame($0, of: story) }.joined(separator: "\n\n\n")
  }

  /// A drawing, which moves where it has several frames.
  var svg: String {
    get throws {
      let shown = frames.count > 1 ? story : story.withTurnBeside()
      return try SVGFigure(shown, frames: frames, theme: theme ?? .light).text
    }
  }

  /// A page with the view that was asked for, or with all of them.
  func html(startingAt start: Int) throws -> String {
    let page = try HTMLFigure(
      subject.solved.problem.problem.title ?? story.title, subject.views,
      showing: subject.isViewNamed
        ? [subject.views.start] : viewsOfPage, theme: theme,
      startingAt: start)
    if !page.leftOut.isEmpty {
      let names = page.leftOut.map(\.rawValue).joined(separator: ", ")
      StandardError.write("note: too large to be drawn, and not on the page: \(names)")
    }
    return page.text
  }

  /// The views of the node, the one that it opens with first.
  private var viewsOfPage: [StoryView] {
    let start = subject.views.start
    return [start] + subject.views.ofNode.filter { $0 != start }
  }

  /// A recording of a terminal.
  var cast: String {
    get throws { try CastRecording(story, theme: theme ?? .dark, width: Prose.width).text }
  }

  /// The storyboard for programs.
  var json: String {
    StoryboardJSON(
      subject.operation, subject.views, as: subject.views.start,
      isSinglePrecision: subject.solved.isSinglePrecision
    ).text(frames: frames)
  }
}
