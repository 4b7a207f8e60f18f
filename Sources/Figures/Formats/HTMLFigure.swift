import Storyboards
import Typesetting

/// The views of a node as one page that needs nothing else: buttons and keys go from frame to frame,
/// tabs from view to view, which keep the frame.
///
/// A kernel that turns does so once when its view is opened, before the frame that is shown then; any key
/// ends it, and F plays it again. Who has asked for less motion sees it on F alone.
///
/// The page works in any browser, off line, and on a slide; without scripts it shows the frame that
/// it opens with. A link may name view and frame, as in `figure.html#im2col/5`.
public struct HTMLFigure {
  private let title: String
  private let boards: [(view: StoryView, markup: SVGMarkup)]
  private let theme: Ground?
  private let start: Int
  /// The views that are too large to be drawn, and are not on the page.
  public let leftOut: [StoryView]

  /// Draws views of a node.
  ///
  /// - Parameters:
  ///   - title: What the page is called.
  ///   - views: The node's views.
  ///   - shown: Those that are on the page, the one that it opens with first.
  ///   - theme: The ground; what the reader prefers when absent.
  ///   - start: The frame that it opens with.
  /// - Throws: ``FigureTooLarge`` where the first view cannot be drawn.
  /// - Precondition: The node has the views and the frame.
  public init(
    _ title: String, _ views: LinkedViews, showing shown: [StoryView], theme: Ground? = nil,
    startingAt start: Int = 0
  ) throws(FigureTooLarge) {
    (self.title, self.theme, self.start) = (title, theme, start)
    var boards: [(view: StoryView, markup: SVGMarkup)] = []
    var leftOut: [StoryView] = []
    for view in shown {
      let moving = views.storyboard(view)
      let story = moving.frames.count > 1 ? moving : moving.withTurnBeside()
      do {
        boards.append((view, try SVGMarkup(story, frames: story.frames.indices)))
      } catch {
        if boards.isEmpty { throw error }
        leftOut.append(view)
      }
    }
    (self.boards, self.leftOut) = (boards, leftOut)
  }

  /// The file.
  public var text: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(SVGShapes.escaped(title))</title>
    <style>
    \(PageStyle.text(theme))</style>
    </head>
    <body>
    \(heading)\(boards.count > 1 ? tabs : "")\
    <div class="controls">
    <button id="back" type="button">← back</button>
    <button id="play" type="button">play</button>
    <button id="next" type="button">next →</button>
    <span id="count">\(start + 1) of \(frameCount)</span>
    <span class="keys">\(keys)</span>
    </div>
    \(boards.map(figure).joined())\
    <p id="words" aria-live="polite"></p>
    <noscript><p>Without scripts this page stays at one frame.</p></noscript>
    <script type="application/json" id="said">\(words)</script>
    <script>
    \(PageScript.text(milliseconds: Int(SVGFigure.secondsPerFrame * 1000)))</script>
    </body>
    </html>

    """
  }

  /// The page's title, where figures do not begin with it.
  private var heading: String {
    title == boards[0].markup.storyboard.title ? "" : "<h1>\(SVGShapes.escaped(title))</h1>\n"
  }

  /// How many frames each view has; the pictures of a turn are none of them.
  private var frameCount: Int {
    let animation = boards[0].markup.animation
    return animation.frameCount - animation.turnPictures
  }

  private var keys: String {
    "← → Space Home End" + (boards.contains { $0.markup.animation.turnPictures > 0 } ? " F" : "")
      + (boards.count > 1 ? ", 1–\(boards.count) for the views" : "")
  }

  private var tabs: String {
    let buttons = boards.enumerated().map { index, board in
      #"<button type="button" role="tab" id="tab-\#(board.view.rawValue)" aria-controls="view-\#(board.view.rawValue)""#
        + #" aria-selected="\#(index == 0)">\#(board.view.rawValue)</button>"# + "\n"
    }
    return "<div class=\"tabs\" role=\"tablist\">\n\(buttons.joined())</div>\n"
  }

  private func figure(_ board: (view: StoryView, markup: SVGMarkup)) -> String {
    let isFirst = board.view == boards[0].view
    let turn = board.markup.animation.turnPictures
    let element = board.markup.element(
      attributes: #" style="--drawn: \#(SVGShapes.number(board.markup.layout.size.height))px""#,
      description: board.markup.words(start), style: ""
    ) { group in
      let frames = group.frames.map { range in
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound - 1)"
      }
      return #" data-frames="\#(frames.joined(separator: " "))""#
        + (group.contains(turn + start) ? "" : #" visibility="hidden""#)
    }
    return """
      <figure id="view-\(board.view.rawValue)" data-view="\(board.view.rawValue)"\(boards.count > 1 ? " role=\"tabpanel\"" : "")\
      \(turn > 0 ? " data-turn=\"\(turn)\"" : "")\(isFirst ? "" : " hidden")>
      \(element)<figcaption>\(SVGShapes.escaped(board.view.explanation))</figcaption>
      </figure>

      """
  }

  /// What each frame says, for those who hear the page.
  private var words: String {
    var writer = JSONWriter()
    writer.object { writer in
      for board in boards {
        writer.key(board.view.rawValue)
        writer.array(0..<frameCount) { $0.string(board.markup.words($1)) }
      }
    }
    // A text that ends the script would end it.
    return writer.text.printableJSON.replacing("<", with: "\\u003c")
  }
}
