import Conformance
import TensorEngine
import Typesetting

/// What a ``ConformanceRun`` found, to be printed as text or as JSON.
struct ConformanceReport: Encodable {
  /// The backend's name on the command line.
  let backend: String
  let precision: String
  /// What the backend computed with: libraries, devices, threads.
  let facts: [String: String]
  let cases: Int
  let checks: Int
  let seconds: Double
  let failures: [ConformanceRun.Failure]

  init(
    _ run: ConformanceRun, on engine: any Backend, _ precision: ProductPrecision, seconds: Double
  ) {
    backend = engine.name
    self.precision = precision.rawValue
    facts = Dictionary(engine.facts.map { ($0.name, $0.value) }) { first, _ in first }
    (cases, checks, failures) = (run.cases, run.checks, run.failures)
    self.seconds = seconds
  }

  /// A line that sums up, and one for each thing that is wrong.
  var text: String {
    let summary =
      "\(backend), \(precision): \(cases) cases, \(checks) comparisons in"
      + " \(NumberText.fixed(seconds, 1)) s, "
      + (failures.isEmpty ? "all as they should be" : "\(failures.count) wrong")
    let lines = failures.map { "\($0.check) of \($0.name): \($0.reason)" }
    return ([summary] + lines).joined(separator: "\n")
  }

  /// The same as JSON.
  func json() throws -> String {
    try JSONText.of(self)
  }
}
