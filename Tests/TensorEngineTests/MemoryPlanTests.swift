import TestSupport
import Testing

@testable import TensorEngine

struct MemoryPlanTests {
  private func value(_ node: Int, _ count: Int, _ lifetime: ClosedRange<Int>) -> MemoryPlan.Value {
    MemoryPlan.Value(node: NodeID(node), count: count, lifetime: lifetime)
  }

  @Test
  func `values that never live at the same time share memory`() {
    let plan = MemoryPlan([value(0, 160, 0...1), value(1, 160, 1...2), value(2, 160, 2...3)])
    #expect(plan.count == 320)
    #expect(plan.offsets[NodeID(0)] == plan.offsets[NodeID(2)])
  }

  @Test
  func `a small value takes a gap between larger ones`() {
    let plan = MemoryPlan([
      value(0, 64, 0...9), value(1, 32, 0...1), value(2, 48, 0...9), value(3, 32, 2...3),
    ])
    #expect(plan.count == 144)
    #expect(plan.offsets[NodeID(3)] == plan.offsets[NodeID(1)])
  }

  @Test
  func `no two living values overlap, whatever their sizes`() {
    var numbers = SplitMix64(seed: 5)
    let values = (0..<120).map { node in
      let start = Int.random(in: 0..<50, using: &numbers)
      return value(
        node, .random(in: 1...500, using: &numbers),
        start...(start + Int.random(in: 0..<20, using: &numbers)))
    }
    let plan = MemoryPlan(values)
    for (index, one) in values.enumerated() {
      for other in values[..<index] where other.lifetime.overlaps(one.lifetime) {
        let (a, b) = (plan.offsets[one.node] ?? 0, plan.offsets[other.node] ?? 0)
        #expect(a + one.count <= b || b + other.count <= a)
      }
    }
    #expect(plan.count < values.map { ($0.count + 15) / 16 * 16 }.reduce(0, +))
  }
}
