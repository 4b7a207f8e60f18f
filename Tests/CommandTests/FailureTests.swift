import ArgumentParser
import Backends
import Datasets
import Foundation
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

  @Test func `a backend that cannot be used is offered all the same, and says what is missing`()
    throws
  {
    let choice = try #require(BackendChoice(argument: "cuda")?.named)
    #expect(BackendChoice.allValueStrings.contains("cuda"))
    guard (try? choice.make()) == nil else { return }
    for make in [{ _ = try choice.makePrecise() }, { _ = try choice.make() }] {
      let error = #expect(throws: BackendError.self) { try make() }
      #expect(error?.headline.hasPrefix("error: the cuda backend cannot be used: ") == true)
      #expect(error?.remedy.hasSuffix("Or use --backend cpu.") == true)
    }
  }

  @Test func `a command line can name the registered backends and no others`() {
    let names = Backends.all.map(\.name)
    #expect(names.prefix(2) == ["cpu", "reference"] && Set(names).count == names.count)
    #expect(names.allSatisfy { BackendChoice(argument: $0)?.named?.name == $0 })
    #expect(BackendChoice(argument: "auto").map { $0.named == nil } == true)
    #expect(BackendChoice(argument: "CPU") == nil && BackendChoice(argument: "") == nil)
  }

  @Test func `doctor lists every backend, and why one cannot be used`() throws {
    let states = Backends.all.map(BackendState.init)
    #expect(states.map(\.name) == Backends.all.map(\.name))
    for state in states {
      #expect(state.available == (state.reason == nil))
      // The reference has nothing to look for and nothing to be compared with.
      #expect(state.findings.isEmpty == (state.name == "reference"))
    }
    let json = Data(try DoctorReport([], backends: states).json().utf8)
    let report = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    let listed = try #require(report["backends"] as? [[String: Any]])
    #expect(listed.map { $0["name"] as? String } == states.map(\.name))
    #expect(listed.map { $0["available"] as? Bool } == states.map(\.available))
    #expect(listed.map { $0["reason"] as? String } == states.map(\.reason))
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

  @Test func `an empty value is a value, whatever stands behind it`() throws {
    #expect(
      EmptyValues.apart(in: ["practice", "x", "--answer=", "--json", "--seed=7", "--", "--a="])
        == ["practice", "x", "--answer", "", "--json", "--seed=7", "--", "--a="])
    let others = ["solve", "a=", "-x=", "--ops=y="]
    #expect(EmptyValues.apart(in: others) == others)
    let line = EmptyValues.apart(in: ["practice", "x", "--seed=7", "--answer=", "--json"])
    let command = try #require(try Convscope.parseAsRoot(line) as? PracticeCommand)
    #expect(command.answer == "" && command.json)
  }

  @Test func `the list of lessons is drawn as a lesson is`() throws {
    let home = try #require(
      try Convscope.parseAsRoot(["--theme", "dark", "--no-motion"]) as? Home)
    #expect(home.screen.theme == .dark && home.motion.noMotion)
    #expect(try Convscope.parseAsRoot([]) is Home)
    #expect(throws: (any Error).self) { _ = try Convscope.parseAsRoot(["--no-motion", "learn"]) }
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

extension BackendChoice {
  /// The backend that a command line names.
  fileprivate var named: RegisteredBackend? {
    if case .named(let backend) = self { backend } else { nil }
  }
}
