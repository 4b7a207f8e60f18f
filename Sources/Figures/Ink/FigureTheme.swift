/// The ground that a figure is made for, and its inks in 24 bits.
///
/// Every ink has a contrast of at least 4.5:1 on its ground, and so has the ground on a cell that is
/// filled with the ink.
public enum FigureTheme: String, CaseIterable, Sendable {
  /// Dark on white, for print and most slides.
  case light
  /// Light on near-black.
  case dark

  /// The colour behind everything, as `0xRRGGBB`.
  public var ground: UInt32 { self == .light ? 0xffffff : 0x101014 }

  /// The lines of grids, which nobody has to read.
  public var line: UInt32 { self == .light ? 0xc4c4c4 : 0x4c4c54 }

  /// The colour of an ink, as `0xRRGGBB`.
  public func color(of ink: Ink) -> UInt32 {
    let (light, dark): (UInt32, UInt32) =
      switch ink {
      case .text: (0x262626, 0xd8d8d8)
      case .muted: (0x5a5a5a, 0xa8a8a8)
      case .input: (0x0a5cad, 0x62b0ff)
      case .kernel: (0x7d5400, 0xffb224)
      case .output: (0x0b6118, 0x7fd962)
      case .gradient: (0x8a148f, 0xf08cf5)
      case .padding: (0x565680, 0xa9aed6)
      case .accent: (0x00605f, 0x55d6d0)
      case .warning: (0xb00020, 0xff8f8a)
      }
    return self == .light ? light : dark
  }
}
