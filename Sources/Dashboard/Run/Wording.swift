import Typesetting

/// How the dashboard writes numbers that may not be there yet.
enum Wording {
  /// A loss: four decimals below ten, fewer above.
  static func loss(_ value: Double?) -> String {
    guard let value else { return "–" }
    return abs(value) < 10
      ? NumberText.fixed(value, 4)
      : abs(value) < 1_000 ? NumberText.fixed(value, 2) : NumberText.scientific(value, 3)
  }

  /// A share of one as a percentage with one decimal, such as `71.3 %`.
  static func percent(_ share: Double?) -> String {
    guard let share, share.isFinite else { return "–" }
    return NumberText.percent(share, 1)
  }

  /// A learning rate or another small setting: three significant digits, trailing zeros left out.
  static func setting(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    guard value != 0 else { return "0" }
    return abs(value) >= 1e-4 && abs(value) < 1e5
      ? NumberText.significant(value, 3) : NumberText.scientific(value, 3)
  }

  /// A duration as a clock shows it.
  static func duration(_ seconds: Double?) -> String {
    guard let seconds, seconds.isFinite, seconds >= 0 else { return "–" }
    return DurationText.clock(seconds)
  }

  /// A whole number with groups of three, such as `1,024`.
  static func count(_ number: Int) -> String { NumberText.grouped(number) }

  /// A rate such as images a second: whole above ten.
  static func rate(_ value: Double?) -> String {
    guard let value, value.isFinite, value >= 0, value < 1e12 else { return "–" }
    return value < 10 ? NumberText.fixed(value, 1) : count(Int(value.rounded()))
  }
}
