import CNCurses

/// Control sequences that ncurses does not send by itself.
struct ScreenModes {
  /// Asks for reports of buttons and of every movement, in the format without a size limit.
  let mouseOn: String
  let mouseOff: String
  /// Brackets what belongs to one picture.
  ///
  /// Terminals without the mode pass over it, but only those of the xterm family, to which the mouse
  /// is a hint, are trusted to.
  let beginUpdate: String
  let endUpdate: String
  /// Lets all rows scroll, whatever was set before.
  ///
  /// ncurses sets the region when it takes the screen, by the size that it knows; a window that grows at
  /// that moment would keep a part of itself that does not scroll, in the shell afterwards, too.
  let wholeRegion: String

  init(hasMouse: Bool) {
    mouseOn = hasMouse ? "\u{1B}[?1000h\u{1B}[?1003h\u{1B}[?1006h" : ""
    mouseOff = hasMouse ? "\u{1B}[?1006l\u{1B}[?1003l\u{1B}[?1000l" : ""
    beginUpdate = hasMouse ? "\u{1B}[?2026h" : ""
    endUpdate = hasMouse ? "\u{1B}[?2026l" : ""
    // Without numbers, the sequence that takes two of them (DECSTBM) means the whole.
    let region = Self.capability("csr")
    wholeRegion = region == Array("\u{1B}[%i%p1%d;%p2%dr".utf8) ? "\u{1B}[r" : ""
  }

  /// Sends a sequence behind what ncurses has drawn so far.
  func write(_ sequence: String) {
    var sequence = sequence
    sequence.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cnc_write($0.baseAddress, Int32($0.count)) }
    }
  }

  /// What puts the terminal back after a crash, when ncurses can no longer be asked to.
  func restoreSequence(rows: Int) -> [UInt8] {
    var bytes = Array((endUpdate + mouseOff + wholeRegion).utf8)
    for name in ["sgr0", "rmkx", "cnorm", "op"] { bytes += Self.capability(name) }
    let exit = Self.capability("rmcup")
    if exit.isEmpty {
      // Without a second screen the picture stays; go on below it.
      bytes += Array("\r".utf8) + [UInt8](repeating: 0x0A, count: min(rows, 100))
    }
    return bytes + exit
  }

  /// A terminfo string without its padding marks (`$<5>`), which only slow hardware lines needed.
  private static func capability(_ name: String) -> [UInt8] {
    guard let value = cnc_string_capability(name) else { return [] }
    var bytes: [UInt8] = []
    var rest = String(cString: value).utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "<"),
        let end = rest.firstIndex(of: UInt8(ascii: ">"))
      {
        rest = rest[rest.index(after: end)...]
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
