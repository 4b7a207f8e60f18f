import Foundation
import NeuralNetworks
import Typesetting

/// A file of the playground: settings as JSON, or somebody's own points.
public enum PlaygroundFile {
  case settings(PlaygroundSettings)
  case points(OwnPoints)

  /// Reads a text: settings begin with a brace, anything else is taken for points.
  ///
  /// - Throws: ``PlaygroundError`` that says what cannot be used, and where it stands.
  public init(_ text: String, path: String) throws(PlaygroundError) {
    let isSettings = text.first { !$0.isWhitespace } == "{"
    self =
      isSettings
      ? .settings(try PlaygroundSettings(text, path: path))
      : .points(try OwnPoints(text, path: path))
  }

  /// What a playground begins with that is opened with this file.
  ///
  /// - Parameter points: The points that settings name.
  public func beginning(
    with points: OwnPoints?
  ) -> (settings: PlaygroundSettings, own: OwnPoints?) {
    switch self {
    case .settings(let settings): (settings, points)
    case .points(let points): (PlaygroundSettings().taking(points), points)
    }
  }
}

extension PlaygroundSettings {
  /// The settings for somebody's own points.
  func taking(_ points: OwnPoints) -> PlaygroundSettings {
    var settings = self
    settings.data = .own
    settings.pointsFile = points.path
    return settings
  }
}

extension PlaygroundSettings {
  /// The settings as JSON, which reads back as the same.
  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    // Nothing in settings is beyond what JSON has.
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) + "\n" } ?? ""
  }

  /// Reads settings.
  ///
  /// - Throws: ``PlaygroundError`` for what is no JSON, lacks a setting or has one out of its range.
  init(_ text: String, path: String) throws(PlaygroundError) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      self = try decoder.decode(PlaygroundSettings.self, from: Data(text.utf8))
    } catch let error as DecodingError {
      throw PlaygroundError(path, Self.message(of: error), remedy: Self.usualRemedy)
    } catch {
      throw PlaygroundError(path, "it cannot be read as settings", remedy: Self.usualRemedy)
    }
    try check(path)
  }

  private static let usualRemedy = "w in convscope lab playground writes a file that can be read."

  private static func message(of error: DecodingError) -> String {
    func name(_ path: [any CodingKey]) -> String {
      let words = path.map { key in
        key.intValue.map(String.init)
          ?? key.stringValue.replacing(/[A-Z]/) { "_" + $0.output.lowercased() }
      }
      return words.joined(separator: ".").quoted
    }
    switch error {
    case .keyNotFound(let key, let context): return "\(name(context.codingPath + [key])) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return context.codingPath.isEmpty
        ? "it holds no settings" : "\(name(context.codingPath)) is of another kind"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty
        ? "it is no valid JSON" : "\(name(context.codingPath)) is none of the known words"
    @unknown default: return "it cannot be read as settings"
    }
  }

  /// Refuses what the playground cannot show or train.
  private func check(_ path: String) throws(PlaygroundError) {
    func need(_ holds: Bool, _ message: String, _ remedy: String) throws(PlaygroundError) {
      if !holds { throw PlaygroundError(path, message, remedy: remedy) }
    }
    func within(
      _ name: String, _ value: Double, _ range: ClosedRange<Double>
    ) throws(PlaygroundError) {
      try need(
        range.contains(value), "\(name) is \(NumberText.short(value))",
        "It goes from \(NumberText.short(range.lowerBound)) to \(NumberText.short(range.upperBound))."
      )
    }
    try need(
      data != .own || pointsFile != nil, "data is own, but points_file is missing",
      "Name the file of the points.")
    try need(
      hiddenLayers.count <= Self.mostLayers, "hidden_layers has \(hiddenLayers.count) layers",
      "At most \(Self.mostLayers) are shown.")
    for width in hiddenLayers {
      try within("a number of hidden_layers", Double(width), 1...Double(Self.mostUnits))
    }
    try need(
      !features.isEmpty && Set(features).count == features.count,
      features.isEmpty ? "features is empty" : "features has one of them twice",
      "They are \(PointFeature.allCases.map(\.rawValue).joined(separator: ", ")).")
    try need(
      Self.optimizers.contains(optimizer), "optimizer is \(optimizer.rawValue)",
      "It is one of \(Self.optimizers.map(\.rawValue).joined(separator: ", ")).")
    try within("noise", noise, 0...0.5)
    try within("train_share", trainShare, 0.1...0.9)
    try within("learning_rate", learningRate, 0...10)
    try within("momentum", momentum, 0...0.999)
    try within("strength", strength, 0...10)
    try within("batch_size", Double(batchSize), 1...Double(OwnPoints.mostPoints))
    try within("seed", Double(seed), 0...1e9)
    try within("point_seed", Double(pointSeed), 0...1e9)
  }
}
