import Foundation
import Interchange
import TerminalKit
import Training
import Typesetting

/// What a network made of a picture, as text.
enum PredictionText {
  /// The file, how it was brought to the network's size, and its three most probable classes, each with a bar; beside the picture as the network
  /// sees it, where there is a terminal to draw it on.
  ///
  /// - Parameter depth: How many colours the terminal has; `nil` draws nothing.
  static func text(_ path: String, _ answer: Predictor.Answer, depth: ColorDepth? = nil) -> String {
    let top = answer.classes.prefix(3)
    let width = top.map { DisplayWidth.of($0.name.printable) }.max() ?? 0
    let rows = top.map { name, probability in
      let name = name.printable
      let bar = TextBar.text(Double(probability), width: 30, full: "█")
      let percent = NumberText.percent(Double(probability), 1).leftPadded(to: 7)
      return "  \(name.padded(to: width))  \(percent)  \(bar)".trimmingTrailingSpaces
    }
    let title = path.printable + (fitting(answer).map { "  \($0)" } ?? "")
    guard let depth else { return ([title] + rows).joined(separator: "\n") }
    let seen = answer.seen
    let picture = PrintedPicture(
      seen.pixelImage, size: Size(width: seen.width, height: (seen.height + 1) / 2), depth: depth)
    // The answers stand in the middle of the picture's height.
    let first = max(0, (picture.lines.count - rows.count) / 2)
    let lines = picture.lines.enumerated().map { index, line in
      let isBeside = rows.indices.contains(index - first)
      return isBeside ? line + "  " + rows[index - first] : line
    }
    return ([title] + lines).joined(separator: "\n")
  }

  /// How a picture was brought to the network's size; `nil` for one that has it.
  ///
  ///     640×480 pixels, its middle 480×480 made 32×32
  static func fitting(_ answer: Predictor.Answer) -> String? {
    let (width, height) = answer.size
    let seen = answer.seen
    if width == seen.width, height == seen.height { return nil }
    let all = "\(width)×\(height) pixels, "
    let made = "made \(seen.width)×\(seen.height)"
    let (byHeight, byWidth) = (width * seen.height, height * seen.width)
    if byHeight == byWidth { return all + made }
    guard answer.fit == .crop else { return all + "squeezed to \(seen.width)×\(seen.height)" }
    let middle =
      byHeight > byWidth
      ? "\(max(1, byWidth / seen.height))×\(height)" : "\(width)×\(max(1, byHeight / seen.width))"
    return all + "its middle \(middle) \(made)"
  }

  /// All classes of all pictures, the most probable first.
  static func json(_ answers: [(path: String, answer: Predictor.Answer)]) throws -> String {
    struct Row: Encodable {
      struct Share: Encodable {
        let name: String
        let probability: Float
      }
      let image: String
      let width: Int
      let height: Int
      let fit: String
      let classes: [Share]
    }
    let rows = answers.map { path, answer in
      Row(
        image: path, width: answer.size.width, height: answer.size.height,
        fit: answer.fit.rawValue,
        classes: answer.classes.map { Row.Share(name: $0.name, probability: $0.probability) })
    }
    return try JSONText.of(rows)
  }
}

extension RasterImage {
  /// The picture as terminals draw it; grey where it has one channel.
  fileprivate var pixelImage: PixelImage {
    PixelImage(width: width, height: height) { row, column in
      let start = (row * width + column) * channels
      func level(_ channel: Int) -> UInt8 { pixels[start + min(channel, channels - 1)] }
      return RGB(level(0), level(1), level(2))
    }
  }
}
