/// How the dashboard writes numbers: as wide as they have to be and no wider, so nothing jumps.
enum Wording {
  /// A loss: four decimals below ten, fewer above.
  static func loss(_ value: Double?) -> String {
    guard let value else { return "–" }
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "−∞" : "∞" }
    switch abs(value) {
    case ..<10: return fixed(value, 4)
    case ..<1_000: return fixed(value, 2)
    default: return scientific(value)
    }
  }

  /// A share of one as a percentage with one decimal, such as `71.3 %`.
  static func percent(_ share: Double?) -> String {
    guard let share, share.isFinite else { return "–" }
    return fixed(share * 100, 1) + " %"
  }

  /// A learning rate or another small setting: three significant digits, trailing zeros left out.
  static func setting(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    guard value != 0 else { return "0" }
    return abs(value) >= 1e-4 && abs(value) < 1e5 ? significant(value, 3) : scientific(value)
  }

  /// A duration in words that keep their width: `0:42`, `12:05`, `3:07:21`; days beyond.
  static func duration(_ seconds: Double?) -> String {
    guard let seconds, seconds.isFinite, seconds >= 0 else { return "–" }
    guard seconds < 100 * 86_400 else { return "> 99 days" }
    let all = Int(seconds.rounded())
    let (hours, minutes, rest) = (all / 3_600, all / 60 % 60, all % 60)
    if hours >= 48 { return "\(hours / 24) days \(hours % 24) h" }
    if hours > 0 { return "\(hours):\(twoDigits(minutes)):\(twoDigits(rest))" }
    return "\(minutes):\(twoDigits(rest))"
  }

  /// A whole number with groups of three, such as `1,024`.
  static func count(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return number < 0 ? "−" + text : text
  }

  /// A rate such as images a second: whole above ten.
  static func rate(_ value: Double?) -> String {
    guard let value, value.isFinite, value >= 0, value < 1e12 else { return "–" }
    return value < 10 ? fixed(value, 1) : count(Int(value.rounded()))
  }

  /// A number with so many decimals.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return scientific(value) }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let all = Int((abs(value) * scale).rounded())
    let whole = all / Int(scale)
    let sign = value < 0 && all > 0 ? "−" : ""
    guard decimals > 0 else { return sign + String(whole) }
    let rest = String(all % Int(scale))
    return sign + "\(whole)." + String(repeating: "0", count: decimals - rest.count) + rest
  }

  /// A number with so many significant digits, trailing zeros of a fraction left out.
  private static func significant(_ value: Double, _ digits: Int) -> String {
    var decimals = digits - 1
    var bound = 10.0
    var magnitude = abs(value)
    while magnitude >= bound, decimals > 0 {
      bound *= 10
      decimals -= 1
    }
    while magnitude < 1, decimals < 9 {
      magnitude *= 10
      decimals += 1
    }
    var text = fixed(value, decimals)
    guard text.contains(".") else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  private static func scientific(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "−∞" : "∞" }
    var exponent = 0
    var mantissa = abs(value)
    while mantissa >= 9.995, exponent < 400 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa < 0.9995, mantissa > 0, exponent > -400 {
      mantissa *= 10
      exponent -= 1
    }
    let sign = value < 0 ? "−" : ""
    return sign + significant(mantissa, 3) + "e" + (exponent < 0 ? "−" : "")
      + String(exponent.magnitude)
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
  }
}
