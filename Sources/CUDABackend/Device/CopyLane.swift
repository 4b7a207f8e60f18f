import CCUDA
import TensorEngine

/// A way to the device for many numbers, on a stream of its own beside the one that computes.
///
/// They are taken into memory that the device reads by itself, and travel to a place of their own while it computes. Only
/// the way from there to where they belong is in the order of everything else. So a batch can be sent while the one
/// before it is computed, into the same buffer.
///
/// `@unchecked Sendable`: the device's lock is around whatever is done with it.
final class CopyLane: @unchecked Sendable {
  /// How many bytes go this way: the driver takes fewer at once, and a place of its own for more, such as
  /// the weights of VGG-16, would be kept for nothing.
  static let size = 64 << 10...64 << 20

  private let functions: cuda_driver
  private let stream: cuda_stream
  /// When the numbers are on the device, and when they are where they belong.
  private let sent, placed: cuda_event
  private var room: Room?

  /// Memory of the host and of the device for as many bytes.
  private struct Room {
    let bytes: Int
    let host: UnsafeMutableRawPointer
    let device: cuda_address
  }

  /// Opens the way to the device that is the current one.
  ///
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)``.
  init(_ driver: CUDADriver) throws(BackendError) {
    functions = driver.functions
    var stream: cuda_stream?
    var events: [cuda_event] = []
    do throws(BackendError) {
      try driver.check(functions.stream_create(&stream, 1), "making a stream")
      for _ in 0..<2 {
        var event: cuda_event?
        try driver.check(
          functions.event_create(&event, UInt32(cuda_event_without_time)),
          "making an event")
        if let event { events.append(event) }
      }
    } catch {
      for event in events { _ = functions.event_destroy(event) }
      if let stream { _ = functions.stream_destroy(stream) }
      throw error
    }
    guard let stream, events.count == 2 else {
      preconditionFailure("the driver made no stream and said nothing")
    }
    (self.stream, sent, placed) = (stream, events[0], events[1])
  }

  /// Gives everything back.
  ///
  /// - Precondition: The device is the current one.
  func close() {
    _ = functions.stream_synchronize(stream)
    freeRoom()
    _ = functions.event_destroy(sent)
    _ = functions.event_destroy(placed)
    _ = functions.stream_destroy(stream)
  }

  /// Sends bytes, which have been taken when this returns.
  ///
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)``.
  func send(
    _ bytes: UnsafeRawBufferPointer, to address: cuda_address, on device: CUDADevice
  ) throws(BackendError) {
    let doing = "copying to the device"
    // Those before have left the host's memory.
    try device.call(doing) { $0.event_synchronize(sent) }
    let room = try room(for: bytes.count, on: device)
    UnsafeMutableRawBufferPointer(start: room.host, count: bytes.count).copyMemory(from: bytes)
    // And they are where they belong before others take their place on the device.
    try device.call(doing) { $0.stream_wait_event(stream, placed, 0) }
    try device.call(doing) {
      $0.memcpy_htod_async(room.device, room.host, bytes.count, stream)
    }
    try device.call(doing) { $0.event_record(sent, stream) }
    try device.call(doing) { $0.stream_wait_event(device.stream, sent, 0) }
    try device.call(doing) {
      $0.memcpy_dtod_async(address, room.device, bytes.count, device.stream)
    }
    try device.call(doing) { $0.event_record(placed, device.stream) }
  }

  private func room(for bytes: Int, on device: CUDADevice) throws(BackendError) -> Room {
    if let room, room.bytes >= bytes { return room }
    try device.call("copying to the device") { $0.event_synchronize(placed) }
    freeRoom()
    let host = try device.allocateHost(bytes: bytes)
    do throws(BackendError) {
      let room = Room(bytes: bytes, host: host, device: try device.allocate(bytes: bytes))
      self.room = room
      return room
    } catch {
      _ = functions.mem_free_host(host)
      throw error
    }
  }

  private func freeRoom() {
    guard let room else { return }
    _ = functions.mem_free_host(room.host)
    _ = functions.mem_free(room.device)
    self.room = nil
  }
}
