import Glibc

/// The settings of a terminal line (termios), comparable.
struct LineDiscipline: Hashable, Sendable, CustomStringConvertible {
  private var input: tcflag_t
  private var output: tcflag_t
  private var control: tcflag_t
  private var local: tcflag_t
  private var characters: [UInt8]

  init(of descriptor: Int32) throws {
    var settings = termios()
    guard tcgetattr(descriptor, &settings) == 0 else { throw HarnessError.system("tcgetattr") }
    input = settings.c_iflag
    output = settings.c_oflag
    control = settings.c_cflag
    local = settings.c_lflag
    characters = withUnsafeBytes(of: settings.c_cc) { Array($0) }
  }

  /// Whether typed characters are shown by the system.
  var echoes: Bool { local & tcflag_t(ECHO) != 0 }
  /// Whether input arrives by lines.
  var isLineByLine: Bool { local & tcflag_t(ICANON) != 0 }
  /// Whether C-c and C-z make signals.
  var makesSignals: Bool { local & tcflag_t(ISIG) != 0 }

  var description: String {
    let flags = [input, output, control, local].map { String($0, radix: 8) }
    return "iflag oflag cflag lflag \(flags.joined(separator: " ")), characters \(characters)"
  }
}
