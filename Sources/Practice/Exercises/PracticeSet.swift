import Problems
import TensorEngine

/// Several exercises, one after the other: the same for the same families, seed and level.
public struct PracticeSet: Sendable {
  /// The families that they are taken from.
  public let families: [Family]
  /// The seed of the first one; each further one has the next.
  public let seed: UInt64
  /// How difficult they are; a family with fewer levels gives its highest.
  public let level: Int

  /// Sets out exercises.
  ///
  /// - Precondition: There is at least one family.
  public init(_ families: [Family], seed: UInt64, level: Int) {
    precondition(!families.isEmpty, "no families to practise")
    (self.families, self.seed, self.level) = (families, seed, level)
  }

  /// The family of an exercise: each once, in an order that the seed decides, before any comes again.
  public func family(_ position: Int) -> Family {
    let place = seed &+ UInt64(position)
    let round = place / UInt64(families.count)
    var generator = SeededNumbers(seed: round)
    var order = Array(families.indices)
    for last in order.indices.dropFirst().reversed() {
      order.swapAt(last, generator.next(in: 0...last))
    }
    return families[order[Int(place % UInt64(families.count))]]
  }

  /// An exercise.
  ///
  /// - Parameters:
  ///   - position: Which, from 0.
  ///   - level: How difficult it is; as the set says when absent.
  ///   - backend: What computes it.
  /// - Throws: A diagnostic where its family makes none.
  public func exercise(
    _ position: Int, level: Int? = nil, on backend: any Backend
  ) throws(Diagnostic) -> Exercise {
    let family = family(position)
    return try family.exercise(
      seed: seed &+ UInt64(position), level: min(level ?? self.level, family.levels), on: backend)
  }
}
