import Foundation
import TensorEngine

/// A short text that says whether bytes are still those that were written.
public enum Fingerprint {
  /// The fingerprint of bytes, 16 hexadecimal digits.
  public static func of(_ bytes: some Sequence<UInt8>) -> String { FNV1a(bytes).digits }

  /// The fingerprint of a file; `nil` where it cannot be read.
  public static func ofFile(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { data in
      data.withUnsafeBytes { of($0) }
    }
  }
}
