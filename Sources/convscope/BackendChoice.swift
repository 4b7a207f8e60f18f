import ArgumentParser
import Backends
import Problems
import TensorEngine

/// A backend that a command line names, or the best of them.
enum BackendChoice: ExpressibleByArgument {
  /// This one, or none.
  case named(RegisteredBackend)
  /// Whatever is best here.
  case automatic

  private static let automaticName = "auto"

  init?(argument: String) {
    if argument == BackendChoice.automaticName {
      self = .automatic
    } else if let backend = Backends.all.first(where: { $0.name == argument }) {
      self = .named(backend)
    } else {
      return nil
    }
  }

  /// Help and completion offer what there is, whether or not this machine can use it.
  static let allValueStrings = Backends.all.map(\.name) + [automaticName]

  /// Its name, as help writes what is taken when nobody says which.
  var defaultValueDescription: String {
    switch self {
    case .named(let backend): backend.name
    case .automatic: BackendChoice.automaticName
    }
  }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  /// The backend for a network.
  ///
  /// A note says when the best is not the fastest that there could be, and why.
  ///
  /// - Throws: ``BackendError`` with why a named one cannot be used.
  func make(
    threads: Int?, precision: ProductPrecision, usesBLAS: Bool
  ) throws(BackendError) -> any TrainingBackend {
    let made: any TrainingBackend
    switch self {
    case .named(let backend):
      made = try backend.make(threads: threads, precision: precision, usesBLAS: usesBLAS)
    case .automatic:
      made = try Backends.fastest(
        threads: threads, precision: precision, usesBLAS: usesBLAS
      ) { error in
        StandardError.write(
          "note: computing on the \(Backends.standard.name) backend, because \(error.message)")
      }
    }
    Self.tellNote(of: made)
    return made
  }

  private static func tellNote(of backend: any Backend) {
    guard let note = Backends.note(of: backend) else { return }
    StandardError.write("note: \(note)")
  }

  /// The backend for a problem.
  ///
  /// - Throws: ``BackendError`` with why a named one cannot be used.
  func make(for cost: ProblemCost) throws(BackendError) -> any Backend {
    switch self {
    case .named(let backend):
      let made = try backend.makePrecise()
      Self.tellNote(of: made)
      return made
    case .automatic: return try BackendChoice.forProblem(cost)
    }
  }

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
