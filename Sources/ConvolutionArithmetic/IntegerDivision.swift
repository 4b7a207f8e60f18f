// Swift's `/` rounds toward zero; window arithmetic rounds toward −∞ or +∞, also below zero, where
// a window starts in the leading padding.

/// Returns `⌊dividend / divisor⌋` for a positive divisor.
@inlinable
func floorDivide(_ dividend: Int, by divisor: Int) -> Int {
  let quotient = dividend / divisor
  return quotient * divisor > dividend ? quotient - 1 : quotient
}

/// Returns `⌈dividend / divisor⌉` for a positive divisor.
@inlinable
func ceilDivide(_ dividend: Int, by divisor: Int) -> Int {
  let quotient = dividend / divisor
  return quotient * divisor < dividend ? quotient + 1 : quotient
}

/// Returns the greatest common divisor of two numbers, not both 0 and neither negative.
func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
  var (larger, smaller) = (first, second)
  while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
  return larger
}
