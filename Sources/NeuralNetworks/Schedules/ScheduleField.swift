import Typesetting

/// A piece of a schedule's text that knows where it stands.
struct ScheduleField: CustomStringConvertible {
  let text: String
  private let range: Range<String.Index>

  /// The whole text.
  init(text: String) {
    self.text = text
    range = text.startIndex..<text.endIndex
  }

  private init(_ text: String, _ range: Range<String.Index>) {
    self.text = text
    self.range = range
  }

  var isEmpty: Bool { letters.isEmpty }

  /// The piece as it stands, without spaces around it.
  var description: String {
    String(text[range].drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// What of a name counts: case, hyphens and spaces do not.
  var letters: String { text[range].lowercased().filter { !"-_ ".contains($0) } }

  /// The pieces between separators; at least one.
  func split(_ separator: Character) -> [ScheduleField] {
    text[range].split(separator: separator, omittingEmptySubsequences: false)
      .map { ScheduleField(text, $0.startIndex..<$0.endIndex) }
  }

  func error(_ problem: String, _ remedy: String, atEnd: Bool = false) -> ScheduleError {
    let place = atEnd ? range.upperBound : range.lowerBound
    return ScheduleError(
      text: text, column: text.distance(from: text.startIndex, to: place) + 1, message: problem,
      remedy: remedy)
  }

  /// The number that stands here.
  func number(
    in allowed: ClosedRange<Double>, _ meaning: String, excludingLowest: Bool = false
  ) throws(ScheduleError) -> Double {
    let bounds =
      (excludingLowest ? "above " : "") + allowed.lowerBound.short + " to "
      + allowed.upperBound.short
    guard let number = Double(description) else {
      throw error(
        isEmpty ? "a number is missing" : "\(description.quoted) is not a number",
        "Here stands \(meaning), \(bounds).")
    }
    guard allowed.contains(number), number > allowed.lowerBound || !excludingLowest else {
      throw error(
        "\(description.start) is out of range", "Here stands \(meaning), which must be \(bounds).")
    }
    return number
  }

  /// A share, also written as a percentage.
  func share(in allowed: ClosedRange<Double>, _ meaning: String) throws(ScheduleError) -> Double {
    guard description.hasSuffix("%"), let percent = Double(description.dropLast()) else {
      return try number(in: allowed, meaning)
    }
    guard allowed.contains(percent / 100) else {
      throw error("\(description.start) is out of range", "Here stands \(meaning): 0% to 100%.")
    }
    return percent / 100
  }

  /// The part of a run that stands here: `500`, `30ep`, `50%`.
  func span(_ meaning: String) throws(ScheduleError) -> ScheduleSpan {
    let remedy =
      "Here stands \(meaning): steps (500), epochs (30ep) or a part of the run (50%), above 0."
    let word = description.lowercased()
    // An e belongs to the number only where digits follow: 5e-05% and 5ep.
    let match = word.wholeMatch(of: /(?<digits>[0-9.]+(e[-+]?[0-9]+)?) *(?<unit>.*)/)
    let (digits, unit) = (match?.output.digits ?? "", match?.output.unit ?? "")
    guard let number = Double(digits) else {
      throw error(
        isEmpty ? "a number is missing" : "\(description.quoted) is not a part of a run", remedy)
    }
    guard number > 0, number <= 1e12 else {
      throw error("\(description.start) is out of range", remedy)
    }
    switch unit {
    case "":
      guard let steps = Int(digits) else {
        throw error("\(description.start) steps is not a whole number", remedy)
      }
      return .steps(steps)
    case "ep", "epoch", "epochs":
      return .epochs(number)
    case "%":
      guard number <= 100 else { throw error("\(description.start) is more than the run", remedy) }
      return .percent(number)
    default:
      throw error("\(unit.quoted) is not a unit", remedy)
    }
  }
}
