import TensorEngine
import Testing
import Typesetting

@testable import Problems

/// Every parameter of every op can be changed while one looks.
struct LiveParameterTests {
  private func live(_ operation: String, _ input: String = "1 2 0 / 3 -1 2 / 0 1 4") throws
    -> LiveProblem
  {
    LiveProblem(
      try Problem(input: input, operations: operation), on: ReferenceBackend<Double>())
  }

  private func parameter(_ name: String, _ live: LiveProblem) throws -> LiveParameter {
    try #require(live.parameters.first { $0.name == name }, "there is no \(name)")
  }

  /// What is typed to find another value.
  private static let texts = ["0.3", "3", "2", "1 1", "4x1", "0"]

  /// Why a parameter is not among those that are changed.
  private func reason(_ name: String, of operation: String) -> String? {
    switch (operation, name) {
    case (_, "weight") where operation.hasPrefix("conv"):
      "its size is the kernel's, and its numbers are typed on the stage"
    case ("concat", "others"): "a list of grids is written in a file"
    default: nil
    }
  }

  @Test(arguments: OperationSchema.all.map(\.name))
  func `each parameter of each op can be changed`(name: String) throws {
    let sample = try #require(VocabularyTests.samples[name], "\(name) has no sample")
    let start = LiveProblem(
      try Problem(input: sample.input, operations: sample.operation),
      on: ReferenceBackend<Double>())
    for written in start.problem.operations[start.operation].schema.parameters {
      guard reason(written.name, of: name) == nil else { continue }
      let known = written.name == "kernel_size" ? "kernel" : written.name
      let parameter = try parameter(known, start)
      let typed = Self.texts.lazy.compactMap { try? start.edit(parameter, typed: $0) }
      let stepped = [1, -1].lazy.compactMap { try? start.edit(parameter, by: $0) }
      // What it comes to is a result, or a sentence on the stage.
      let isChanged = (Array(typed) + Array(stepped)).contains { edit in
        var live = start
        guard (try? live.apply(edit)) != nil else { return false }
        return live.parameters.first { $0.name == known }?.text != parameter.text
      }
      #expect(isChanged, "\(name) \(known)")
    }
  }

  @Test(arguments: [
    ("leaky_relu", "negative_slope", "0.5", "negative_slope=0.5"),
    ("leaky_relu", "negative_slope", "-2", "negative_slope=-2"),
    ("elu", "alpha", "1/2", ""), ("softplus", "threshold", "3", "threshold=3"),
    ("softplus", "beta", "2.5", "beta=2.5"), ("dropout", "p", "0.25", "p=0.25"),
    ("upsample scale_factor=2", "size", "4x5", "size=4,5"),
    ("upsample size=4", "scale_factor", "1.5", "scale_factor=1.5"),
    ("max_pool2d 2", "kernel", "3", ""), ("pad padding=1", "padding", "1,0,2,1", ""),
    ("conv2d 1,0/2,1", "bias", "3", "1,0/2,1 bias=3"),
    ("conv2d 1,0/2,1", "padding", "same", "1,0/2,1 padding=same"),
    ("batch_norm training=true", "eps", "1e-3", "training=true eps=1e-3"),
    ("batch_norm training=true", "momentum", "0.2", ""),
  ])
  func `what is typed is what the same problem computes written so`(
    operation: String, name: String, text: String, written: String
  ) throws {
    var live = try live(operation)
    let parameter = try parameter(name, live)
    let edit: ProblemEdit
    do throws(Diagnostic) {
      edit = try live.edit(parameter, typed: text)
    } catch {
      #expect(text == "1/2" && error.message.contains("alpha"))
      return
    }
    try live.apply(edit)
    guard !written.isEmpty else { return #expect(live.refusal == nil) }
    let op = operation.prefix { $0 != " " }
    let other = try self.live("\(op) \(written)")
    #expect(try live.outcome.get().output == other.outcome.get().output)
  }

  @Test(arguments: [
    ("dropout", "p", "1.5", "p"), ("dropout", "p", "half", "p"),
    ("softplus", "beta", "1 2", "beta"), ("max_pool2d 2", "kernel", "two", "kernel_size"),
    ("conv2d 1,0/2,1", "kernel", "0", "kernel"), ("conv2d 1,0/2,1", "kernel", "2x", ""),
    ("conv2d 1,0/2,1", "kernel", "101", "kernel"), ("conv2d 1,0/2,1", "input", "4x4x4", "input"),
    ("conv2d 1,0/2,1", "padding", "1,2,3", "padding"),
  ])
  func `what cannot be is refused with a message`(
    operation: String, name: String, text: String, about: String
  ) throws {
    let live = try live(operation)
    let parameter = try parameter(name, live)
    do throws(Diagnostic) {
      _ = try live.edit(parameter, typed: text)
      #expect(about.isEmpty)
    } catch {
      #expect(error.message.contains(about) && !error.remedy.isEmpty, "\(error.message)")
    }
  }

  @Test(arguments: [
    (0.5, 1, "0.6"), (0.5, -1, "0.4"), (1, -1, "0.9"), (1, 1, "2"), (0.1, -1, "0.09"),
    (0.3, -1, "0.2"), (0, 1, "0.1"), (0, -1, "−0.1"), (-0.5, 1, "−0.4"), (-1, 1, "−0.9"),
    (1e-5, 1, "2e-05"), (0.75, 1, "0.85"), (20, 1, "30"), (9, 1, "10"), (0.9, 1, "1"),
  ])
  func `keys change a number in its first digit`(number: Double, step: Int, text: String) throws {
    var live = try live("elu alpha=\(number)")
    try live.apply(try live.edit(try parameter("alpha", live), by: step))
    let now = try parameter("alpha", live).text
    #expect(now.replacing("−", with: "-") == text.replacing("−", with: "-"))
  }

  @Test func `a number stops at its limits`() throws {
    var live = try live("dropout p=0.95")
    #expect(throws: Diagnostic.self) { try live.edit(try parameter("p", live), by: 1) }
    try live.apply(try live.edit(try parameter("p", live), typed: "0"))
    #expect(throws: Diagnostic.self) { try live.edit(try parameter("p", live), by: -1) }
  }

  @Test func `what is left out has its usual value again`() throws {
    var live = try live("softplus beta=3")
    try live.apply(try live.edit(leavingOut: try parameter("beta", live)))
    #expect(try parameter("beta", live).text == "1")
    #expect(live.problem.operations[0].arguments.isEmpty)
    let pool = try self.live("max_pool2d 2 stride=1")
    #expect(throws: Diagnostic.self) {
      try pool.edit(leavingOut: try parameter("kernel", pool))
    }
    var bias = try self.live("conv2d 1,0/2,1 bias=3")
    try bias.apply(try bias.edit(leavingOut: try parameter("bias", bias)))
    #expect(try parameter("bias", bias).text == "none" && bias.refusal == nil)
  }

  @Test func `an earlier result is chosen in place of a grid`() throws {
    var live = try live("relu | add 1 0 1/0 1 0/1 0 1")
    #expect(try parameter("from", live).text == "none")
    try live.apply(try live.edit(try parameter("from", live), by: 1))
    #expect(try parameter("from", live).text == "input" && live.refusal == nil)
    #expect(try parameter("other", live).text == "none")
  }
}
