import ConvolutionArithmetic
import TestSupport
import Testing

@testable import CPUBackend

struct TransposedPhaseTests {
  @Test(
    arguments: [
      window(3, padding: 1), window(3, stride: 2, padding: 1), window(2, stride: 3),
      window(4, stride: 2, padding: 3, dilation: 3), window(5, stride: 4, padding: 0, after: 2),
    ], [1, 2, 5])
  func `the phases hold every use of every result cell`(
    _ window: SlidingWindow, _ size: Int
  ) throws {
    let result = try window.transposedOutputSize(forInputSize: size)
    var uses = [[Use]](repeating: [], count: result)
    for phase in TransposedPhase.all(of: window, inputSize: size, resultSize: result) {
      for (position, tap) in phase.taps.enumerated() {
        for cell in phase.axis.readable[position] {
          let source = cell + phase.axis.offsets[position]
          uses[phase.start + cell * window.stride].append(Use(output: source, tap: tap))
        }
      }
    }
    for cell in 0..<result {
      let expected = window.uses(ofInput: cell, outputSize: size)
      #expect(Set(uses[cell]) == Set(expected))
    }
  }
}
