/// The largest values the geometry accepts.
///
/// Both are powers of two chosen so that no sum or product below can overflow a 64-bit `Int`: the
/// largest product is a size times a stride, 2⁴⁰ · 2²⁰ = 2⁶⁰. They are far above any real layer,
/// so a value beyond them is a slip of the keyboard and is reported as one.
public enum GeometryLimits {
  /// The largest kernel size, stride, padding, dilation, output padding or channel count: 2²⁰.
  public static let maximumParameter = 1_048_576

  /// The largest length of an axis, in cells: 2⁴⁰.
  public static let maximumSize = 1_099_511_627_776

  /// Throws unless `value` lies between `minimum` and ``maximumParameter``.
  static func check(
    _ parameter: GeometryError.Parameter, _ value: Int, atLeast minimum: Int
  ) throws(GeometryError) {
    guard value >= minimum, value <= maximumParameter else {
      throw .parameterOutOfRange(parameter, value: value, allowed: minimum...maximumParameter)
    }
  }

  /// Throws unless `size` is a possible length of an axis: 1 to ``maximumSize`` cells.
  static func check(size: Int) throws(GeometryError) {
    guard size >= 1, size <= maximumSize else { throw .sizeOutOfRange(size) }
  }
}
