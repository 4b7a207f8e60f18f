import Foundation
import Storyboards
import TensorEngine
import Testing
import Typesetting

@testable import Problems

/// A problem that is changed while it is looked at.
struct LiveProblemTests {
  private static let backend = ReferenceBackend<Double>()

  private func live(
    _ input: String, _ operations: String, upstream: String? = nil, operation: Int = 0
  ) throws -> LiveProblem {
    let problem = try Problem(input: input, operations: operations, upstream: upstream)
    let built = try problem.built(withGradients: upstream != nil)
    let solved = try SolvedProblem(running: built, on: Self.backend)
    return LiveProblem(solved, operation: operation, on: Self.backend) { solved, operation, view in
      try LinkedViews(
        of: solved.problem.steps[operation].main, in: solved.executed, startingWith: view)
    }
  }

  private func output(_ live: LiveProblem) throws -> Tensor<Double> {
    try live.outcome.get().output
  }

  private func solution(_ input: String, _ operations: String) throws -> Tensor<Double> {
    let built = try Problem(input: input, operations: operations).built()
    return try SolvedProblem(running: built, on: Self.backend).output
  }

  @Test func `a changed problem computes what the same problem computes written so`() throws {
    var live = try live("1 3 -1 / 2 1 0 / 0 2 -1", "conv2d weight=1,0/2,-1")
    try live.apply(.number(of: "0.weight", position: 1, to: 5))
    try live.apply(.number(of: "input", position: 8, to: 4))
    try live.apply(.parameter(operation: 0, name: "padding", text: "1"))
    try live.apply(.parameter(operation: 0, name: "stride", text: "2"))
    #expect(
      try output(live)
        == solution("1 3 -1 / 2 1 0 / 0 2 4", "conv2d weight=1,5/2,-1 padding=1 stride=2"))
  }

  @Test func `undoing goes back one change after the other, and reset to the start`() throws {
    var live = try live("1 2 3", "conv1d 1 1")
    let first = try output(live)
    try live.apply(.number(of: "input", position: 0, to: 7))
    let second = try output(live)
    try live.apply(.number(of: "input", position: 1, to: 8))
    let undone = live.undo()
    #expect(undone)
    #expect(try output(live) == second)
    try live.apply(.number(of: "input", position: 2, to: 9))
    let wasReset = live.reset()
    #expect(wasReset)
    #expect(try output(live) == first)
    let nothing = (live.isChanged, live.undo(), live.reset())
    #expect(nothing == (false, false, false))
  }

  @Test func `what cannot be computed says why and goes on from there`() throws {
    var live = try live("1 2 / 3 4", "conv2d weight=1,0/0,1")
    try live.apply(.parameter(operation: 0, name: "dilation", text: "3"))
    let refusal = try #require(live.refusal)
    let views = live.views(startingWith: .im2col)
    #expect(views.first.frames[0].caption.hasPrefix(refusal.message.beginningSentence))
    #expect(views.first.panels.map(\.title) == ["input", "weight"])
    #expect(views.first.panels[0].planes[0].values == [1, 2, 3, 4])
    // Its numbers can be changed all the same, and padding makes it possible.
    let element = try #require(
      views.first.element(in: CellReference(panel: 1, plane: 0, row: 0, column: 0)))
    let edit = try #require(live.edit(element, to: 2))
    try live.apply(edit)
    try live.apply(.parameter(operation: 0, name: "padding", text: "1"))
    #expect(
      try output(live) == solution("1 2 / 3 4", "conv2d weight=2,0/0,1 dilation=3 padding=1"))
    #expect(live.views(startingWith: .im2col).start == .im2col)
  }

  @Test func `an impossible value is refused and changes nothing`() throws {
    var live = try live("1 2 / 3 4", "conv2d weight=1,0/0,1")
    for edit: ProblemEdit in [
      .parameter(operation: 0, name: "stride", text: "two"),
      .parameter(operation: 0, name: "strid", text: "2"),
      .parameter(operation: 3, name: "stride", text: "2"),
      .parameter(operation: 0, name: "groups", text: "0"),
      .number(of: "0.bias", position: 0, to: 1), .number(of: "1.weight", position: 0, to: 1),
      .number(of: "input", position: 4, to: 1), .number(of: "input", position: -1, to: 1),
      .grid(of: "input", shape: [2, -1], numbers: []),
      .grid(of: "input", shape: [2, 2], numbers: [1]),
    ] {
      #expect(throws: Diagnostic.self, "\(edit)") { try live.apply(edit) }
      #expect(!live.isChanged)
    }
  }

  @Test func `an upstream gradient keeps its numbers while the output has another size`() throws {
    var live = try live(
      "1 2 / 3 4", "conv2d weight=1,0/0,1 padding=1", upstream: "1 2 3/4 5 6/7 8 9")
    func padding(_ text: String) throws -> Tensor<Double>? {
      try live.apply(.parameter(operation: 0, name: "padding", text: text))
      return try live.outcome.get().problem.upstreamValue
    }
    #expect(try padding("0") == Tensor([1, 1, 1, 1], [1]))
    #expect(try padding("1") == Tensor([1, 1, 3, 3], (1...9).map(Double.init)))
    // What there was none for before is 1.
    let larger = try #require(try padding("2"))
    #expect(larger.shape == Shape([1, 1, 5, 5]))
    #expect(
      larger.elements == [1, 2, 3, 1, 1, 4, 5, 6, 1, 1, 7, 8, 9] + Array(repeating: 1, count: 12))
    // The key and what follows from it are one change.
    for _ in 0..<3 {
      _ = live.undo()
      #expect(live.refusal == nil)
    }
    #expect(!live.isChanged)
  }

  @Test func `one number for a whole upstream gradient stays it after one was changed`() throws {
    var live = try live("1 2 / 3 4", "conv2d weight=1,0/0,1 padding=1", upstream: "2")
    try live.apply(try #require(live.edit(upstream: 0, to: 7)))
    for padding in ["0", "2"] {
      try live.apply(.parameter(operation: 0, name: "padding", text: padding))
    }
    let numbers = try live.outcome.get().problem.upstreamValue?.elements
    #expect(numbers == [7] + Array(repeating: 2, count: 24))
  }

  @Test func `one number of an upstream gradient of ones can be changed`() throws {
    var live = try live("1 2 / 3 4", "conv2d weight=2")
    try live.apply(try #require(live.edit(upstream: 3, to: -5)))
    #expect(try live.outcome.get().problem.upstreamValue == Tensor([1, 1, 2, 2], [1, 1, 1, -5]))
    try live.apply(try #require(live.edit(upstream: 0, to: 0)))
    #expect(try live.outcome.get().problem.upstreamValue == Tensor([1, 1, 2, 2], [0, 1, 1, -5]))
    #expect(live.edit(upstream: 4, to: 0) == nil)
  }

  @Test func `a larger kernel gets zeros, and a smaller one loses its last row and column`() throws
  {
    var live = try live("1 2 3 / 4 5 6 / 7 8 9", "conv2d weight=1,2/3,4")
    let kernel = try #require(live.parameters.first)
    #expect(kernel.name == "kernel" && kernel.text == "2×2")
    try live.apply(try live.edit(kernel, by: 1))
    #expect(live.problem.grid(named: "0.weight")?.value.elements == [1, 2, 0, 3, 4, 0, 0, 0, 0])
    for _ in 0..<2 {
      try live.apply(try live.edit(try #require(live.parameters.first), by: -1))
    }
    #expect(live.problem.grid(named: "0.weight")?.value.elements == [1])
    let smallest = try #require(live.parameters.first)
    #expect(throws: Diagnostic.self) { try live.edit(smallest, by: -1) }
  }

  @Test func `what grows again gets back the latest numbers that it had, until all is taken back`()
    throws
  {
    var live = try live("1 2 3 / 4 5 6 / 7 8 9", "conv2d weight=1,2/3,4")
    func change(_ name: String, by step: Int) throws {
      let parameter = try #require(live.parameters.first { $0.name == name })
      try live.apply(try live.edit(parameter, by: step))
    }
    try live.apply(.number(of: "0.weight", position: 3, to: 7))
    try change("kernel", by: -1)
    try live.apply(.number(of: "0.weight", position: 0, to: 5))
    try change("kernel", by: 1)
    #expect(live.problem.grid(named: "0.weight")?.value.elements == [5, 2, 3, 7])
    try change("input", by: -1)
    try change("input", by: 1)
    #expect(live.problem.input.value.elements == (1...9).map(Double.init))
    // Other ops have other numbers.
    try live.apply(.replace(input: "1 2 / 3 4", operations: "conv2d weight=9"))
    try change("kernel", by: 1)
    #expect(live.problem.grid(named: "0.weight")?.value.elements == [9, 0, 0, 0])
  }

  @Test func `a rule of padding goes on from the numbers that it comes to`() throws {
    var live = try live("1 2 3 4 5", "conv1d weight=1,1,1 padding=same")
    let padding = try #require(live.parameters.first { $0.name == "padding" })
    #expect(padding.text == "same")
    try live.apply(try live.edit(padding, by: 1))
    #expect(try output(live) == solution("1 2 3 4 5", "conv1d weight=1,1,1 padding=2"))
  }

  /// Whether a parameter has a value to go on from, and one that goes up and down.
  private func isStepped(_ parameter: OperationSchema.Parameter) -> Bool {
    switch parameter.kind {
    case .lengths, .padding, .integer, .boolean, .choice: break
    case .grid, .grids, .factors, .number, .numberOrNull, .shape, .references: return false
    }
    guard let text = parameter.defaultText else { return true }
    guard let file = try? SourceFile(path: "default", text: text) else { return false }
    return (try? Argument(SourceNode(wholeTextOf: file), for: parameter, of: "the op")) != nil
  }

  @Test(arguments: OperationSchema.all.map(\.name))
  func `each parameter of each op goes up and down, or says why not`(name: String) throws {
    let sample = try #require(VocabularyTests.samples[name], "\(name) has no sample")
    let problem = try Problem(input: sample.input, operations: sample.operation)
    let index = problem.operations.count - 1
    let wanted = problem.operations[index].schema.parameters.filter(isStepped).map(\.name)
    let parameters = problem.liveParameters(of: index)
    let names = parameters.map { $0.name == "kernel" ? "kernel_size" : $0.name }
    #expect(Set(names).isSuperset(of: wanted))
    for parameter in parameters {
      for step in [1, -1] {
        var live = try live(sample.input, sample.operation, operation: index)
        do throws(Diagnostic) {
          try live.apply(try live.edit(parameter, by: step))
        } catch {
          #expect(!error.message.isEmpty)
          continue
        }
        // What it comes to, or a sentence on the stage.
        let views = live.views(startingWith: nil)
        #expect(!views.first.frames[0].caption.isEmpty)
        let now = live.parameters.first { $0.name == parameter.name }
        #expect(now?.text != parameter.text, "\(parameter.name) by \(step)")
      }
    }
  }

  @Test func `changes are kept as text that gives them back`() throws {
    var live = try live("1 2 3", "conv1d 1 1")
    try live.apply(.number(of: "input", position: 0, to: 7))
    try live.apply(.parameter(operation: 0, name: "stride", text: "2"))
    let data = try JSONEncoder().encode(live.edits)
    var other = try self.live("1 2 3", "conv1d 1 1")
    other.replace(with: try JSONDecoder().decode([ProblemEdit].self, from: data))
    #expect(try output(other) == output(live))
    // Those that a problem no longer knows are left out, and what follows them.
    other.replace(with: [live.edits[0], .number(of: "3.weight", position: 0, to: 1), live.edits[1]])
    #expect(other.edits == [live.edits[0]])
  }
}
