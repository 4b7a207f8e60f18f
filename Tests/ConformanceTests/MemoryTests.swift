import TensorEngine
import TestSupport
import Testing

/// What becomes of numbers in a backend's memory: buffers, steps of optimisers, right answers.
struct MemoryTests {
  /// The backends that networks are trained on.
  private static let training = TestBackend.all.filter { $0.engine is any TrainingBackend }

  @Test(arguments: TestBackend.all)
  func `a buffer starts with zeros and keeps what it is assigned`(_ backend: TestBackend) throws {
    func check<B: Backend>(on engine: B) throws {
      let buffer = try engine.makeBuffer([2, 3])
      #expect(buffer.tensor == Tensor([2, 3], repeating: 0))
      buffer.assign(Tensor([2, 3], repeating: 3))
      #expect(buffer.tensor == Tensor([2, 3], repeating: 3))
    }
    try check(on: backend.engine)
  }

  @Test(arguments: TestBackend.single)
  func `the first numbers and a scalar are written and read alone`(_ way: TestBackend) throws {
    let buffer = try way.inSinglePrecision().makeBuffer(Tensor([3], [1, 2, 3]))
    ([7, 8] as [Float]).withUnsafeBufferPointer { buffer.write($0) }
    #expect(buffer.tensor.elements == [7, 8, 3])
    buffer.scalar = 5
    #expect(buffer.scalar == 5 && buffer.tensor.elements == [5, 8, 3])
    var two: [Float] = [0, 0]
    two.withUnsafeMutableBufferPointer { buffer.read(into: $0) }
    #expect(two == [5, 8])
  }

  @Test(arguments: TestBackend.single)
  func `packed tensors are views of one vector with zeros between`(_ way: TestBackend) throws {
    let (whole, parts) = try way.inSinglePrecision().makePacked([[3], [2, 2], []])
    #expect(whole.shape == [48])
    for (index, part) in parts.enumerated() {
      #expect(part.shape == [[3], [2, 2], []][index])
      part.assign(Tensor(part.shape, repeating: Float(index + 1)))
    }
    let expected: [Float] =
      [1, 1, 1] + Array(repeating: 0, count: 13) + [2, 2, 2, 2] + Array(repeating: 0, count: 12)
      + [3] + Array(repeating: 0, count: 15)
    #expect(whole.tensor.elements == expected)
  }

  @Test(arguments: TestBackend.single)
  func `a part keeps the whole vector alive`(_ way: TestBackend) throws {
    let part = try way.inSinglePrecision().makePacked([[1000], [1]]).parts[1]
    part.scalar = 7
    #expect(part.tensor == Tensor([1], [7]))
  }

  @Test(arguments: training)
  func `rows are right whose largest score is at their label, the first of equal ones`(
    _ way: TestBackend
  ) throws {
    let backend = try #require(way.engine as? any TrainingBackend)
    let scores = Tensor<Float>([5, 3], [1, 2, 3, 3, 2, 3, 0, 0, 0, 0, .nan, 1, .nan, 1, 2])
    let labels = Tensor<Float>([5], [2, 2, 0, 2, 0])
    #expect(scores.positionsOfLargest == [2, 0, 0, 2, 0])
    let outcomes = try backend.makeOutcomes(
      loss: try backend.makeBuffer(.scalar), scores: try backend.makeBuffer(scores),
      labels: try backend.makeBuffer(labels))
    outcomes.settle()
    #expect(try outcomes.next().correct == 4)
  }

  @Test(arguments: training)
  func `a loss that is no number is told in its turn, and no step is made from then on`(
    _ way: TestBackend
  ) throws {
    let backend = try #require(way.engine as? any TrainingBackend)
    let (loss, weights, gradients, labels) = (
      try backend.makeBuffer(.scalar), try backend.makeBuffer(Tensor([3], [1, 2, 3])),
      try backend.makeBuffer(Tensor([3], [4, 4, 4])), try backend.makeBuffer([2])
    )
    let scores = try backend.makeBuffer(Tensor([2, 2], [1, 0, 0, 1]))
    let outcomes = try backend.makeOutcomes(loss: loss, scores: scores, labels: labels)
    let rule = SGDRule(
      learningRate: 0.5, momentum: 0, dampening: 0, weightDecay: 0, isNesterov: false,
      isFirst: true)
    var told: [Float] = []
    var values: [[Float]] = []
    for number: Float in [7, 8, .infinity, 9, .nan, 10] {
      loss.scalar = number
      labels.assign(Tensor([2], [0, number == 8 ? 1 : 0]))
      outcomes.settle()
      backend.update(
        weights, gradients: gradients, kept: [:], by: .sgd(rule), while: outcomes.gate)
      let outcome = try outcomes.next()
      told.append(outcome.loss)
      #expect(outcome.correct == (number == 8 ? 2 : 1))
      values.append(weights.tensor.elements)
    }
    #expect(told.map { "\($0)" } == ["7.0", "8.0", "inf", "9.0", "nan", "10.0"])
    #expect(values == [[-1, 0, 1], [-3, -2, -1]] + Array(repeating: [-3, -2, -1], count: 4))
  }

