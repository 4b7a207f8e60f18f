import ArgumentParser
import Figures
import Homework
import Typesetting

/// Draws how a node of a problem is computed.
struct Figure: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw a computation for slides and pages: one frame, or all of them.",
    usage: "convscope figure [<options>] [<file>]",
    discussion: """
      A problem is given as to solve. --view list says what there is to draw; the ending of --out, \
      or --format, says as what: text, svg, html (a page with buttons and keys), cast (a recording \
      of a terminal) or json (for programs).

        convscope figure homework.yaml --view list
        convscope figure homework.yaml --node 0 --frame 2 --out window.svg
        convscope figure homework.yaml --node 0 --view im2col --all --out im2col.svg
        convscope figure homework.yaml --node 0 --out homework.html
        convscope figure --preset padding_strides --all --out padding_strides.svg
      """)

  @OptionGroup var source: ProblemOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      What is drawn: an op, counted from 0 (the last one by default), or a gradient, such as \
      gradient:input or gradient:0.weight.
      """, valueName: "node"))
  var node: String?

  @Option(
    help: ArgumentHelp(
      """
      How it is looked at, such as window or im2col; list says what there is. Presets of transposed \
      convolutions are drawn as the guide draws them: in the view twin.
      """,
      valueName: "view"))
  var view: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Which frame, counted from 1; a page opens with it.", valueName: "number"))
  var frame: String?

  @Flag(help: "All frames, one after the other; a drawing that moves.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "What is written; the ending of --out says it too.", valueName: "format"))
  var format: FigureFormat?

  @Option(
    help: ArgumentHelp(
      """
      The ground that a figure is made for; without it an svg is light, a recording dark, and a \
      page as its reader prefers.
      """, valueName: "theme"))
  var theme: Ground?

  @Option(
    help: ArgumentHelp("The file that is written, replaced if it exists.", valueName: "path"),
    completion: .file())
  var out: String?

  func validate() throws {
    try source.check()
    try checkEnding()
    if all, frame != nil {
      throw ValidationError("Give --frame for one frame or --all, not both.")
    }
    if isList, node != nil || frame != nil || all || theme != nil {
      throw ValidationError(
        "--view list shows every node; leave --node, --frame, --all and --theme out.")
    }
    if isList, written.hasTheme {
      throw ValidationError("--view list is text or json, not \(written.rawValue).")
    }
    if frame != nil, written == .cast {
      throw ValidationError("A recording has all frames; leave --frame out.")
    }
    if theme != nil, !written.hasTheme {
      throw ValidationError("--theme goes with svg, html and cast, not \(written.rawValue).")
    }
  }

  /// A file's name and what is in it have to go together.
  private func checkEnding() throws {
    guard let out, out != "-" else { return }
    let ended = FigureFormat(endingOf: out)
    if let ended, let format, ended != format {
      throw ValidationError(
        "The ending of --out asks for \(ended.rawValue), but --format for \(format.rawValue); "
          + "leave one of them out.")
    }
    if ended == nil, format == nil {
      let endings = FigureFormat.allCases.map { "." + $0.ending }.joined(separator: ", ")
      throw ValidationError(
        "The name of --out does not say what is written: end it in one of \(endings), "
          + "or give --format.")
    }
  }

  private var isList: Bool { view == "list" }

  /// What is written.
  private var written: FigureFormat {
    format ?? out.flatMap { FigureFormat(endingOf: $0) } ?? .text
  }

  func run() throws {
    let output = try FigureOutput(out, besides: source.path)
    let problem = try source.problem()
    if isList {
      let list = try FigureList(problem)
      written == .json
        ? try output.write(file: list.json) : try output.write(page: list.text)
      return
    }
    let subject = try FigureSubject(
      problem, node: node, view: view, usualView: try source.usualView)
    let start = try subject.position(ofFrame: frame)
    let file = FigureFile(subject, frames: try frames(of: subject, from: start), theme: theme)
    switch written {
    case .text: try output.write(page: file.text)
    case .svg: try output.write(file: try file.svg)
    case .html: try output.write(file: try file.html(startingAt: start))
    case .cast: try output.write(file: try file.cast)
    case .json: try output.write(file: file.json)
    }
  }

  /// The frames that are written.
  private func frames(of subject: FigureSubject, from start: Int) throws -> Range<Int> {
    let isOne = !all && (frame != nil || !written.holdsAllFrames)
    if isOne, written.holdsOneFrame { return start..<start + 1 }
    let count = subject.views.first.frames.count
    guard count <= SolutionStyle.mostCells else {
      throw FigureTooLarge.frames(count, most: SolutionStyle.mostCells)
    }
    return 0..<count
  }
}
