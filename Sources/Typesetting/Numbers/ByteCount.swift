import Foundation

/// Numbers of bytes as people read them.
public enum ByteCount {
  /// In powers of 1000, as networks and disks count: `512 bytes`, `28.9 kB`, `170.1 MB`.
  public static func text(_ count: Int) -> String {
    if count < 1000 { return count == 1 ? "1 byte" : "\(count) bytes" }
    if count < 999_950 { return NumberText.fixed(Double(count) / 1e3, 1) + " kB" }
    return NumberText.fixed(Double(count) / 1e6, 1) + " MB"
  }

  /// In powers of 1024, as memory counts: `64 KiB`, `1.5 MiB`; a digit behind the point where there
  /// would be only one before it.
  public static func memory(_ count: Int) -> String {
    let units = ["B", "KiB", "MiB", "GiB"]
    var (value, unit) = (Double(count), 0)
    while value >= 1024, unit < units.count - 1 { (value, unit) = (value / 1024, unit + 1) }
    let tenths = Int((value * 10).rounded())
    let isWhole = tenths.isMultiple(of: 10) || tenths >= 100
    let number =
      isWhole ? "\(Int((Double(tenths) / 10).rounded()))" : "\(tenths / 10).\(tenths % 10)"
    return "\(number) \(units[unit])"
  }
}
