import Foundation
import Interchange
import TerminalKit
import Training
import Typesetting

/// What a network made of a picture, as text.
enum PredictionText {
  /// The file and its three most probable classes, each with a bar; beside the picture as the network
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
    guard let depth else { return ([path.printable] + rows).joined(separator: "\n") }
    let seen = answer.seen
    let picture = PrintedPicture(
      seen.pixelImage, size: Size(width: seen.width, height: (seen.height + 1) / 2), depth: depth)
    // The answers stand in the middle of the picture's height.
    let first = max(0, (picture.lines.count - rows.count) / 2)
    let lines = picture.lines.enumerated().map { index, line in
      let isBeside = rows.indices.contains(index - first)
      return isBeside ? line + "  " + rows[index - first] : line
    }
    return ([path.printable] + lines).joined(separator: "\n")
  }

  /// All classes of all pictures, the most probable first.
  static func json(_ answers: [(path: String, answer: Predictor.Answer)]) throws -> String {
    struct Row: Encodable {
      struct Share: Encodable {
        let name: String
        let probability: Float
      }
      let image: String
      let classes: [Share]
    }
    let rows = answers.map { path, answer in
      Row(
        image: path,
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
