import Foundation
import Training

/// What a network made of a picture, as text.
enum PredictionText {
  /// The file and its three most probable classes, each with a bar.
  static func text(_ path: String, _ answer: Predictor.Answer) -> String {
    let top = answer.classes.prefix(3)
    let width = top.map(\.name.count).max() ?? 0
    let rows = top.map { name, probability in
      let bar = String(repeating: "█", count: Int((probability * 30).rounded()))
      let percent = String(format: "%5.1f %%", 100 * probability)
      return "  \(name.padding(to: width))  \(percent)  \(bar)".trimmingTrailingSpaces
    }
    return ([path] + rows).joined(separator: "\n")
  }

  /// All classes of all pictures.
  static func json(_ answers: [(path: String, answer: Predictor.Answer)]) throws -> String {
    struct Row: Encodable {
      let image: String
      let classes: [[String: Float]]
    }
    let rows = answers.map { path, answer in
      Row(image: path, classes: answer.classes.map { [$0.name: $0.probability] })
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(rows), as: UTF8.self)
  }
}
