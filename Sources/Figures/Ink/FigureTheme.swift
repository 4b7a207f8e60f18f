import Typesetting

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
    ink.hue.rgb(on: self == .light ? .light : .dark)
  }
}

extension Ink {
  /// The hue that it is, on screens too.
  fileprivate var hue: Hue {
    switch self {
    case .text: .text
    case .muted: .muted
    case .input: .input
    case .kernel: .kernel
    case .output: .output
    case .gradient: .gradient
    case .padding: .padding
    case .accent: .accent
    case .warning: .error
    }
  }
}
