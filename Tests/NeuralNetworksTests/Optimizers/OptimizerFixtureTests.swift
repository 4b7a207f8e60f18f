import TensorEngine
import Testing

@testable import NeuralNetworks

@Suite struct OptimizerFixtureTests {
  /// The cases of the fixture, or none where it cannot be read, which a test below reports.
  static let fixture = try? OptimizerFixture.load()
  static let cases = fixture?.cases ?? []

  @Test func `the fixture has several settings of every method`() throws {
    let fixture = try OptimizerFixture.load()
    for method in OptimizerMethod.allCases {
      #expect(fixture.cases.count { $0.method == method } >= 3, "\(method)")
    }
    #expect(fixture.gradients.count == 20)
  }

  @Test(arguments: cases)
  func `twenty steps are PyTorch's`(_ fixtureCase: OptimizerFixture.Case) throws {
    let fixture = try #require(Self.fixture)
    let backend = ReferenceBackend<Float>()
    let parameters = try backend.makeBuffer(Tensor([fixture.start.count], fixture.start))
    let gradients = try backend.makeBuffer(parameters.shape)
    let optimizer = try Optimizer(
      fixtureCase.optimizerSettings(), count: parameters.count, on: backend)
    let steps = fixtureCase.parameters.keys.compactMap { Int($0) }
    #expect(!steps.isEmpty && steps.count == fixtureCase.parameters.count)
    #expect(steps.allSatisfy { (1...fixtureCase.rates.count).contains($0) })
    for (step, rate) in fixtureCase.rates.enumerated() {
      gradients.assign(Tensor(gradients.shape, fixture.gradients[step]))
      optimizer.step(parameters, gradients: gradients, learningRate: rate)
      if let expected = fixtureCase.parameters["\(step + 1)"] {
        expectClose(parameters, expected, "parameters after step \(step + 1)")
      }
    }
    #expect(optimizer.stepCount == 20)
    #expect(Set(optimizer.state.map(\.name)) == Set(fixtureCase.state.keys))
    for (name, buffer) in optimizer.state {
      expectClose(buffer, try #require(fixtureCase.state[name]), name)
    }
  }

  /// Both sides round each operation, but PyTorch fuses a few multiplications with the sums after
  /// them.
  ///
  /// A rounding of the vector's largest number in each of the steps is allowed.
  private func expectClose(_ buffer: TensorBuffer<Float>, _ expected: [Float], _ what: String) {
    #expect(buffer.count == expected.count)
    let largest = expected.reduce(0) { max($0, abs($1)) }
    for (index, (found, expected)) in zip(buffer.tensor.elements, expected).enumerated() {
      let tolerance = 20 * 0x1p-24 * largest
      #expect(abs(found - expected) <= tolerance, "\(what), number \(index): \(found) \(expected)")
    }
  }

  @Test func `the defaults are PyTorch's`() throws {
    let fixture = try OptimizerFixture.load()
    for method in OptimizerMethod.allCases {
      let settings = OptimizerSettings.defaults(for: method)
      let theirs = try #require(fixture.defaults[method.rawValue])
      for parameter in method.parameters {
        switch theirs[parameter.rawValue] {
        case .number(let number): #expect(settings.number(of: parameter) == number, "\(parameter)")
        case .flag(let flag): #expect(!flag, "\(method) \(parameter)")
        case nil: Issue.record("PyTorch's \(method.title) has no \(parameter.rawValue)")
        }
      }
      #expect(!settings.nesterov && !settings.centered && !settings.amsgrad)
      #expect(throws: Never.self) { try settings.validate() }
    }
  }
}
