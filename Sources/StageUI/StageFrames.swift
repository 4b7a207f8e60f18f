import Storyboards
import Synchronization

/// The frames of the views beside the leading one, each made once for a picture: a layout asks for them
/// many times, and what somebody points at is searched in all their cells.
final class StageFrames: Sendable {
  private let known = Mutex<[StoryView: Frame]>([:])

  /// The frame of a view, made where nobody has asked before.
  func frame(of view: StoryView, made: () -> Frame) -> Frame {
    if let frame = known.withLock({ $0[view] }) { return frame }
    let frame = made()
    known.withLock { $0[view] = frame }
    return frame
  }
}
