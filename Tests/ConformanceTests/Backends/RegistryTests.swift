import Backends
import TensorEngine
import Testing

/// What the other tests of this bundle ran on, and what they did not.
struct RegistryTests {
  @Test(
    .enabled(
      if: TestBackend.missing.isEmpty,
      "not tested here: \(TestBackend.missing.joined(separator: "; "))"))
  func `every way of every registered backend was tested`() {
    #expect(TestBackend.all.count == Backends.all.map(\.ways.count).reduce(0, +) + 1)
  }

  @Test func `what cannot be used says so, and everything else is tested`() {
    let ways = Backends.all.flatMap(\.ways)
    #expect(TestBackend.all.count + TestBackend.missing.count == ways.count + 1)
    #expect(TestBackend.all.contains { $0.testDescription == TestBackend.emulated })
    #expect(Set(ways.map(\.title)).count == ways.count)
    // The reference needs nothing of the machine.
    #expect(TestBackend.all.contains { $0.testDescription == "reference" && !$0.isDouble })
    #expect(TestBackend.all.contains { $0.engine is ReferenceBackend<Double> })
  }

  @Test(arguments: Backends.all.map(\.name))
  func `a backend has its name, and one of its ways is the most precise`(_ name: String) throws {
    let entry = try #require(Backends.all.first { $0.name == name })
    guard let precise = try? entry.makePrecise() else {
      #expect(throws: BackendError.self) { try entry.make() }
      return
    }
    #expect(precise.name == name)
    let ways = entry.ways.compactMap { try? $0.make() }
    #expect(ways.contains { type(of: $0) == type(of: precise) })
  }
}
