import Foundation

/// A short number that says whether bytes are still those that were written: FNV-1a with 64 bits.
///
/// It notices damage, not malice.
///
/// - SeeAlso: G. Fowler, L. Noll, K.-P. Vo, http://www.isthe.com/chongo/tech/comp/fnv.
public enum Fingerprint {
  /// The fingerprint of bytes, 16 hexadecimal digits.
  public static func of(_ bytes: some Sequence<UInt8>) -> String {
    let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The fingerprint of a file; `nil` where it cannot be read.
  public static func ofFile(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { data in
      data.withUnsafeBytes { of($0) }
    }
  }
}
