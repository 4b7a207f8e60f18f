import TensorEngine
import TerminalKit
import Typesetting

/// A run of the playground without a screen: trained for some epochs, and drawn once.
public struct PlaygroundFigure {
  private let settings: PlaygroundSettings
  private let data: SplitPoints
  private let shot: Shot

  /// Trains a network.
  ///
  /// - Throws: ``NetworkError`` or ``BackendError``, and ``PlaygroundError`` where the loss is no number
  ///   any more.
  public init(
    _ settings: PlaygroundSettings, own: OwnPoints?, epochs: Int, on backend: any TrainingBackend
  ) throws {
    let trainer = try PlaygroundTrainer(settings, own: own, on: backend)
    for _ in 0..<epochs { try trainer.finishEpoch() }
    (self.settings, data, shot) = (settings, trainer.data, try trainer.shot(at: (0, 0)))
    guard shot.isFinite else {
      throw PlaygroundError(
        "", "after \(epochs) epochs the loss is no number any more",
        remedy: "Lower learning_rate in the settings.")
    }
  }

  /// What came of it, in a few lines, and the plane in letters and signs.
  public var text: String {
    let widths = [settings.features.count] + settings.hiddenLayers + [data.classes]
    let names = data.classNames.enumerated().map { label, name in
      let letter = SplitPoints.letter(label)
      return "\(letter)\(name == letter ? "" : " \(name)") \(ClassColor.sign(label))"
    }
    return
      ([
        "\(settings.data.title), \(widths.map(String.init).joined(separator: "–")),"
          + " \(settings.activation.rawValue), \(settings.optimizer.title) at"
          + " \(NumberText.short(settings.learningRate)), seed \(settings.seed)",
        "epoch \(NumberText.grouped(shot.epoch)), step \(NumberText.grouped(shot.step))",
        score("train", shot.train), score("test ", shot.test), "",
      ] + rows + ["", "Points: \(names.joined(separator: ", "))."]).joined(separator: "\n")
  }

  private func score(_ name: String, _ score: Shot.Score) -> String {
    "\(name)  loss \(NumberText.fixed(score.loss, 4)),"
      + " \(NumberText.percent(score.accuracy, 1)) right"
  }

  /// A character is twice as high as it is wide.
  private var rows: [String] {
    let (width, height) = (64, 32)
    let pixels = PlanePixels(
      shot, data, width: width, height: height, isHard: false, showsTest: false)
    return (0..<height).map { row in String((0..<width).compactMap { pixels[row, $0].sign }) }
  }

  /// The plane as a square picture: red, green and blue of each pixel, row by row.
  public func pixels(side: Int) -> [UInt8] {
    let pixels = PlanePixels(
      shot, data, width: side, height: side, isHard: false, showsTest: false,
      radius: max(1, side / 160))
    return (0..<side * side).flatMap { index -> [UInt8] in
      let color = pixels[index / side, index % side].color
      return [color.red, color.green, color.blue]
    }
  }
}
