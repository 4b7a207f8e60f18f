import ArgumentParser
import Backends
import Foundation
import Interchange
import Training
import Typesetting

/// Asks a trained network about pictures.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ask a trained network what is on a picture.",
    discussion: """
      Pictures are PNG, JPEG, PPM or PGM of any size; they are brought to the size that the network was \
      trained on. Of a picture of another shape the network sees the middle, or with --fit squeeze all \
      of it. The three most probable classes are printed; in a terminal beside the picture as the \
      network sees it.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("The folder of a run, or its name in the list of runs.", valueName: "run"),
    completion: .directory)
  var folder: String

  @ArgumentParser.Argument(
    help: ArgumentHelp("The pictures.", valueName: "image"),
    completion: .file(extensions: ["png", "jpg", "jpeg", "ppm", "pgm"]))
  var images: [String]

  @Option(
    help: ArgumentHelp(
      "What becomes of a picture of another shape: crop takes its middle, squeeze all of it.",
      valueName: "crop|squeeze"))
  var fit: PictureFit = .crop

  @Flag(help: "Print the probabilities of all classes as JSON.")
  var json = false

  func run() throws {
    let (run, configuration) = try RunFolder.open(RunList.path(of: folder))
    let architecture = try NetworkChoice.trainable(configuration.network)
    let predictor = try Predictor(
      run, architecture: architecture, backend: try Backends.standard.make())
    var failures = 0
    var answers: [(path: String, answer: Predictor.Answer)] = []
    for path in images {
      do {
        let picture = try RasterImage(contentsOf: path)
        answers.append((path, try predictor.answer(picture, fit: fit)))
      } catch let error as InterchangeError {
        failures += 1
        StandardError.write(error.report)
      }
    }
    if json {
      StandardOutput.writeExactly(try PredictionText.json(answers))
    } else {
      let depth = PrintedPicture.depth(in: ProcessInfo.processInfo.environment)
      for (path, answer) in answers {
        StandardOutput.writeDrawing(PredictionText.text(path, answer, depth: depth))
      }
    }
    if failures > 0 { throw ExitStatus.cannotRun }
  }
}

extension PictureFit: ExpressibleByArgument {}
