import Foundation

/// Numbers of bytes as people read them, in powers of 1000 as networks and disks count.
public enum ByteCount {
  /// `512 bytes`, `28.9 kB`, `170.1 MB`.
  public static func text(_ count: Int) -> String {
    if count < 1000 { return count == 1 ? "1 byte" : "\(count) bytes" }
    if count < 999_950 { return String(format: "%.1f kB", Double(count) / 1e3) }
    return String(format: "%.1f MB", Double(count) / 1e6)
  }
}
