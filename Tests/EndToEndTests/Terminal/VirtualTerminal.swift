import CVTerm

/// A terminal of the xterm family without a window: libvterm, which this project did not write.
///
///     let terminal = VirtualTerminal(size: .standard)
///     terminal.feed("\u{1B}[2;4HConvolution")
///     terminal.screen.contains("Convolution")  // true
final class VirtualTerminal {
  private(set) var size: ScreenSize
  /// Takes what the terminal sends to the program: keys and answers.
  var send: ([UInt8]) -> Void = { _ in }
  private var modes = SwitchedModes()
  private var terminal: UnsafeMutablePointer<cvterm>?
  /// The picture of what has been fed so far, once somebody has looked at it.
  private var picture: Screen?

  init(size: ScreenSize) {
    self.size = size
    terminal = cvterm_new(Int32(size.rows), Int32(size.columns), listener)
  }

  deinit { cvterm_free(terminal) }

  /// Shows what a program has written.
  func feed(_ bytes: some Sequence<UInt8>) {
    Array(bytes).withUnsafeBytes { cvterm_feed(terminal, $0.baseAddress, $0.count) }
    picture = nil
  }

  /// Shows text.
  func feed(_ text: String) { feed(text.utf8) }

  /// Changes the size; what is at the top left stays there, as on xterm.
  func resize(to size: ScreenSize) {
    self.size = size
    cvterm_resize(terminal, Int32(size.rows), Int32(size.columns))
    modes.resize()
    picture = nil
  }

  /// Sends what a key means in the modes that the program has switched.
  func press(_ key: cvterm_key) { cvterm_press(terminal, key) }

  /// What is shown.
  var screen: Screen {
    if let picture { return picture }
    let rows = (0..<size.rows).map { row in
      (0..<size.columns).map { column in
        ScreenCell(cvterm_get_cell(terminal, Int32(row), Int32(column)))
      }
    }
    var column: Int32 = 0
    let row = cvterm_cursor(terminal, &column)
    let new = Screen(
      size: size, rows: rows, cursor: Screen.Position(row: Int(row), column: Int(column)),
      leftovers: leftovers, unrecognized: modes.unrecognized, hasUsedColor: modes.hasUsedColor,
      isAlternate: terminal!.pointee.is_alternate, isUpdating: modes.dec.contains(2026))
    picture = new
    return new
  }

  /// What a program has switched and not switched back, in words.
  private var leftovers: [String] {
    let state = terminal!.pointee
    let pen = Pen(cvterm_get_pen(terminal))
    var list: [String] = []
    if state.is_alternate { list.append("the alternate screen is shown") }
    if state.reports_mouse { list.append("the mouse is reported") }
    if !cvterm_key_sends(terminal, cvterm_key_keypad_0, "0") {
      list.append("the keypad sends application sequences")
    }
    if !cvterm_key_sends(terminal, cvterm_key_up, "\u{1B}[A") {
      list.append("the arrow keys send application sequences")
    }
    if cvterm_brackets_paste(terminal) { list.append("pasted text is bracketed") }
    if pen != Pen() { list.append("text is drawn with \(pen)") }
    return list + modes.leftovers(rows: size.rows)
  }

  // MARK: - What libvterm says

  private var listener: cvterm_listener {
    func this(_ context: UnsafeMutableRawPointer?) -> VirtualTerminal {
      Unmanaged.fromOpaque(context!).takeUnretainedValue()
    }
    return cvterm_listener(
      context: Unmanaged.passUnretained(self).toOpaque(),
      send: { context, bytes, count in
        this(context).send(Array(UnsafeRawBufferPointer(start: bytes, count: count)))
      },
      sequence: { context, sequence in
        this(context).modes.read(ControlSequence(sequence!.pointee))
      },
      escape: { context, bytes, count in
        let bytes = UnsafeRawBufferPointer(start: bytes, count: count)
        this(context).modes.read(escape: String(decoding: bytes, as: UTF8.self))
      },
      control: { context, character in this(context).modes.read(control: character) },
      unknown_sequence: { context, sequence in
        this(context).modes.report(unknown: ControlSequence(sequence!.pointee))
      },
      unknown_control: { context, character in
        this(context).modes.unrecognized.append("control character \(character)")
      })
  }
}

extension ScreenCell {
  init(_ cell: cvterm_cell) {
    pen = Pen(cell.pen)
    guard cell.width > 0 else {
      text = ""
      return
    }
    var scalars = String.UnicodeScalarView()
    withUnsafeBytes(of: cell.scalars) { bytes in
      for value in bytes.bindMemory(to: UInt32.self).prefix(while: { $0 != 0 }) {
        Unicode.Scalar(value).map { scalars.append($0) }
      }
    }
    text = scalars.isEmpty ? " " : String(scalars)
  }
}

extension Pen {
  init(_ pen: cvterm_pen) {
    let switches: [(Bool, Attributes)] = [
      (pen.bold, .bold), (pen.italic, .italic), (pen.underline, .underline), (pen.blink, .blink),
      (pen.reverse, .reverse), (pen.struck, .struck),
    ]
    for (isOn, attribute) in switches where isOn { attributes.insert(attribute) }
    foreground = Color(pen.foreground, rgb: pen.foreground_rgb)
    background = Color(pen.background, rgb: pen.background_rgb)
  }
}

extension Pen.Color {
  fileprivate init(_ number: Int32, rgb: Int32) {
    self =
      switch number {
      case -1: .standard
      case -2: .rgb(Int(rgb))
      default: .indexed(Int(number))
      }
  }
}
