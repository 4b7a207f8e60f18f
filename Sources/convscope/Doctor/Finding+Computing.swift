import CPUBackend
import Foundation
import Problems
import TensorEngine

extension Finding {
  /// The backends: what they run on, and whether they agree.
  static var computing: [Finding] {
    do {
      let backend = try CPUBackend()
      return blas(backend.blas) + [threads(backend.threads), agreement(of: backend)]
    } catch BackendError.unavailable(_, let reason, let remedy) {
      return [Finding(.problem, "cpu backend", reason, remedy: remedy)]
    } catch {
      return [Finding(.problem, "cpu backend", "\(error)")]
    }
  }

  private static func blas(_ blas: OpenBLAS) -> [Finding] {
    let reason =
      switch (blas.coreType, blas.choseCoreType) {
      case (let type?, true):
        "OPENBLAS_CORETYPE=\(type) set by convscope: \(blas.coreTypeReason)"
      case (let type?, false): "OPENBLAS_CORETYPE=\(type) set in the environment"
      case (nil, _): "OPENBLAS_CORETYPE not set: \(blas.coreTypeReason)"
      }
    return [
      Finding("BLAS", blas.path),
      Finding("BLAS build", blas.configuration),
      Finding("BLAS kernels", "\(blas.core) (\(reason))"),
    ]
  }

  private static func threads(_ count: Int) -> Finding {
    let variable = ProcessInfo.processInfo.environment["CONVSCOPE_THREADS"]
    let reason =
      variable == nil
      ? "one for each core that this process may use; CONVSCOPE_THREADS changes it"
      : "as CONVSCOPE_THREADS says"
    return Finding("threads", "\(count), \(reason)")
  }

  /// Runs a small homework with its gradients on the backend and on the reference, in whole numbers
  /// that both can hold.
  private static func agreement(of backend: CPUBackend) -> Finding {
    let name = "self-test"
    do {
      let problem = try Problem(
        input: "1 2 3 4 5/2 2 1 1 1/3 2 1 1 1/4 1 1 1 1/5 1 1 1 1",
        operations: "conv2d weight=0,-1,0/1,1,1/0,-1,0 stride=2 | relu | max_pool2d 2")
      let built = try problem.built(withGradients: true)
      let ours = try SolvedProblem(running: built, on: backend)
      let reference = try SolvedProblem(running: built, on: ReferenceBackend<Double>())
      guard ours.executed.values == reference.executed.values else {
        return Finding(
          .problem, name, "the cpu backend and the reference disagree on a small convolution",
          remedy: "Set OPENBLAS_CORETYPE=Haswell and try again; please report this.")
      }
      return Finding(name, "cpu and reference agree on a convolution and its gradients")
    } catch {
      return Finding(.problem, name, "\(error)")
    }
  }
}
