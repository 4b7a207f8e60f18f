/// A step of training in the program's own memory: over when it has begun.
final class HostStep<Engine: TrainingBackend>: TrainingStep {
  let outcomes: any StepOutcomes
  private let pass: any Executable<Float>
  private let backend: Engine

  /// Images are written as numbers.
  var images: (any ImageTaking)? { nil }

  init(_ pass: TrainingPass, on backend: Engine) throws {
    self.backend = backend
    outcomes = try backend.makeOutcomes(
      loss: pass.buffer(pass.loss), scores: pass.buffer(pass.scores),
      labels: pass.buffer(pass.labels))
    self.pass = try backend.compile(pass.graph, outputs: [], bindings: pass.bindings)
  }

  func begin(_ change: ParameterChange?) throws {
    // Behind a loss that was no number there is nothing to compute: it stays, and is told again.
    if outcomes.gate.scalar.isFinite { _ = try pass.run([:]) }
    outcomes.settle()
    if let change { backend.update(change, while: outcomes.gate) }
  }
}
