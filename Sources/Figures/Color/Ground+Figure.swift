import Typesetting

/// What lies behind the colours of a figure; every ``Hue`` has a contrast of at least 4.5:1 on it, and so
/// has the page on a cell that is filled with the hue.
extension Ground {
  /// The colour behind everything, as `0xRRGGBB`.
  var page: UInt32 { self == .light ? 0xffffff : 0x101014 }

  /// The lines of grids, which nobody has to read.
  var line: UInt32 { self == .light ? 0xc4c4c4 : 0x4c4c54 }
}
