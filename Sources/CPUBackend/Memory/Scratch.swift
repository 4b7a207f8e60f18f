import TensorEngine

/// Memory for intermediate values, one part for each thread, shared by all kernels of an
/// executable: kernels run one after another, so each may use all of it.
final class Scratch {
  private let workers: Int
  private var floatsPerWorker = 0
  private var buffer: AlignedBuffer?
  /// What single kernels keep from one run to the next.
  private var kept: [KernelMemory] = []

  /// Creates scratch memory of no size; kernels reserve what they need while they are made.
  init(workers: Int) {
    self.workers = workers
  }

  /// Sees to it that each thread's part holds at least this many numbers.
  ///
  /// - Precondition: Nothing has been read or written yet.
  func reserve(_ floats: Int) {
    precondition(buffer == nil, "scratch memory is in use")
    let line = AlignedBuffer.alignment / MemoryLayout<Float>.stride
    floatsPerWorker = max(floatsPerWorker, (floats + line - 1) / line * line)
  }

  /// Reserves memory for one kernel alone, such as its packed weights.
  func memory(count: Int) -> KernelMemory {
    let memory = KernelMemory(count: count)
    kept.append(memory)
    return memory
  }

  /// Allocates what was reserved; until then there is no memory.
  ///
  /// - Throws: ``BackendError/memory(bytes:)``.
  func allocate() throws(BackendError) {
    buffer = try AlignedBuffer(asManyAs: workers * floatsPerWorker)
    for memory in kept { try memory.allocate() }
    kept = []
  }

  /// The part of one thread.
  func part(ofWorker worker: Int) -> UnsafeMutablePointer<Float> {
    guard let buffer else { preconditionFailure("scratch memory was not allocated") }
    return buffer.pointer + worker * floatsPerWorker
  }
}

/// Memory of one kernel, which is there once that of all kernels was allocated.
final class KernelMemory {
  /// How many numbers there are.
  let count: Int
  private var buffer: AlignedBuffer?

  fileprivate init(count: Int) { self.count = count }

  fileprivate func allocate() throws(BackendError) {
    buffer = try AlignedBuffer(asManyAs: count)
  }

  /// The first number.
  var pointer: UnsafeMutablePointer<Float> {
    guard let buffer else { preconditionFailure("a kernel's memory was not allocated") }
    return buffer.pointer
  }
}
