import ConvolutionArithmetic
import Foundation
import TensorEngine
import TestSupport
import Testing

@testable import Problems

/// Input that was made to hurt: no wait, no trap, no wrong answer, but one message.
struct HostileInputTests {
  private func refusal(_ text: String, withGradients: Bool = true) -> Diagnostic? {
    do throws(Diagnostic) {
      let file = try SourceFile(path: "sheet.yaml", text: text)
      _ = try Problem(file).built(withGradients: withGradients)
      return nil
    } catch {
      return error
    }
  }

  private func refusal(ops: String, input: String = "1") -> Diagnostic? {
    refusal("input: \(input)\nops: \"\(ops)\"\n")
  }

  // MARK: - Files

  @Test func `a named pipe is refused without waiting for a writer`() throws {
    let folder = try TemporaryFolder()
    let path = folder("pipe")
    try #require(mkfifo(path, 0o600) == 0)
    #expect(throws: Diagnostic.self) { try SourceFile.read(path) }
    #expect(throws: Diagnostic.self) { try SourceFile.checkReadable(path) }
  }

  @Test func `a device is refused`() {
    #expect(throws: Diagnostic.self) { try SourceFile.read("/dev/zero") }
  }

  @Test func `a pipe that was handed over is read`() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let text = "input: 1 2"
    #expect(write(ends[1], text, text.utf8.count) == text.utf8.count)
    close(ends[1])
    defer { close(ends[0]) }
    #expect(try SourceFile.read("/dev/fd/\(ends[0])").text == text)
  }

  // MARK: - Length

  @Test func `ops beyond the limit are not read to their end`() {
    let ops = [String](repeating: "relu", count: 40_000).joined(separator: " | ")
    #expect(
      refusal(ops: ops)?.headline == "sheet.yaml:2:6: error: the problem has more than 1000 ops")
  }

  @Test func `the first of many unknown parameters ends the reading`() {
    let keys = (0..<40_000).map { "k\($0)=1" }.joined(separator: " ")
    #expect(
      refusal(ops: "conv2d " + keys)?.headline
        == "sheet.yaml:2:14: error: conv2d has no parameter 'k0'")
  }

  @Test func `a word of a megabyte has no neighbours and a short message`() {
    let diagnostic = refusal(ops: String(repeating: "r", count: 1 << 20))
    #expect(diagnostic?.message == "there is no op '\(String(repeating: "r", count: 39))…'")
    #expect((diagnostic?.remedy.count ?? 0) < 1_000)
  }

  @Test func `more numbers than a value may have are not read`() {
    let grid = [String](repeating: "1", count: ProblemLimits.mostNumbers + 1).joined(separator: " ")
    #expect(
      refusal("input: \(grid)\nops: [relu]\n")?.headline
        == "sheet.yaml:1:8: error: input has more than 1048576 numbers")
  }

  @Test func `a grid of many blocks keeps its shape`() throws {
    let grid = [String](repeating: "1 2", count: 20_000).joined(separator: ";;")
    let file = try SourceFile(path: "sheet.yaml", text: "input: \(grid)\nops: [relu]\n")
    #expect(try Problem(file).input.value.shape == [20_000, 1, 1, 2])
  }

  // MARK: - Size

  @Test(arguments: [
    "pad 5780", "upsample size=1025", "pad 1000", "conv2d weight=1 padding=2000 stride=2",
    "conv_transpose2d weight=1,1/1,1 dilation=1025",
  ])
  func `a value of too many numbers is refused at its op`(ops: String) {
    let diagnostic = refusal(ops: ops)
    #expect(diagnostic?.location == SourceLocation(line: 2, column: 7))
    #expect(diagnostic?.message.contains("more than the 1048576 that one value may have") == true)
    #expect(diagnostic?.remedy.isEmpty == false)
  }

  @Test func `many large values are too many together`() {
    #expect(
      refusal(ops: "pad 500 | relu | sigmoid")?.message
        == "this problem would make 3006004 numbers, more than the 2097152 that are computed at once"
    )
  }

  @Test func `the taps of a pool are counted`() {
    #expect(
      refusal(ops: "pad 300 | max_pool2d kernel_size=300 stride=1")?.message.hasSuffix(
        "million steps of arithmetic, more than the 536 million that are computed at once") == true)
  }

  @Test func `a layer as large as those of a ResNet is allowed`() throws {
    var graph = Graph()
    let input = try graph.input([1, 64, 56, 56], name: "input")
    let weight = try graph.input([64, 64, 3, 3], name: "weight")
    let window = try SlidingWindow(kernelSize: 3, paddingBefore: 1, paddingAfter: 1)
    let layer = Convolution(windows: [window, window], groups: 1)
    _ = try graph.append(.convolution(layer), [input, weight])
    #expect(graph.cost.excess(of: "this problem") == nil)
  }

  // MARK: - Parameters

  @Test(arguments: [
    ("{stride: 0}", "max_unpool2d: stride cannot be 0"),
    (
      "{padding: 1048576}",
      "max_unpool2d: with this kernel_size, stride and padding no plane is left"
    ),
    ("{kernel_size: 3, stride: -7, output_size: 4}", "max_unpool2d: stride cannot be -7"),
    ("{kernel_size: -1}", "max_unpool2d: kernel_size cannot be -1"),
    (
      "{kernel_size: 7, output_size: [4, 4]}",
      "max_unpool2d would make a plane of 14×14, but the switches point into one of 4×4"
    ),
  ])
  func `parameters that do not undo the pool are refused`(parameters: String, message: String) {
    let grid = "1 2 3 4 / 5 6 7 8 / 1 2 3 4 / 5 6 7 8"
    let diagnostic = refusal(
      "input: \(grid)\nops:\n  - max_pool2d: 2\n  - max_unpool2d: \(parameters)\n")
    #expect(diagnostic?.message == message)
    #expect(diagnostic?.location?.line == 4)
    #expect(diagnostic?.remedy.isEmpty == false)
  }

  @Test func `output_size may restore the cells that no window covered`() {
    let grid = "1 2 3 / 4 5 6 / 7 8 9"
    #expect(
      refusal(
        "input: \(grid)\nops:\n  - max_pool2d: 2\n"
          + "  - max_unpool2d: {kernel_size: 2, output_size: [3, 3]}\n") == nil)
  }

  @Test(arguments: [
    ("batch_norm running_mean=0,0 running_var=1,-1", "batch_norm: running_var cannot hold -1"),
    ("batch_norm momentum=2", "batch_norm: momentum cannot be 2"),
    (
      "batch_norm running_mean=0 running_var=1,1",
      "batch_norm: running_mean has 1 number, but the value has 2 channels"
    ),
    ("local_response_norm size=1 k=-10", "local_response_norm: k cannot be -10"),
    ("local_response_norm size=1 alpha=-1", "local_response_norm: alpha cannot be -1"),
    (
      "conv2d weight=1;1 padding=0x10",
      "conv2d: padding is '0x10', which looks like a hexadecimal number"
    ),
    ("max_pool2d 2 stride=0", "max_pool2d: stride 0 is not possible"),
  ])
  func `a parameter outside its range is refused`(ops: String, message: String) {
    let diagnostic = refusal(ops: ops, input: "1 2 / 3 4 ; 5 6 / 7 8")
    #expect(diagnostic?.message.hasPrefix(message) == true, "\(diagnostic?.message ?? "nothing")")
    #expect(diagnostic?.remedy.isEmpty == false)
  }

  @Test func `a pool along one axis takes one length`() {
    let diagnostic = refusal(ops: "max_pool1d [2, 1]", input: "1 2 3 4")
    #expect(
      diagnostic?.message == "max_pool1d: kernel_size has 2 numbers, but there is one axis")
  }

  @Test func `a channel for every row is explained`() {
    let diagnostic = refusal(ops: "conv2d weight=1,0/0,1", input: "1 2 3; 4 5 6; 7 8 9")
    #expect(diagnostic?.remedy.contains("';' separates channels") == true)
  }

  // MARK: - Precision

  @Test(arguments: [
    (
      "input: 1e39\nops: [relu]\n", "1:8",
      "input holds 1e+39, which is beyond every number of 32 bits"
    ),
    ("input: 1 1e-50\nops: [relu]\n", "1:8", "input holds 1e-50, which is 0 in 32 bits"),
    ("input: 1\nops: [relu]\nupstream: 1e39\n", "3:11", "upstream holds 1e+39"),
    ("input: 1\nops: [{mul: -1e300}]\n", "2:13", "0.other holds -1e+300"),
    ("input: 1\nops: [{leaky_relu: 1e39}]\n", "2:20", "0.negative_slope holds 1e+39"),
  ])
  func `a number that Float loses points at the reference backend`(
    text: String, place: String, message: String
  ) throws {
    let problem = try Problem(SourceFile(path: "sheet.yaml", text: text))
    let built = try problem.built(withGradients: true)
    let diagnostic = try #require(problem.singlePrecisionProblem)
    #expect(diagnostic.headline.hasPrefix("sheet.yaml:\(place): error: \(message)"))
    #expect(diagnostic.remedy.contains("--backend reference"))
    #expect(throws: diagnostic) {
      try SolvedProblem(running: built, on: ReferenceBackend<Float>())
    }
    #expect(throws: Never.self) {
      try SolvedProblem(running: built, on: ReferenceBackend<Double>())
    }
  }

  // MARK: - Places and texts

  @Test(arguments: [
    ("input: 1\nops: [relu]\ninput: 2\n", "3:1"),
    ("input: 1\nops: [relu]\nops: [relu]\n", "3:1"),
    ("input: 1\nops: [{conv2d: {weight: 1, bias: 1, weight: 2}}]\n", "2:37"),
    ("{\"input\": \"1\", \"ops\": [\"relu\"], \"ops\": []}", "1:33"),
  ])
  func `a name that is given twice is shown at its second place`(text: String, place: String) {
    #expect(refusal(text)?.headline.hasPrefix("sheet.yaml:\(place): error: '") == true)
  }

  @Test func `control characters never reach the terminal`() {
    let diagnostic = Diagnostic(
      file: "a\u{1B}[2J\nb", "there is no '\u{7}\u{202E}'", remedy: "One\nline.")
    #expect(
      diagnostic.report
        == "a\\u{1B}[2J\\u{A}b: error: there is no '\\u{7}\\u{202E}'\n  One\\u{A}line.")
  }
}
