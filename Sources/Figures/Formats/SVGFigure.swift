import Storyboards
import Typesetting

/// Frames of a storyboard as an SVG: one still, or several in a loop.
///
/// It is text that any viewer can set: no scripts, no fonts of its own, nothing from elsewhere. An
/// animation is made of style sheets; where those do not move, or the reader does not want them to,
/// it shows its last frame, in which everything is computed.
public struct SVGFigure {
  private let markup: SVGMarkup
  private let frames: Range<Int>
  private let theme: Ground

  /// How long a frame is seen, in seconds, wherever frames follow each other by themselves.
  public static let secondsPerFrame = 0.6
  /// How many times as long the last one is seen.
  static let lastFrameLength = 3

  /// Draws frames of a storyboard.
  ///
  /// - Throws: ``FigureTooLarge``.
  /// - Precondition: The storyboard has the frames; at least one.
  public init(
    _ storyboard: Storyboard, frames: Range<Int>, theme: Ground = .light
  ) throws(FigureTooLarge) {
    (self.frames, self.theme) = (frames, theme)
    markup = try SVGMarkup(storyboard, frames: frames)
  }

  /// The file.
  public var text: String {
    let names = names
    let last = frames.upperBound - 1
    let words = markup.words(last)
    return markup.element(
      attributes: "",
      description: count > 1 ? "\(count) frames, the last one: \(words)" : words,
      style: SVGStyle.shape + SVGStyle.colors(theme) + motion(names)
    ) { group in
      let isHidden = !group.contains(count - 1)
      return #" class="\#(names[group.frames] ?? "")""#
        + (isHidden ? #" visibility="hidden""# : "")
    }
  }

  /// How many frames follow each other, the pictures of a turn included.
  private var count: Int { markup.animation.frameCount }

  /// A name for each set of frames in which something is there while it is not in others.
  private var names: [[Range<Int>]: String] {
    var names: [[Range<Int>]: String] = [:]
    for group in markup.animation.layers.joined() where group.frames != [0..<count] {
      if names[group.frames] == nil { names[group.frames] = "f\(names.count)" }
    }
    return names
  }

  /// The rules by which they come and go; none for a still.
  private func motion(_ names: [[Range<Int>]: String]) -> String {
    guard !names.isEmpty else { return "" }
    let steps = count - 1 + Self.lastFrameLength
    let duration = SVGShapes.number(Double(steps) * Self.secondsPerFrame)
    let named = names.sorted { ($0.value.count, $0.value) < ($1.value.count, $1.value) }
    let movements = named.map { ranges, name in
      "@keyframes \(name) { \(keyframes(ranges, of: steps)) }\n"
    }
    let rules = named.map { ".\($0.value) { animation-name: \($0.value) }\n" }
    return """
      \(movements.joined())@media (prefers-reduced-motion: no-preference) {
      g { animation: \(duration)s step-end infinite }
      \(rules.joined())}

      """
  }

  private func keyframes(_ ranges: [Range<Int>], of steps: Int) -> String {
    var rules = ranges[0].lowerBound > 0 ? ["0% { visibility: hidden }"] : []
    for range in ranges {
      rules.append("\(percent(range.lowerBound, of: steps)) { visibility: visible }")
      guard range.upperBound < count else { continue }
      rules.append("\(percent(range.upperBound, of: steps)) { visibility: hidden }")
    }
    return rules.joined(separator: " ")
  }

  private func percent(_ step: Int, of steps: Int) -> String {
    "\((Double(step) / Double(steps) * 100_000).rounded() / 1000)%"
  }
}
