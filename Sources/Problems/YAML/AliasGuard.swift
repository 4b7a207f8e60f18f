import Foundation

/// Refuses files whose aliases could explode before they are composed.
///
/// The composer compares the keys of each set of named values, and comparing walks through every
/// alias. With `a` aliases a file can stand for at most about `3^(a/3)` times its own size, so
/// that product is bounded before composing; what the aliases really stand for is counted
/// exactly afterwards.
enum AliasGuard {
  /// The most bytes that a file may stand for.
  private static let largestExpansion = Double(1 << 26)

  /// - Throws: A diagnostic at the first alias of a file that has too many.
  static func check(_ file: SourceFile) throws(Diagnostic) {
    var aliases = 0
    var firstAlias = 0
    var anchors = 0
    let bytes = file.bytes
    // A value stands at the start of a line or behind one of these signs; `so *much*` is prose.
    // The last three bytes end Unicode's own line breaks.
    let openers = Array(":-?,[{\n".utf8) + [0x85, 0xA8, 0xA9]
    var before = UInt8(ascii: "\n")
    for offset in bytes.indices.dropLast() {
      let sign = bytes[offset]
      if sign == UInt8(ascii: " ") || sign == UInt8(ascii: "\t") { continue }
      defer { before = sign }
      guard sign == UInt8(ascii: "*") || sign == UInt8(ascii: "&"), openers.contains(before),
        WrittenText.isName(bytes[offset + 1])
      else { continue }
      if sign == UInt8(ascii: "&") {
        anchors += 1
      } else {
        if aliases == 0 { firstAlias = offset }
        aliases += 1
      }
    }
    guard anchors > 0, aliases > 0 else { return }
    let expansion = pow(3, Double(aliases) / 3) * Double(bytes.count)
    guard expansion <= largestExpansion else {
      throw Diagnostic(
        file: file.path, at: file.location(ofByte: firstAlias),
        "the file has \(aliases) aliases (*name), more than can be expanded safely",
        remedy: "Write the repeated parts out, or repeat less.")
    }
  }
}
