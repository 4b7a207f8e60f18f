import Foundation
import Interchange
import TerminalKit
import Training

/// What a network made of a picture, as text.
enum PredictionText {
  /// The file and its three most probable classes, each with a bar; beside the picture as the network
  /// sees it, where there is a terminal to draw it on.
  ///
  /// - Parameter depth: How many colours the terminal has; `nil` draws nothing.
  static func text(_ path: String, _ answer: Predictor.Answer, depth: ColorDepth? = nil) -> String {
    let top = answer.classes.prefix(3)
    let width = top.map(\.name.count).max() ?? 0
    let rows = top.map { name, probability in
      let bar = String(repeating: "█", count: Int(saturating: Double(probability) * 30))
      let percent = probability.isNaN ? "NaN" : String(format: "%5.1f %%", 100 * probability)
      return "  \(name.padding(to: width))  \(percent)  \(bar)".trimmingTrailingSpaces
    }
    guard let depth else { return ([path] + rows).joined(separator: "\n") }
    let seen = answer.seen
    let picture = PrintedPicture(
      seen.pixelImage, size: Size(width: seen.width, height: (seen.height + 1) / 2), depth: depth)
    // The answers stand in the middle of the picture's height.
    let first = max(0, (picture.lines.count - rows.count) / 2)
    let lines = picture.lines.enumerated().map { index, line in
      let isBeside = rows.indices.contains(index - first)
      return isBeside ? line + "  " + rows[index - first] : line
    }
    return ([path] + lines).joined(separator: "\n")
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
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(rows), as: UTF8.self)
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
