import ArgumentParser
import Problems
import TensorEngine
import Testing

@testable import convscope

@Suite struct FailureTests {
  @Test func `a diagnostic is shown as it is`() {
    let diagnostic = Diagnostic(file: "a.yaml", "no", remedy: "Yes.")
    #expect(Failure.message(for: diagnostic) == "a.yaml: error: no\n  Yes.")
  }

  @Test func `other errors are introduced as such`() {
    #expect(Failure.message(for: CommandFailure("no", remedy: "Yes.")) == "error: no\n  Yes.")
    let missing = BackendError.unavailable(backend: "cpu", reason: "gone", remedy: "Look.")
    #expect(
      Failure.message(for: missing) == "error: the cpu backend cannot be used: gone. Look.")
  }

  @Test func `argument-parser prints its own`() {
    #expect(Failure.message(for: ExitCode(3)) == nil)
    #expect(Failure.message(for: ValidationError("no")) == nil)
  }

  @Test func `cuda is refused with what to use instead`() {
    let error = #expect(throws: CommandFailure.self) { try BackendChoice.cuda.makeBackend() }
    #expect(error?.remedy.contains("--backend cpu") == true)
  }

  @Test(arguments: [
    ["solve"], ["solve", "a.yaml", "--input", "1", "--ops", "relu"], ["solve", "--input", "1"],
    ["solve", "a.yaml", "--upstream", "1"], ["learn", "x", "--list"], ["learn", "--lessons", ""],
    ["check"], ["check", ""], ["nonsense"],
  ])
  func `command lines that make no sense are usage errors`(arguments: [String]) {
    let error = #expect(throws: (any Error).self) { _ = try Convscope.parseAsRoot(arguments) }
    #expect(error.map { Convscope.exitCode(for: $0) } == .validationFailure)
  }

  @Test(arguments: [
    ["solve", "-"], ["solve", "--input", "-1 2", "--ops", "relu", "--upstream", "-1"],
    ["solve", "--list-ops"], ["learn"], ["check", "a", "b"], ["doctor", "--json"],
    ["bench", "ops"], ["dump-keys"], ["dump-vocabulary", "table"],
  ])
  func `command lines of the manual are understood`(arguments: [String]) throws {
    _ = try Convscope.parseAsRoot(arguments)
  }
}
