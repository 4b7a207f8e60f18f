extension Dataset {
  /// A short text that another set of images, or the same with a changed pixel or label, does not
  /// have: FNV-1a over words of eight bytes.
  ///
  /// It notices changes, not malice.
  ///
  /// - Complexity: O(pixels), about as long as reading them from memory.
  public var fingerprint: String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ word: UInt64) { hash = (hash ^ word) &* 0x100_0000_01B3 }
    for part in [train, test] {
      for bytes in [part.pixels, part.labels] {
        add(UInt64(bytes.count))
        bytes.withUnsafeBytes { bytes in
          let whole = bytes.count / 8 * 8
          for offset in stride(from: 0, to: whole, by: 8) {
            add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
          }
          for byte in bytes[whole...] { add(UInt64(byte)) }
        }
      }
    }
    return String(hash, radix: 16)
  }
}
