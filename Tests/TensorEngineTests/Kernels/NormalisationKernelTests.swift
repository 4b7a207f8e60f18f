import Foundation
import TensorEngine
import TestSupport
import Testing

/// Softmax, classes, batch norm, local response norm and dropout.
struct NormalisationKernelTests {
  @Test func `a softmax adds up to one and survives large logits`() throws {
    let x = Tensor<Double>([2, 3], [1000, 1000, 1000, 0, log(2.0), log(5.0)])
    let y = try evaluate(.softmax(axis: 1), x)
    let expected = Tensor<Double>([2, 3], [1 / 3.0, 1 / 3.0, 1 / 3.0, 0.125, 0.25, 0.625])
    #expect(isClose(y, expected, tolerance: 1e-12))
    let logarithms = try evaluate(.logSoftmax(axis: 1), x)
    #expect(isClose(try evaluate(.unary(.exp), logarithms), expected, tolerance: 1e-12))
  }

  @Test func `a log softmax of far logits is their difference, not minus infinity`() throws {
    let y = try evaluate(.logSoftmax(axis: 0), Tensor<Double>([2], [0, -2000]))
    #expect(y.elements == [0, -2000])
  }

  @Test func `a softmax along an inner axis leaves the others apart`() throws {
    let x = Filling.awayFromZero.tensor([2, 3, 4], seed: 1)
    let sums = try evaluate(
      .reduce(Reduction(.sum, axes: [1])), evaluate(.softmax(axis: 1), x))
    #expect(isClose(sums, Tensor([2, 4], repeating: 1), tolerance: 1e-12))
  }

  @Test func `picking and placing a class are adjoint`() throws {
    let x = Tensor<Double>([2, 3, 2], (0..<12).map(Double.init))
    let target = Tensor<Double>([2, 2], [2, 0, 1, 1])
    let picked = try evaluate(.pickClass, x, target)
    #expect(picked == Tensor([2, 2], [4, 1, 8, 9]))
    #expect(
      try evaluate(.placeClass(classes: 3), picked, target)
        == Tensor([2, 3, 2], [0, 1, 0, 0, 4, 0, 0, 0, 8, 9, 0, 0]))
  }

  @Test func `batch norm applies each channel's own numbers`() throws {
    let x = Tensor<Double>([2, 2, 1], [1, 10, 5, 30])
    let y = try evaluate(
      .batchNorm(BatchNorm(epsilon: 0, training: false)), x, Tensor([2], [2, 1]),
      Tensor([2], [0, 7]), Tensor([2], [3, 20]), Tensor([2], [4, 100]))
    #expect(y == Tensor([2, 2, 1], [-2, 6, 2, 8]))
  }

  @Test func `a local response norm divides alpha by the size and counts missing channels`() throws
  {
    let x = Tensor<Double>([1, 3, 1], [1, 2, 3])
    let norm = LocalResponseNorm(size: 3, alpha: 3, beta: 1, k: 1)
    // 1 + 3/3 · (sums of squares 1 + 4, 1 + 4 + 9, 4 + 9)
    let y = try evaluate(.localResponseNorm(norm), x)
    #expect(isClose(y, Tensor([1, 3, 1], [1 / 6.0, 2 / 15.0, 3 / 14.0]), tolerance: 1e-12))
  }

  @Test func `an even neighbourhood reaches one channel further back than forward`() {
    let norm = LocalResponseNorm(size: 4)
    #expect(norm.neighbours(ofChannel: 3, channels: 10) == 1..<5)
    #expect(norm.neighbours(ofChannel: 0, channels: 10) == 0..<2)
    #expect(LocalResponseNorm(size: .max).neighbours(ofChannel: 4, channels: 6) == 0..<6)
  }

  @Test func `dropout depends on seed and position alone`() throws {
    let x = Tensor<Double>([4, 250], repeating: 3)
    let first = try evaluate(.dropout(probability: 0.4, seed: 11), x)
    #expect(try evaluate(.dropout(probability: 0.4, seed: 11), x) == first)
    #expect(try evaluate(.dropout(probability: 0.4, seed: 12), x) != first)
    let flat = try evaluate(.dropout(probability: 0.4, seed: 11), x.reshaped(to: [1000]))
    #expect(flat.elements == first.elements)
    #expect(first.elements.allSatisfy { $0 == 0 || abs($0 - 5) < 1e-12 })
    let kept = first.elements.filter { $0 != 0 }.count
    // 600 expected, standard deviation 15.5.
    #expect((540...660).contains(kept))
  }

  @Test func `dropout of probability 0 keeps all, of probability 1 nothing`() throws {
    let x = Tensor<Double>([3], [1, .infinity, -2])
    #expect(try evaluate(.dropout(probability: 0, seed: 1), x) == x)
    #expect(try evaluate(.dropout(probability: 1, seed: 1), x) == Tensor([3], repeating: 0))
  }

  @Test func `the dropout mask is the SplitMix64 sequence of its seed`() {
    var random = SplitMix64(seed: 42)
    let mask = DropoutMask(probability: 0.5, seed: 42)
    for position in 0..<200 {
      #expect(mask.keeps(position) == (random.next() >> 63 == 1))
    }
  }
}
