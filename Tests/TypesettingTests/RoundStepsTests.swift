import Testing

@testable import Typesetting

/// Round numbers along an axis.
struct RoundStepsTests {
  @Test(arguments: [
    (10.0, 5, 2.0), (10, 3, 5), (1, 5, 0.2), (0.3, 3, 0.1), (7, 7, 1), (100, 4, 50),
    (1e-6, 1, 1e-6),
  ])
  func `a step is 1, 2 or 5 and a power of ten`(span: Double, count: Int, step: Double) {
    #expect(abs(RoundSteps.step(for: span, count: count) - step) < step * 1e-9)
  }

  @Test func `numbers are the multiples in a range, its ends included`() {
    #expect(RoundSteps.numbers(in: 0...1, step: 0.5) == [0, 0.5, 1])
    #expect(RoundSteps.numbers(in: -3...3, step: 2) == [-2, 0, 2])
    #expect(RoundSteps.numbers(in: 1.1...1.9, step: 1) == [])
    #expect(RoundSteps.numbers(in: 0...1e300, step: 1e-300) == [])
  }

  @Test(arguments: [
    (0.30000000000000004, 0.1, "0.3"), (2, 1, "2"), (0.25, 0.05, "0.25"), (-0.5, 0.5, "−0.5"),
    (2e7, 1e7, "20000000"), (2e-7, 1e-7, "2e−7"),
  ])
  func `a number has the decimals of its step`(number: Double, step: Double, text: String) {
    #expect(RoundSteps.text(number, step: step) == text)
  }
}
