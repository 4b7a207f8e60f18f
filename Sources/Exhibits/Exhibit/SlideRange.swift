import Problems
import Typesetting

/// Equally far numbers for a slider: from, to, by.
struct SlideRange: Sendable {
  /// The numbers, the least first; at least two.
  let values: [Double]

  /// The most places that a slider has: as many as can be seen.
  private static let most = 41

  init(_ node: SourceNode) throws(Diagnostic) {
    let numbers = try node.numbers("slide", count: 3)
    let (low, high, step) = (numbers[0], numbers[1], numbers[2])
    guard step > 0, high > low, (high - low) / step < Double(Self.most) else {
      throw node.diagnostic(
        "a slider goes up, from a number to another, in at most \(Self.most - 1) steps",
        remedy: "Write from, to and by: -6 1 0.5.")
    }
    values = (0...Int(((high - low) / step + 1e-9).rounded(.down))).map { place in
      // Ten digits take what binary fractions add to decimal steps away.
      ((low + Double(place) * step) * 1e10).rounded() / 1e10
    }
  }

  /// The place of a number among them.
  func place(of node: SourceNode) throws(Diagnostic) -> Int {
    let number = try node.number("the start of the slider")
    if let place = values.firstIndex(where: { abs($0 - number) < 1e-9 }) { return place }
    throw node.diagnostic(
      "\(NumberText.short(number)) is no place of the slider",
      remedy: "Begin at one of \(values.map { NumberText.short($0) }.joined(separator: ", ")).")
  }
}
