import CCUDA
import CUDAKernels
import Synchronization
import TensorEngine

/// Whether the positions that a run reads (classes, cells of a pool) are positions.
///
/// Kernels pass over one that names nothing, and say which. What they say comes to the host with the positions behind the
/// run, into memory that the device writes by itself, so that nobody has to wait: whoever waits for the device anyway looks,
/// on whatever thread.
///
/// `@unchecked Sendable`: runs of one executable do not overlap, and what becomes of them has a lock.
final class PositionWatch: @unchecked Sendable {
  /// A node that reads positions.
  private struct Reader {
    let id: NodeID
    let node: PlannedGraph.Node
    let shapes: [Shape]
    let positions: Place
    /// Where its positions are in the host's memory, in words.
    let start: Int
  }

  private let device: CUDADevice
  private let readers: [Reader]
  /// What kernels say: a word for each reader, and one for those that are not watched.
  private let bad: CUDAMemory
  /// The same words, and then everybody's positions, for each run that may not have been looked at.
  private let host: UnsafeMutablePointer<UInt32>?
  /// How many words of it belong to a run.
  private let size: Int
  private let state = Mutex(State())

  /// What has become of the runs.
  private struct State {
    /// The number of the last run.
    var run = 0
    /// Those that have not been looked at.
    var due: [Int] = []
    /// What was found wrong with each, until somebody is told.
    var refusals: [BackendError] = []
  }

  /// What says that no position is wrong: larger than any that there is.
  private static let none: UInt8 = 0x7F

  /// How many runs may not have been looked at: one is under way while that before is waited for.
  private static let places = 2

  /// - Parameter ids: The nodes that read positions which may be wrong.
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)``.
  init(
    _ ids: [NodeID], in graph: PlannedGraph, _ places: NodePlaces, on device: CUDADevice
  ) throws(BackendError) {
    var start = ids.count
    readers = ids.map { id in
      let node = graph[id]
      let positions = places[node.inputs[1]]
      defer { start += positions.shape.count }
      return Reader(
        id: id, node: node, shapes: node.inputs.map { graph[$0].shape }, positions: positions,
        start: start)
    }
    (self.device, size) = (device, start)
    let count = PositionWatch.places * start
    bad = try CUDAMemory(count: ids.count + 1, on: device)
    host =
      ids.isEmpty
      ? nil
      : try device.allocateHost(bytes: count * MemoryLayout<UInt32>.stride)
        .bindMemory(to: UInt32.self, capacity: count)
  }

  deinit {
    guard let host else { return }
    if !due.isEmpty { device.attempt { () throws(BackendError) in try finish() } }
    // Whoever waits for everything is told, though the graph is gone.
    for refusal in state.withLock(\.refusals) { device.runs.keep(refusal) }
    device.freeHost(host)
  }

  /// Where a node's kernel says which of its positions is wrong.
  func word(of id: NodeID) -> cuda_integers {
    bad.integers(at: readers.firstIndex { $0.id == id } ?? readers.count, count: 1)
  }

  private var due: [Int] { state.withLock(\.due) }

  /// Begins to watch a run, once there is a place for it.
  ///
  /// - Throws: What was wrong with one that has been looked at.
  func begin() throws(BackendError) {
    guard host != nil else { return }
    if due.count == PositionWatch.places { try finish() }
    try checkRefusal()
    try bad.clear(PositionWatch.none)
  }

  /// Waits for the device, and looks at all runs.
  func finish() throws(BackendError) {
    try device.synchronize()
    for run in due { look(at: run) }
  }

  /// Has what kernels said brought to the host behind the run.
  ///
  /// - Parameter isWaitedFor: Whether the caller finishes the run and asks for its refusal itself.
  func end(isWaitedFor: Bool) throws(BackendError) {
    guard let words = words(ofRun: state.withLock { $0.run + 1 }) else { return }
    try device.readLater(bad.address, into: words, bytes: readers.count * 4)
    for reader in readers {
      try device.readLater(
        UInt64(UInt(bitPattern: reader.positions.memory.numbers)), into: words + reader.start,
        bytes: reader.positions.shape.count * 4)
    }
    let run = state.withLock { state in
      state.run += 1
      state.due.append(state.run)
      return state.run
    }
    if !isWaitedFor { device.runs.add(WatchedRuns.Run(self, run)) }
  }

  /// Where the host has what belongs to a run.
  private func words(ofRun run: Int) -> UnsafeMutablePointer<UInt32>? {
    host.map { $0 + run % PositionWatch.places * size }
  }

  /// Looks at a run, once the device has been waited for, unless somebody has.
  ///
  /// - Returns: Whether something was wrong with it.
  @discardableResult
  func look(at run: Int) -> Bool {
    state.withLock { state in
      guard let place = state.due.firstIndex(of: run) else { return false }
      state.due.remove(at: place)
      let found = refusal(ofRun: run)
      if let found { state.refusals.append(found) }
      return found != nil
    }
  }

  /// - Throws: What was found wrong with a run, once; whoever asks again hears of the next.
  func checkRefusal() throws(BackendError) {
    let found = state.withLock { $0.refusals.isEmpty ? nil : $0.refusals.removeFirst() }
    if let found { throw found }
  }

  private func refusal(ofRun run: Int) -> BackendError? {
    guard let host = words(ofRun: run) else { return nil }
    let none = UInt32(PositionWatch.none) * 0x0101_0101
    for (number, reader) in readers.enumerated() where host[number] != none {
      let count = reader.positions.shape.count
      let refusal = (host + reader.start).withMemoryRebound(to: Float.self, capacity: count) {
        (positions) -> BackendError? in
        do throws(BackendError) {
          try reader.node.op.checkIndices(
            UnsafeBufferPointer(start: positions, count: count), reader.shapes,
            resultShape: reader.node.shape)
          return nil
        } catch {
          return error
        }
      }
      if let refusal { return refusal }
    }
    return nil
  }
}

extension PlannedGraph {
  /// The nodes that read positions which may be wrong.
  ///
  /// Those that a max pool of the graph itself has found cannot be; in training they are the only large ones.
  var watchedReaders: [NodeID] {
    order.filter { id in
      let node = self[id]
      guard node.op.readsPositions else { return false }
      let maker = self[node.inputs[1]]
      guard case .maxPoolIndices = maker.op else { return true }
      let plane = node.op == .takeAtIndices ? self[node.inputs[0]].shape : node.shape
      return Planes(self[maker.inputs[0]].shape).area > Planes(plane).area
    }
  }
}
