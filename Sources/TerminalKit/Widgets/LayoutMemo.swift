import Synchronization

/// What a layout has found, each once: it compares many arrangements, and each asks the same again.
///
/// It is shared by the copies of a picture that hold it; what it depends on is all in the place.
public final class LayoutMemo<Place: Hashable & Sendable, Found: Sendable>: Sendable {
  private let known = Mutex<[Place: Found]>([:])

  /// Creates a memo of nothing.
  public init() {}

  /// What is found at a place, found now where nobody has asked before.
  ///
  /// Two that ask at once may both find it.
  public func found(at place: Place, finding: () -> Found) -> Found {
    if let found = known.withLock({ $0[place] }) { return found }
    let found = finding()
    known.withLock { $0[place] = found }
    return found
  }
}
