import CUDAKernels
import TensorEngine

/// What steps came to, sent to the host's memory behind each of them: whoever asks waits for that step alone, while the
/// device is at the next.
final class CUDAOutcomes: StepOutcomes {
  let gate: TensorBuffer<Float>
  private let device: CUDADevice
  /// What settles a step.
  let launch: Launch
  /// What the launch points into.
  private let read: [TensorBuffer<Float>]
  /// A loss, and a count.
  private let told: CUDAMemory
  /// The same of each step that may be under way.
  private let host: UnsafeMutablePointer<UInt32>
  private let marks: [StreamMark]
  /// How many steps were settled, and told.
  private var (settled, asked) = (0, 0)

  private static let words = 2

  /// - Parameter places: How many steps may have been settled and not told.
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when there is no memory.
  init(
    loss: TensorBuffer<Float>, scores: TensorBuffer<Float>, labels: TensorBuffer<Float>,
    gate: TensorBuffer<Float>, places: Int, kernel: Kernel, on device: CUDADevice
  ) throws(BackendError) {
    (self.gate, self.device, read) = (gate, device, [loss, scores, labels])
    told = try CUDAMemory(count: CUDAOutcomes.words, on: device)
    launch = Launch(
      kernel, Grid(x: 1),
      cuda_settle_arguments(
        scores: scores.onDevice, labels: labels.onDevice, loss: loss.onDevice,
        gate: gate.onDevice, told: told.tensor(at: 0, count: 1),
        right: told.integers(at: 1, count: 1), rows: Int32(scores.shape[0]),
        classes: Int32(scores.shape[1])))
    var marks: [StreamMark] = []
    for _ in 0..<places { marks.append(try StreamMark(on: device)) }
    self.marks = marks
    let count = places * CUDAOutcomes.words
    host = try device.allocateHost(bytes: count * MemoryLayout<UInt32>.stride)
      .bindMemory(to: UInt32.self, capacity: count)
  }

  deinit {
    // What nobody has asked for may still be on its way there.
    if asked < settled { device.attempt { () throws(BackendError) in try device.synchronize() } }
    device.freeHost(host)
  }

  func settle() {
    device.attempt { () throws(BackendError) in try launch.run(on: device) }
    send()
  }

  /// Sends what ``launch`` has found of a step behind it.
  func send() {
    precondition(settled - asked < marks.count, "\(settled - asked) steps have not been told")
    let place = settled % marks.count
    settled += 1
    device.attempt { () throws(BackendError) in
      try device.readLater(
        told.address, into: host + place * CUDAOutcomes.words,
        bytes: CUDAOutcomes.words * MemoryLayout<UInt32>.stride)
      try marks[place].set()
    }
  }

  func reopen() { gate.scalar = 0 }

  func next() throws(BackendError) -> (loss: Float, correct: Int) {
    precondition(asked < settled, "all steps have been told")
    let place = asked % marks.count
    asked += 1
    try device.checkFailure()
    try marks[place].wait()
    try device.runs.checkRefusal()
    let words = host + place * CUDAOutcomes.words
    return (Float(bitPattern: words[0]), Int(words[1]))
  }
}
