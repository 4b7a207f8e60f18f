import CPUBackend
import TensorEngine

/// The CPU's backend as one that says that it leaves time while it computes, for so many steps.
struct LaterBackend: TrainingBackend, HostBackend {
  let name = "later"
  let computesLater = true
  let stepsAhead: Int
  private let cpu: CPUBackend

  init(stepsAhead: Int = 0) throws {
    self.stepsAhead = stepsAhead
    cpu = try CPUBackend(threads: 1)
  }

  func compile(
    _ graph: Graph, outputs: [NodeID], bindings: [NodeID: TensorBuffer<Float>]
  ) throws -> any Executable<Float> {
    try cpu.compile(graph, outputs: outputs, bindings: bindings)
  }
}
