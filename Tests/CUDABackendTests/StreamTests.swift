import CUDABackend
import CUDAEmulator
import TensorEngine
import Testing

/// Runs that nobody waits for, and copies beside them.
///
/// A stream of the stand-in does nothing before somebody waits for it, or everything at once: what one forgets to wait
/// for is as late, or as early, as it can be.
struct StreamTests {
  /// A batch as long as those that are copied ahead.
  private static let shape: Shape = [64, 3, 10, 10]

  private func batch(_ number: Int) -> Tensor<Float> {
    Tensor(Self.shape, (0..<Self.shape.count).map { Float(($0 + number * $0 % 7) % (number + 3)) })
  }

  /// The sum of a batch, to a buffer.
  private func sum(
    on backend: CUDABackend
  ) throws -> (images: TensorBuffer<Float>, sum: TensorBuffer<Float>, any Executable<Float>) {
    var graph = Graph()
    let x = try graph.input(Self.shape, name: "images")
    let positive = try graph.append(.unary(.affine(factor: 2, offset: 1)), [x])
    let y = try graph.append(.reduce(Reduction(.sum, axes: [0, 1, 2, 3])), [positive])
    let (images, sum) = (try backend.makeBuffer(Self.shape), try backend.makeBuffer(.scalar))
    return (images, sum, try backend.compile(graph, outputs: [], bindings: [x: images, y: sum]))
  }

  @Test(arguments: 0...2)
  func `a batch that is written while the one before is computed comes behind it`(
    _ eagerStream: Int32
  ) throws {
    let before = cuda_emulator_live_objects()
    try Emulated.with(.with { $0.eager_stream = eagerStream }) {
      let (images, sum, executable) = try sum(on: try Emulated.backend())
      images.assign(batch(0))
      for number in 0..<6 {
        _ = try executable.run([:])
        // Two at once: what the first was read from is used again.
        images.assign(batch(number + 7))
        images.assign(batch(number + 1))
        let expected = batch(number).elements.reduce(0) { $0 + 2 * $1 + 1 }
        #expect(sum.scalar == expected)
        #expect(images.tensor == batch(number + 1))
      }
    }
    #expect(cuda_emulator_live_objects() == before)
  }

  /// The scores at the labels' classes, to a buffer.
  private func picked(
    on backend: CUDABackend
  ) throws -> (labels: TensorBuffer<Float>, picked: TensorBuffer<Float>, any Executable<Float>) {
    var graph = Graph()
    let scores = try graph.input([2, 3], name: "scores")
    let target = try graph.input([2], name: "labels")
    let y = try graph.append(.pickClass, [scores, target])
    let table = try backend.makeBuffer(Tensor([2, 3], [1, 2, 3, 4, 5, 6]))
    let (labels, picked) = (try backend.makeBuffer([2]), try backend.makeBuffer([2]))
    let bindings = [scores: table, target: labels, y: picked]
    return (labels, picked, try backend.compile(graph, outputs: [], bindings: bindings))
  }

  @Test func `a class that does not exist is said by a later run, with what it was`() throws {
    let (labels, picked, executable) = try picked(on: try Emulated.backend())
    labels.assign(Tensor([2], [2, 3]))
    _ = try executable.run([:])
    labels.assign(Tensor([2], [0, 1]))
    // One may be under way while that before is waited for.
    _ = try executable.run([:])
    let error = #expect(throws: BackendError.self) { _ = try executable.run([:]) }
    #expect(error?.message.contains("at position [1] is 3") == true)
    for _ in 0..<2 {
      _ = try executable.run([:])
      #expect(picked.tensor.elements == [1, 5])
    }
  }

  @Test func `a class that does not exist is said by whoever waits for everything, once`() throws {
    let backend = try Emulated.backend()
    let (labels, _, executable) = try picked(on: backend)
    labels.assign(Tensor([2], [2, 3]))
    _ = try executable.run([:])
    #expect(throws: BackendError.self) { try backend.finish() }
    try backend.finish()
  }

  @Test func `of two refused runs of one graph both are said`() throws {
    let backend = try Emulated.backend()
    let (labels, _, executable) = try picked(on: backend)
    for label: Float in [3, 7] {
      labels.assign(Tensor([2], [2, label]))
      _ = try executable.run([:])
    }
    for label in [3, 7] {
      let error = #expect(throws: BackendError.self) { try backend.finish() }
      #expect(error?.message.contains("at position [1] is \(label)") == true)
    }
    try backend.finish()
  }

  @Test func `a class that does not exist is said though the graph is gone`() throws {
    let backend = try Emulated.backend()
    for isLookedAt in [false, true] {
      let (labels, values, executable) = try picked(on: backend)
      labels.assign(Tensor([2], [2, 3]))
      _ = try executable.run([:])
      // Whoever reads waits, and the run is looked at.
      if isLookedAt { #expect(values.tensor.elements == [3, 0]) }
    }
    for _ in 0..<2 {
      let error = #expect(throws: BackendError.self) { try backend.finish() }
      #expect(error?.message.contains("at position [1] is 3") == true)
    }
    try backend.finish()
  }

  /// A sum, told as a loss.
  @Test(arguments: 0...2)
  func `what a step came to is told while the next is under way`(_ eagerStream: Int32) throws {
    try Emulated.with(.with { $0.eager_stream = eagerStream }) {
      let backend = try Emulated.backend()
      let (images, sum, executable) = try sum(on: backend)
      let outcomes = try backend.makeOutcomes(
        loss: sum, scores: try backend.makeBuffer(Tensor([2, 2], [1, 0, 1, 0])),
        labels: try backend.makeBuffer([2]))
      var told: [Float] = []
      for number in 0..<6 {
        images.assign(batch(number))
        _ = try executable.run([:])
        outcomes.settle()
        guard number > 0 else { continue }
        let waits = cuda_emulator_idle_waits()
        let outcome = try outcomes.next()
        // The next step's run and what tells of it are on their way.
        if eagerStream != 1 {
          #expect(cuda_emulator_idle_waits() == waits && cuda_emulator_starts_left() == 2)
        }
        #expect(outcome.correct == 2)
        told.append(outcome.loss)
      }
      told.append(try outcomes.next().loss)
      #expect(told == (0..<6).map { batch($0).elements.reduce(0) { $0 + 2 * $1 + 1 } })
    }
  }

  @Test func `a class that does not exist is said by what the step came to`() throws {
    let backend = try Emulated.backend()
    let (labels, values, executable) = try picked(on: backend)
    let scores = try backend.makeBuffer(Tensor([2, 3], [1, 2, 3, 4, 5, 6]))
    let outcomes = try backend.makeOutcomes(
      loss: try backend.makeBuffer(.scalar), scores: scores, labels: labels)
    for classes: [Float] in [[2, 1], [2, 3], [0, 0]] {
      labels.assign(Tensor([2], classes))
      _ = try executable.run([:])
      outcomes.settle()
      if classes == [2, 3] {
        #expect(try outcomes.next().correct == 1)
      }
    }
    let error = #expect(throws: BackendError.self) { _ = try outcomes.next() }
    #expect(error?.message.contains("at position [1] is 3") == true)
    #expect(values.tensor.elements == [1, 4])
  }

  @Test func `a run that nobody ever waits for leaves nothing behind`() throws {
    let before = cuda_emulator_live_objects()
    _ = try picked(on: try Emulated.backend()).2.run([:])
    #expect(cuda_emulator_live_objects() == before)
  }
}
