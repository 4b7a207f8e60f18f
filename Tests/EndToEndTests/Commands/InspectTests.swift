import Foundation
import Testing

@Suite("Inspecting networks")
struct InspectTests {
  @Test func `totals are printed for people and for programs`() throws {
    let sandbox = try Sandbox()
    let text = try Convscope.run("inspect", "resnet20", in: sandbox)
    #expect(text.status == .exited(0))
    #expect(text.standardOutput.contains("269,722"))
    #expect(text.standardOutput.contains("40,551,040"))
    #expect(text.standardOutput.contains("Multiply-adds: one"))
    let json = try Convscope.run("inspect", "resnet20", "--json", in: sandbox)
    let object = try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8))
    let document = try #require(object as? [String: Any])
    let total = try #require(document["total"] as? [String: Int])
    #expect(total["parameters"] == 269_722)
    #expect(total["multiply_adds"] == 40_551_040)
    #expect((document["layers"] as? [Any])?.isEmpty == false)
  }

  @Test func `a description and a file are networks too`() throws {
    let sandbox = try Sandbox()
    let layers = "conv 16 5x5 pad 2, relu, pool 2, fc 10"
    try sandbox.write(layers.replacingOccurrences(of: ", ", with: "\n"), to: "own.net")
    let described = try Convscope.run("inspect", layers, in: sandbox)
    let read = try Convscope.run("inspect", "own.net", in: sandbox)
    #expect(described.status == .exited(0))
    #expect(described.standardOutput.contains("16×16×16"))
    #expect(read.standardOutput == described.standardOutput)
    let asInTrain = try Convscope.run("inspect", "--net", layers, in: sandbox)
    #expect(asInTrain.standardOutput == described.standardOutput)
  }

  @Test func `a size that is rounded down says what is left out`() throws {
    let sandbox = try Sandbox()
    let run = try Convscope.run("inspect", "resnet18", in: sandbox)
    #expect(run.standardOutput.contains("conv1: the window does not fit"))
  }

  @Test(arguments: [
    ["resnet21"], ["nothing.net"], ["."], ["conv 16, fc 10"], ["conv 16 99x99, fc 10"],
    ["tinyvgg", "--input", "3x8x8"],
  ])
  func `what is no network is said with the place and the remedy`(_ arguments: [String]) throws {
    let sandbox = try Sandbox()
    let run = try PipedRun(Convscope.command(["inspect"] + arguments, in: sandbox))
    #expect(run.status == .exited(2))
    #expect(run.standardOutput == "")
    #expect(run.standardError.contains("error: "))
  }

  @Test(arguments: [
    ["--input", "3x32"], ["x", "--input", "0x1x1"], ["x", "--classes", "0"], ["x", "--net", "y"],
  ])
  func `an option that makes no sense is a usage error`(_ arguments: [String]) throws {
    let sandbox = try Sandbox()
    let run = try PipedRun(Convscope.command(["inspect"] + arguments, in: sandbox))
    #expect(run.status == .exited(64))
  }
}
