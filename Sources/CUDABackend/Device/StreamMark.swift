import CCUDA
import TensorEngine

/// A place in the order in which a device computes, that the program can wait for.
final class StreamMark {
  private let device: CUDADevice
  private let event: cuda_event
  /// The runs before it that are to be looked at.
  private var runs: [WatchedRuns.Run] = []

  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)``.
  init(on device: CUDADevice) throws(BackendError) {
    var event: cuda_event?
    try device.call("making an event") {
      $0.event_create(&event, UInt32(cuda_event_without_time))
    }
    guard let event else { preconditionFailure("the driver made no event and said nothing") }
    (self.device, self.event) = (device, event)
  }

  deinit { device.discard { $0.event_destroy(event) } }

  /// Puts the mark behind everything that was begun.
  func set() throws(BackendError) {
    runs = device.runs.due
    try device.call("computing") { $0.event_record(event, device.stream) }
  }

  /// Waits until everything before the mark is done, and looks at the runs there.
  func wait() throws(BackendError) {
    try device.call("computing") { $0.event_synchronize(event) }
    device.runs.look(at: runs)
    runs = []
  }
}
