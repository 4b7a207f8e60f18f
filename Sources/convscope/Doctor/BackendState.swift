import Backends
import Problems
import TensorEngine

/// Whether a backend can be used here, and what it found.
struct BackendState: Encodable {
  /// Its name on the command line.
  let name: String
  /// Whether it can be used.
  let available: Bool
  /// Why not; `nil` where it can be.
  let reason: String?
  /// What is shown on the page.
  let findings: [Finding]

  private enum CodingKeys: CodingKey { case name, available, reason }

  /// Tries a backend out.
  init(_ entry: RegisteredBackend) {
    name = entry.name
    do throws(BackendError) {
      let backend = try entry.make()
      (available, reason) = (true, nil)
      findings =
        backend.facts.map { Finding($0.name, $0.value) }
        + (entry.name == Backends.reference.name ? [] : [Self.agreement(of: backend)])
    } catch {
      let found = Self.reason(error)
      (available, reason) = (false, found)
      // What is missing matters where nothing else was asked for.
      findings = [
        Finding(
          entry.name == Backends.standard.name ? .problem : .note, "\(entry.name) backend",
          found, remedy: error.remedy)
      ]
    }
  }

  /// What is missing, without saying again of what.
  private static func reason(_ error: BackendError) -> String {
    switch error {
    case .unavailable(_, let reason, _), .wrongSetting(_, let reason, _): reason
    case .missingFeed, .wrongFeedShape, .badIndex, .memory: error.message
    }
  }

  /// Runs a small homework with its gradients on the backend and on the reference, in whole numbers
  /// that both can hold.
  private static func agreement(of backend: any Backend) -> Finding {
    let name = "self-test"
    do {
      let problem = try Problem(
        input: "1 2 3 4 5/2 2 1 1 1/3 2 1 1 1/4 1 1 1 1/5 1 1 1 1",
        operations: "conv2d weight=0,-1,0/1,1,1/0,-1,0 stride=2 | relu | max_pool2d 2")
      let built = try problem.built(withGradients: true)
      let ours = try SolvedProblem(running: built, on: backend)
      let reference = try SolvedProblem(running: built, on: Backends.reference.makePrecise())
      guard ours.executed.values == reference.executed.values else {
        return Finding(
          .problem, name,
          "the \(backend.name) backend and the reference disagree on a small convolution",
          remedy: backend.name == Backends.standard.name
            ? "Set OPENBLAS_CORETYPE=Haswell and try again; please report this."
            : "Use --backend \(Backends.standard.name), and please report this.")
      }
      return Finding(name, "\(backend.name) and reference agree on a convolution and its gradients")
    } catch {
      return Finding(.problem, name, "\(backend.name): \(error)")
    }
  }
}
