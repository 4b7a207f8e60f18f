import Datasets
import Foundation

/// MD5 checksums, computed by `md5sum`.
///
/// They tell a damaged file from a good one. They are what the official pages state, and no defence
/// against somebody who means harm.
public enum MD5 {
  /// The checksum of a file, as 32 hexadecimal digits.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - isCancelled: Asked several times a second whether to stop.
  /// - Throws: ``Datasets/DatasetError`` when the file cannot be read or `md5sum` is missing, or
  ///   ``FetchCancelled``.
  public static func checksum(
    of path: String, isCancelled: () -> Bool = { false }
  ) throws -> String {
    var text: [UInt8] = []
    let (ending, messages) = try ChildTool(name: "md5sum", arguments: [], input: path)
      .run(isCancelled: isCancelled) { text += $0 }
    let digits = String(decoding: text.prefix(32), as: UTF8.self)
    guard ending == .exited(0), isChecksum(digits) else {
      let reason = ToolMessage.first(of: messages, tool: "md5sum") ?? "md5sum failed"
      throw DatasetError(
        path: path, "its checksum cannot be computed: \(reason)",
        remedy: "Check that it is a file, and that the disk is in order.")
    }
    return digits
  }

  /// Whether a text is a checksum as `md5sum` writes it.
  static func isChecksum(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 32 && text.allSatisfy { $0.isHexDigit && $0.isASCII }
  }
}
