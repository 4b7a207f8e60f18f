import Foundation

/// Lengths of time as people read them.
public enum DurationText {
  /// As a clock shows them, hardly changing their width: `0:42`, `12:05`, `3:07:21`, `2 days 5 h`.
  public static func clock(_ seconds: Double) -> String {
    let all = Int(saturating: max(0, seconds))
    guard all < 100 * 86_400 else { return "> 99 days" }
    let (hours, minutes) = (all / 3_600, all / 60 % 60)
    if hours >= 48 { return "\(hours / 24) days \(hours % 24) h" }
    let rest = twoDigits(all % 60)
    return hours > 0 ? "\(hours):\(twoDigits(minutes)):\(rest)" : "\(minutes):\(rest)"
  }

  /// In words: `8 s`, `3 min 20 s`, `2 h 5 min`.
  public static func words(_ seconds: Double) -> String {
    let all = Int(saturating: min(max(0, seconds), 1e9))
    if all < 60 { return "\(all) s" }
    if all < 3_600 { return "\(all / 60) min \(all % 60) s" }
    return "\(all / 3_600) h \(all / 60 % 60) min"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