  /// A rule in the form that it has at a step, counted from 1, and what it keeps.
  private static let rules: [(kept: [KeptVector], at: @Sendable (Int) -> UpdateRule)] = [
    (
      [.momentum],
      {
        .sgd(
          SGDRule(
            learningRate: 0.1, momentum: 0.9, dampening: 0.1, weightDecay: 0.01, isNesterov: false,
            isFirst: $0 == 1))
      }
    ),
    (
      [.momentum],
      {
        .sgd(
          SGDRule(
            learningRate: 0.1, momentum: 0.9, dampening: 0, weightDecay: 0, isNesterov: true,
            isFirst: $0 == 1))
      }
    ),
    (
      [.sum],
      {
        .adagrad(
          AdagradRule(learningRate: 0.1, decay: 0.1, weightDecay: 0.01, epsilon: 1e-8, step: $0))
      }
    ),
    (
      [.squareAverage, .momentum, .gradientAverage],
      { _ in
        .rmsprop(
          RMSpropRule(
            learningRate: 0.01, alpha: 0.9, momentum: 0.5, weightDecay: 0.01, epsilon: 1e-3,
            isCentered: true))
      }
    ),
    (
      [.squareAverage, .accumulatedDelta],
      { _ in
        .adadelta(AdadeltaRule(learningRate: 1, rho: 0.9, weightDecay: 0.01, epsilon: 1e-3))
      }
    ),
    (
      [.average, .averageSquare, .largestAverageSquare],
      {
        .adam(
          AdamRule(
            learningRate: 0.01, beta1: 0.9, beta2: 0.99, weightDecay: 0.01, epsilon: 1e-3,
            isDecoupled: true, isAMSGrad: true, step: $0))
      }
    ),
  ]

  @Test(arguments: training, rules.indices)
  func `steps of an optimiser are the reference's`(_ way: TestBackend, _ rule: Int) throws {
    let backend = try #require(way.engine as? any TrainingBackend)
    let steps = try Self.steps(of: rule, on: backend)
    let expected = try Self.steps(of: rule, on: ReferenceBackend<Float>())
    for (found, wanted) in zip(steps, expected) {
      #expect(wanted.contains { $0 != 0 } && found.count == wanted.count)
      // A rounding more or less in each of the steps, where products and sums are fused.
      let largest = wanted.map(abs).max() ?? 0
      #expect(zip(found, wanted).allSatisfy { abs($0 - $1) <= 4 * 0x1p-23 * largest })
    }
  }

  /// The parameters and what is kept after four steps.
  private static func steps(
    of rule: Int, on backend: some TrainingBackend
  ) throws -> [[Float]] {
    var numbers = SplitMix64(seed: 3)
    let shape: Shape = [1003]
    func filled() -> Tensor<Float> { Filling.numbers.tensor(shape, using: &numbers) }
    let parameters = try backend.makeBuffer(filled())
    let gradients = try backend.makeBuffer(shape)
    var kept: [KeptVector: TensorBuffer<Float>] = [:]
    for vector in rules[rule].kept { kept[vector] = try backend.makeBuffer(shape) }
    for step in 1...4 {
      let gradient = filled()
      gradients.assign(gradient)
      backend.update(
        parameters, gradients: gradients, kept: kept, by: rules[rule].at(step), while: nil)
      #expect(gradients.tensor == gradient)
    }
    let vectors = [parameters] + rules[rule].kept.compactMap { kept[$0] }
    return vectors.map(\.tensor.elements)
  }
}
