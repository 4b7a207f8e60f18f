import Foundation
import Interchange
import Problems
import Typesetting

/// How bright a patch is, cell by cell: written in the lesson, or a picture file of the course.
struct LightPicture: Sendable {
  /// The brightness, row by row.
  let rows: [[Double]]
  /// The brightness that is drawn white.
  let white: Double

  /// The most rows and columns of a picture: more than any terminal has half cells for side by side.
  private static let most = 200

  /// Reads rows of numbers, or the name of a picture.
  ///
  /// - Parameters:
  ///   - node: `1 0 / 0 1`, or `landscape` for `Pictures/landscape.pgm`.
  ///   - folder: The folder with pictures.
  init(_ node: SourceNode, in folder: String) throws(Diagnostic) {
    let text = try node.string("a patch")
    guard text.first?.isLetter == true else {
      rows = try node.rows("the patch")
      // Small patches are made of ones; the brightest of larger numbers is as white.
      white = max(1, rows.joined().max() ?? 1)
      return
    }
    let name = try node.identifier(example: "landscape")
    let endings = ["pgm", "png", "jpg"]
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard let file = endings.map({ "\(name).\($0)" }).first(where: files.contains) else {
      let names = files.filter { file in endings.contains { file.hasSuffix(".\($0)") } }
        .map { $0.prefix { $0 != "." } }.sorted()
      throw node.diagnostic(
        "there is no picture \(name.quoted): \(folder)/\(name).pgm is missing",
        remedy: names.isEmpty
          ? "Put it there as PGM, PNG or JPEG." : "There is \(names.joined(separator: ", ")).")
    }
    let image: RasterImage
    do throws(InterchangeError) {
      image = try RasterImage(contentsOf: "\(folder)/\(file)").converted(toChannels: 1)
    } catch {
      throw node.diagnostic("\(error.message) (\(folder)/\(file))", remedy: error.remedy)
    }
    guard image.width <= Self.most, image.height <= Self.most else {
      throw node.diagnostic(
        "the picture \(name.quoted) has \(image.width)×\(image.height) pixels",
        remedy: "Make it smaller: at most \(Self.most) each way can be told apart in a terminal.")
    }
    rows = (0..<image.height).map { row in
      image.pixels[row * image.width..<(row + 1) * image.width].map { Double($0) }
    }
    white = 255
  }
}
