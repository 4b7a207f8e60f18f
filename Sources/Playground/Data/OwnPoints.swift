import Foundation
import Typesetting

/// Points from a file: a line `x,y,class` each.
///
/// Points that do not fill the picture, or lie outside, are moved and scaled to fill it, each axis for
/// itself.
public struct OwnPoints: Hashable, Sendable {
  /// The file.
  public let path: String
  let points: [LabelledPoint]
  /// The classes as the file calls them, those that are numbers in their order.
  let classNames: [String]
  /// Whether points were moved and scaled.
  let isScaled: Bool

  /// The most classes and points.
  static let (mostClasses, mostPoints) = (6, 5_000)

  /// Reads the text of a file.
  ///
  /// - Parameters:
  ///   - text: Lines `x,y,class`; empty ones, those that begin with `#` and a first line of names are
  ///     skipped.
  ///   - path: The file, for messages.
  /// - Throws: ``PlaygroundError`` with the line.
  public init(_ text: String, path: String) throws(PlaygroundError) {
    var rows: [(x: Double, y: Double, name: String)] = []
    var isFirst = true
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let line = line.trimmingCharacters(in: .whitespaces)
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      defer { isFirst = false }
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      if isFirst, fields.count == 3, Double(fields[0]) == nil, Double(fields[1]) == nil { continue }
      rows.append(try Self.row(fields, place: "\(path):\(index + 1)"))
      guard rows.count <= Self.mostPoints else {
        throw PlaygroundError(
          "\(path):\(index + 1)", "there are more than \(Self.mostPoints) points",
          remedy: "Leave some out; a few hundred show the same.")
      }
    }
    let names = Self.ordered(Set(rows.map(\.name)))
    guard names.count >= 2 else {
      throw PlaygroundError(
        path,
        rows.isEmpty
          ? "there is no point" : "all \(rows.count) points are of class \(names[0].quoted)",
        remedy: "Give points of at least two classes, a line x,y,class each.")
    }
    guard names.count <= Self.mostClasses else {
      throw PlaygroundError(
        path, "there are \(names.count) classes", remedy: "At most \(Self.mostClasses) are shown.")
    }
    guard rows.count >= 4 else {
      throw PlaygroundError(
        path, "there are only \(rows.count) points",
        remedy: "Give at least four: some are kept back for the test.")
    }
    self.path = path
    classNames = names
    (points, isScaled) = Self.fitting(
      rows.map { LabelledPoint(x: $0.x, y: $0.y, label: names.firstIndex(of: $0.name) ?? 0) })
  }

  private static func row(
    _ fields: [String], place: String
  ) throws(PlaygroundError) -> (x: Double, y: Double, name: String) {
    guard fields.count == 3 else {
      throw PlaygroundError(
        place, "this line has \(fields.count) value\(fields.count == 1 ? "" : "s")",
        remedy: "A point is x,y,class, such as 0.5,-1.25,2.")
    }
    func number(_ name: String, _ text: String) throws(PlaygroundError) -> Double {
      guard let value = Double(text), value.isFinite, abs(value) <= 1e12 else {
        throw PlaygroundError(
          place, "\(name) is \(text.quoted)", remedy: "It must be a number, with a decimal point.")
      }
      return value
    }
    guard !fields[2].isEmpty else {
      throw PlaygroundError(
        place, "the class is missing", remedy: "A point is x,y,class, such as 0.5,-1.25,2.")
    }
    return (try number("x", fields[0]), try number("y", fields[1]), fields[2])
  }

  /// Numbers by their size, before words by the alphabet.
  private static func ordered(_ names: Set<String>) -> [String] {
    names.sorted { left, right in
      switch (Double(left), Double(right)) {
      case (let left?, let right?) where left != right: left < right
      case (_?, nil): true
      case (nil, _?): false
      default: left < right
      }
    }
  }

  /// The points so that they fill the picture; those that do so already as they are.
  private static func fitting(_ points: [LabelledPoint]) -> ([LabelledPoint], isScaled: Bool) {
    let xs = Axis(points.map(\.x))
    let ys = Axis(points.map(\.y))
    guard !(xs.fits && ys.fits) else { return (points, false) }
    return (
      points.map { LabelledPoint(x: xs.scaled($0.x), y: ys.scaled($0.y), label: $0.label) }, true
    )
  }

  /// The values of one axis, and how they come to lie from −5 to 5.
  private struct Axis {
    let least: Double
    let greatest: Double

    init(_ values: [Double]) {
      (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
    }

    /// Whether they lie in the picture and take at least a quarter of it.
    var fits: Bool {
      max(abs(least), abs(greatest)) <= Plane.reach && greatest - least >= Plane.reach / 2
    }

    func scaled(_ value: Double) -> Double {
      greatest > least ? 10 * (value - least) / (greatest - least) - 5 : 0
    }
  }
}

/// Why the playground cannot take what it was given.
public struct PlaygroundError: UserError, Hashable {
  /// The file, and the line or the setting in it.
  public let place: String
  /// What is wrong.
  public let message: String
  /// What to do.
  public let remedy: String

  init(_ place: String, _ message: String, remedy: String) {
    (self.place, self.message, self.remedy) = (place, message, remedy)
  }
}
