import ArgumentParser
import Backends
import Problems
import TensorEngine

/// A backend that a command line names.
struct BackendChoice: ExpressibleByArgument {
  /// What it names.
  let backend: RegisteredBackend

  init?(argument: String) {
    guard let backend = Backends.all.first(where: { $0.name == argument }) else { return nil }
    self.backend = backend
  }

  /// Help and completion offer what there is, whether or not this machine can use it.
  static let allValueStrings = Backends.all.map(\.name)

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  /// The backend for a problem that was not told which: in 64 bits, so that the digits which are
  /// shown are the problem's and not the arithmetic's, as long as that keeps nobody waiting.
  ///
  /// Notes say when it computes in 32 bits, and when it is not the fast one.
  ///
  /// - Throws: ``BackendError`` when a setting makes no sense, such as a number of threads.
  static func forProblem(_ cost: ProblemCost) throws(BackendError) -> any Backend {
    guard cost.work > mostPreciseWork else { return try Backends.reference.makePrecise() }
    StandardError.write(
      "note: computing in 32 bits, which leave about 7 digits, because the problem is large\n"
        + "  --backend reference computes in 64, and takes longer.")
    return try Backends.preferred { error in
      StandardError.write(
        "note: computing on the reference backend, because \(error.message)\n  \(error.remedy)")
    }
  }

  /// The steps of arithmetic that the plain loops of the reference take within a moment.
  private static let mostPreciseWork = 1 << 24
}
