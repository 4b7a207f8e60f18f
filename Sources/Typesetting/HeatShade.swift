/// The shade behind a number that says how large it is among its neighbours: blue above zero, red
/// and brown below, in three steps.
///
/// Numbers stand on it in ``ink(on:)``, with a contrast of at least 4.5:1.
public struct HeatShade: Hashable, Sendable {
  /// How strong it is, 1 to 3.
  public let level: Int
  /// Whether the number is below zero.
  public let isNegative: Bool

  /// From which share of the largest magnitude on each level begins.
  private static let starts = [0.1, 0.4, 0.7]

  /// The shade of a number; `nil` for one that is next to nothing, and for what is no number.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - largest: The largest magnitude among its neighbours.
  public init?(_ value: Double, among largest: Double) {
    guard value.isFinite, largest.isFinite, largest > 0 else { return nil }
    level = Self.starts.count { abs(value) / largest >= $0 }
    isNegative = value < 0
    guard level > 0 else { return nil }
  }

  /// Its colour among the 256 of a terminal.
  public func index(on ground: Ground) -> UInt8 { shades(on: ground)[level - 1].index }

  /// Its colour as `0xRRGGBB`.
  public func rgb(on ground: Ground) -> UInt32 { shades(on: ground)[level - 1].rgb }

  /// The colour of numbers on it, among the 256 of a terminal and as `0xRRGGBB`.
  public static func ink(on ground: Ground) -> (index: UInt8, rgb: UInt32) {
    ground == .dark ? (255, 0xeeeeee) : (232, 0x080808)
  }

  /// What tells its level without colour, before the number: strokes that are no sign of arithmetic.
  ///
  /// Whether it is below zero the number says itself.
  public var sign: Character { Array("'\"#")[level - 1] }

  private func shades(on ground: Ground) -> [(index: UInt8, rgb: UInt32)] {
    switch (ground, isNegative) {
    case (.dark, false): [(17, 0x00005f), (18, 0x000087), (25, 0x005faf)]
    case (.dark, true): [(52, 0x5f0000), (88, 0x870000), (94, 0x875f00)]
    case (.light, false): [(195, 0xd7ffff), (153, 0xafd7ff), (75, 0x5fafff)]
    case (.light, true): [(230, 0xffffd7), (223, 0xffd7af), (216, 0xffaf87)]
    }
  }
}
