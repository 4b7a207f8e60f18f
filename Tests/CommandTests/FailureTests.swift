import ArgumentParser
import Datasets
import Problems
import TensorEngine
import Testing

@testable import convscope

@Suite struct FailureTests {
  @Test func `all errors are shown alike`() {
    let diagnostic = Diagnostic(file: "a.yaml", "no", remedy: "Yes.")
    #expect(diagnostic.report == "a.yaml: error: no\n  Yes.")
    #expect(CommandFailure("no", remedy: "Yes.").report == "error: no\n  Yes.")
    #expect(
      DatasetError(path: "a", offset: 3, "no", remedy: "Yes.").report
        == "a, byte 3: error: no\n  Yes.")
    let missing = BackendError.unavailable(backend: "cpu", reason: "gone", remedy: "Look.")
    #expect(missing.report == "error: the cpu backend cannot be used: gone\n  Look.")
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
