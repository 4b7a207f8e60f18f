import Foundation
import Testing

/// `convscope figure`: what there is to draw, what is drawn, and what is refused.
@Suite("figure")
struct FigureTests {
  private let problem = """
    input: 1 3 -1 / 2 1 0 / 0 2 -1
    ops:
      - conv2d: {weight: 1 0 / 2 -1}
      - relu
    """

  private func run(
    _ arguments: String..., in sandbox: Sandbox, input: String? = nil
  ) throws -> PipedRun {
    try PipedRun(
      Convscope.command(
        ["figure"] + arguments, in: sandbox), input: .text(input ?? problem))
  }

  @Test func `a list says what there is to draw`() throws {
    let sandbox = try Sandbox()
    let list = try run("-", "--view", "list", in: sandbox)
    #expect(list.status == .exited(0))
    let lines = list.standardOutput.split(separator: "\n")
    #expect(
      lines.prefix(2) == [
        "node               op                      frames  views",
        "0                  conv2d                       4  window im2col matrix gradients back chain cover graph",
      ])
    let nodes = lines.map { $0.split(separator: " ").prefix(3).joined(separator: " ") }
    #expect(
      nodes.dropFirst() == [
        "0 conv2d 4", "1 relu 4", "gradient:input conv_transpose2d 9",
        "gradient:0.weight conv2d_weight_gradient 4",
      ])
    let json = try run("-", "--view", "list", "--format", "json", in: sandbox)
    #expect(
      json.standardOutput.hasPrefix(
        #"[{"node":"0","op":"conv2d","frames":4,"views":["window","im2col","matrix","gradients","back","chain","cover","graph"]},"#
      ))
  }

  @Test
  func `a frame is drawn as text, the last computation's first one unless others are asked for`()
    throws
  {
    let sandbox = try Sandbox()
    let usual = try run("-", in: sandbox)
    #expect(usual.standardOutput.hasPrefix("relu, frame 1 of 4\n"))
    let frame = try run("-", "--node", "0", "--frame", "2", in: sandbox)
    #expect(frame.standardOutput.hasPrefix("conv2d, kernel 2×2, frame 2 of 4\n"))
    #expect(frame.standardOutput.contains("3·1 + (−1)·0 + 1·2 + 0·(−1) = 5\n"))
    let all = try run("-", "--node", "0", "--all", in: sandbox)
    #expect(all.standardOutput.components(separatedBy: " of 4\n").count == 5)
    let gradient = try run("-", "--node", "gradient:0.weight", in: sandbox)
    #expect(gradient.status == .exited(0))
    #expect(gradient.standardOutput.contains("frame 1 of 4"))
  }

  @Test func `the ending of a file says what is written, and the file is replaced whole`() throws {
    let sandbox = try Sandbox()
    let path = try sandbox.write("an older figure", to: "figure.json")
    let written = try run("-", "--node", "0", "--out", path, in: sandbox)
    #expect(written.status == .exited(0))
    #expect(written.standardOutput == "")
    let printed = try run("-", "--node", "0", "--format", "json", in: sandbox)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == printed.standardOutput)
    #expect(printed.standardOutput.hasPrefix(#"{"op":"conv2d","view":"window","views":["window","#))
    let refused = try run("-", "--node", "7", "--out", path, in: sandbox)
    #expect(refused.status == .exited(2))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == printed.standardOutput)
  }

  @Test(arguments: [
    ("window.svg", "<svg ", 0), ("page.html", "<!DOCTYPE html>", 0),
    ("page.HTM", "<!DOCTYPE html>", 0),
    ("frames.cast", #"{"version":2,"width":80,"#, 5),
    ("frames.txt", "conv2d, kernel 2×2, frame 1", 0),
  ])
  func `every format is written under its ending`(
    name: String, start: String, lines: Int
  ) throws {
    let sandbox = try Sandbox()
    let path = sandbox.path + "/" + name
    let written = try run("-", "--node", "0", "--out", path, in: sandbox)
    #expect(written.status == .exited(0))
    #expect(written.standardOutput == "" && written.standardError == "")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.hasPrefix(start) && text.hasSuffix("\n"))
    // A recording has a line for each frame, before them what it is and behind them its end.
    if lines > 0 { #expect(text.split(separator: "\n").count == lines + 1) }
  }

  @Test(arguments: [
    (["window.pdf"], "end it in one of .txt, .svg, .html, .cast, .json"),
    (["window"], "does not say what is written"), (["window.svg.png"], "or give --format"),
    (["window.svg", "--format", "html"], "asks for svg, but --format for html"),
    (["list.svg", "--format", "json", "--view", "list"], "asks for svg, but --format for json"),
  ])
  func `a name that does not go with what is written is refused`(
    arguments: [String], reason: String
  ) throws {
    let sandbox = try Sandbox()
    let path = sandbox.path + "/" + arguments[0]
    let refused = try PipedRun(
      Convscope.command(
        ["figure", "-", "--out", path] + arguments.dropFirst(), in: sandbox), input: .text(problem))
    #expect(refused.status == .exited(64) && refused.standardError.contains(reason))
    #expect(!FileManager.default.fileExists(atPath: path))
    // Who says both may call it what they like.
    let named = sandbox.path + "/drawing.xml"
    let written = try run("-", "--out", named, "--format", "svg", in: sandbox)
    #expect(written.status == .exited(0) && FileManager.default.fileExists(atPath: named))
  }

  @Test func `a drawing moves with all frames, and has the ground that it is told`() throws {
    let sandbox = try Sandbox()
    let still = try run("-", "--node", "0", "--format", "svg", in: sandbox).standardOutput
    #expect(!still.contains("@keyframes") && still.contains("frame 1 of 4"))
    let moving = try run("-", "--node", "0", "--all", "--format", "svg", in: sandbox)
    #expect(moving.standardOutput.contains("@keyframes"))
    let dark = try run(
      "-", "--node", "0", "--format", "svg", "--theme", "dark", in: sandbox
    ).standardOutput
    #expect(still.contains(".ground { fill: #ffffff }"))
    #expect(dark.contains(".ground { fill: #101014 }"))
  }

  @Test func `a page has the view that is asked for, or all, and opens with a frame`() throws {
    let sandbox = try Sandbox()
    let all = try run("-", "--node", "0", "--frame", "3", "--format", "html", in: sandbox)
    #expect(all.standardOutput.components(separatedBy: "<svg ").count == 8)
    #expect(all.standardOutput.contains(">3 of 4<"))
    let one = try run(
      "-", "--node", "0", "--view", "matrix", "--format", "html", in: sandbox)
    #expect(one.standardOutput.components(separatedBy: "<svg ").count == 2)
  }

  @Test func `what is too large is refused with a way out, and a part is drawn`() throws {
    let sandbox = try Sandbox()
    let row = Array(repeating: "1", count: 40).joined(separator: " ")
    let large =
      "input: " + Array(repeating: row, count: 40).joined(separator: " / ") + "\nops: [relu]\n"
    for format in ["html", "cast"] {
      let refused = try run("-", "--format", format, in: sandbox, input: large)
      #expect(refused.status == .exited(2))
      #expect(refused.standardError.contains("1600 frames, more than the 400"))
    }
    let one = try run("-", "--format", "svg", "--frame", "1600", in: sandbox, input: large)
    #expect(one.status == .exited(0))
    #expect(one.standardOutput.contains("frame 1600 of 1600"))
  }

  @Test
  func `a view that is too large here says so, and one that the op has not is another matter`()
    throws
  {
    let sandbox = try Sandbox()
    let row = Array(repeating: "1", count: 32).joined(separator: " ")
    let large =
      "input: " + Array(repeating: row, count: 32).joined(separator: " / ")
      + "\nops: [{conv2d: {weight: 1 2 / 3 4}}]\n"
    for view in ["matrix", "back", "gradients"] {
      let refused = try run("-", "--view", view, in: sandbox, input: large)
      #expect(refused.status == .exited(2))
      #expect(
        refused.standardError.contains(
          "this conv2d is too large for its \(view) view (limit: 65536 numbers)"))
      #expect(refused.standardError.contains("or draw what there is: window, im2col"))
    }
    let other = try run("-", "--view", "stamp", in: sandbox, input: large)
    #expect(other.standardError.contains("conv2d has no view 'stamp'"))
  }

  @Test func `a view of another op than the last one is said to be there`() throws {
    let chain =
      "input: 1 2 / 3 4\nops: [{conv2d: {weight: 1}}, relu, {max_pool2d: {kernel_size: 2}}]\n"
    let refused = try run("-", "--view", "im2col", in: Sandbox(), input: chain)
    #expect(refused.status == .exited(2))
    #expect(refused.standardError.contains("max_pool2d has no view 'im2col'"))
    #expect(refused.standardError.contains("--node 0 has im2col"))
    let named = try run("-", "--node", "2", "--view", "im2col", in: Sandbox(), input: chain)
    #expect(named.standardError.contains("Its views are"))
  }

  @Test(arguments: [
    (["--node", "2"], "no node '2'"), (["--node", "-1"], "no node '-1'"),
    (["--node", "conv"], "Its nodes are: 0 to 1, gradient:input, gradient:0.weight."),
    (["--node", "gradient:weight"], "gradient:0.weight"),
    (
      ["--node", "0", "--view", "stamp"],
      "Its views are: window, im2col, matrix, gradients, back, chain, cover, graph."
    ),
    (
      ["--node", "0", "--view", "im2cal"],
      "Did you mean 'im2col'? Its views are: window, im2col, matrix, gradients, back, chain, cover, graph."
    ),
    (
      ["--node", "gradients:input"],
      "Did you mean 'gradient:input'? Its nodes are: 0 to 1, gradient:input, gradient:0.weight."
    ),
    (["--frame", "0"], "Frames are counted from 1 to 4."),
    (["--frame", "5"], "no frame '5'"), (["--frame", "-1"], "no frame '-1'"),
    (["--frame", "first"], "no frame 'first'"),
    (["--frame", "99999999999999999999"], "Frames are counted from 1 to 4."),
    (["--format", "text", "--out", "."], "no regular file"),
    (["--out", "missing/figure.json"], "missing/figure.json"),
    (["--format", "text", "--out", "/dev/null"], "no regular file"),
  ])
  func `what there is not is refused with what there is`(
    arguments: [String], mention: String
  ) throws {
    let sandbox = try Sandbox()
    let file = try sandbox.write(problem, to: "problem.yaml")
    let run = try PipedRun(Convscope.command(["figure", file] + arguments, in: sandbox))
    #expect(run.status == .exited(2))
    #expect(run.standardOutput == "")
    #expect(run.standardError.contains(mention))
    #expect(run.standardError.split(separator: "\n").count == 2)
  }

  @Test(arguments: [
    ["--frame", "1", "--all"], ["--format", "gif"], ["--view", "list", "--node", "0"],
    ["--view", "list", "--all"], ["--input", "1 2"], ["--theme", "dark"], ["--theme", "grey"],
    ["--frame", "1", "--format", "cast"], ["--view", "list", "--format", "svg"],
  ])
  func `flags that do not go together are a wrong command line`(arguments: [String]) throws {
    let sandbox = try Sandbox()
    let file = try sandbox.write(problem, to: "problem.yaml")
    let run = try PipedRun(Convscope.command(["figure", file] + arguments, in: sandbox))
    #expect(run.status == .exited(64))
    #expect(run.standardOutput == "")
  }

  @Test func `a figure does not replace its own problem`() throws {
    let sandbox = try Sandbox()
    let file = try sandbox.write(problem, to: "problem.yaml")
    let run = try Convscope.run(
      "figure", file, "--format", "text", "--out", file, in: sandbox)
    #expect(run.status == .exited(2))
    #expect(run.standardError.contains("its own problem"))
    #expect(try String(contentsOfFile: file, encoding: .utf8) == problem)
  }

  @Test func `each of the guide's figures moves as a drawing and opens as a page`() throws {
    let sandbox = try Sandbox()
    let list = try PipedRun(Convscope.command(["lab", "--list-presets"], in: sandbox))
    let names = list.standardOutput.split(separator: "\n").dropFirst().prefix(19)
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(names.count == 19)
    for name in names {
      for ending in ["svg", "html"] {
        let path = sandbox.path + "/\(name).\(ending)"
        let arguments = ["--preset", name, "--out", path] + (ending == "svg" ? ["--all"] : [])
        let run = try PipedRun(
          Convscope.command(["figure"] + arguments, in: sandbox))
        #expect(run.status == .exited(0), "\(name): \(run.standardError)")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains(name.hasSuffix("pooling") ? "pool2d" : "conv"))
      }
    }
  }

  @Test func `a preset of a transposed convolution is drawn as the guide draws it`() throws {
    let sandbox = try Sandbox()
    let name = "padding_strides_transposed"
    let usual = try run("--preset", name, "--all", in: sandbox)
    let twin = try run("--preset", name, "--all", "--view", "twin", in: sandbox)
    #expect(usual.status == .exited(0) && usual.standardOutput == twin.standardOutput)
    let stamp = try run("--preset", name, "--all", "--view", "stamp", in: sandbox)
    #expect(stamp.standardOutput != twin.standardOutput)
    let page = try run("--preset", name, "--format", "html", in: sandbox).standardOutput
    let places = ["twin", "stamp"].map { page.range(of: "data-view=\"\($0)\"")?.lowerBound }
    #expect(places[0] != nil && places[1] != nil)
    #expect(places[0].flatMap { first in places[1].map { first < $0 } } == true)
  }

  @Test func `a preset that does not exist, or that stands beside a problem, is refused`() throws {
    let sandbox = try Sandbox()
    let unknown = try run("--preset", "padding_stride", in: sandbox)
    #expect(unknown.status == .exited(2))
    #expect(unknown.standardError.contains("Did you mean 'padding_strides'?"))
    let both = try run("-", "--preset", "padding_strides", in: sandbox)
    #expect(both.status == .exited(64))
  }
}
