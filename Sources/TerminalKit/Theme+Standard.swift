extension Theme {
  /// Input blue, kernel amber, output green, gradient magenta, padding faint.
  ///
  /// Without colour each role has its own set of attributes. Reverse is kept for the current window
  /// and for selection, except on ``Role/failure``, which must be seen.
  public static let standard = Theme([
    .none: [
      .text: Appearance(),
      .dim: Appearance(.standard, .dim),
      .input: Appearance(.standard, .underline),
      .kernel: Appearance(.standard, .bold),
      .output: Appearance(.standard, [.bold, .underline]),
      .gradient: Appearance(.standard, .italic),
      .padding: Appearance(.standard, [.dim, .italic]),
      .accent: Appearance(.standard, [.bold, .italic]),
      .success: Appearance(.standard, [.underline, .italic]),
      .failure: Appearance(.standard, [.bold, .reverse]),
      .warning: Appearance(.standard, [.bold, .underline, .italic]),
    ],
    .ansi8: [
      .text: Appearance(),
      .dim: Appearance(.standard, .dim),
      // Plain blue is too dark on black; most terminals brighten it when bold.
      .input: Appearance(.indexed(4), .bold),
      .kernel: Appearance(.indexed(3)),
      .output: Appearance(.indexed(2)),
      .gradient: Appearance(.indexed(5)),
      .padding: Appearance(.standard, [.dim, .italic]),
      .accent: Appearance(.indexed(6)),
      .success: Appearance(.indexed(2), .bold),
      .failure: Appearance(.indexed(1), .bold),
      .warning: Appearance(.indexed(3), .bold),
    ],
    .ansi16: [
      .text: Appearance(),
      .dim: Appearance(.standard, .dim),
      .input: Appearance(.indexed(12)),
      .kernel: Appearance(.indexed(3)),
      .output: Appearance(.indexed(2)),
      .gradient: Appearance(.indexed(5)),
      .padding: Appearance(.standard, [.dim, .italic]),
      .accent: Appearance(.indexed(6)),
      .success: Appearance(.indexed(2), .bold),
      .failure: Appearance(.indexed(9)),
      .warning: Appearance(.indexed(3), .bold),
    ],
    .indexed256: [
      .text: Appearance(),
      .dim: Appearance(.indexed(244)),
      .input: Appearance(.indexed(33)),
      .kernel: Appearance(.indexed(172)),
      .output: Appearance(.indexed(34)),
      .gradient: Appearance(.indexed(170)),
      .padding: Appearance(.indexed(103)),
      .accent: Appearance(.indexed(31)),
      .success: Appearance(.indexed(28), .bold),
      .failure: Appearance(.indexed(196), .bold),
      .warning: Appearance(.indexed(166), .bold),
    ],
    .direct: [
      .text: Appearance(),
      .dim: Appearance(.rgb(0x808080)),
      .input: Appearance(.rgb(0x2f81f7)),
      .kernel: Appearance(.rgb(0xc77d0a)),
      .output: Appearance(.rgb(0x2a9d4a)),
      .gradient: Appearance(.rgb(0xc758c7)),
      .padding: Appearance(.rgb(0x8585a8)),
      .accent: Appearance(.rgb(0x1590a8)),
      .success: Appearance(.rgb(0x1f8f3a), .bold),
      .failure: Appearance(.rgb(0xe0443e), .bold),
      .warning: Appearance(.rgb(0xd0661a), .bold),
    ],
  ])
}
