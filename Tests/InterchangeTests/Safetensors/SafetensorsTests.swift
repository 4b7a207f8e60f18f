import Foundation
import TensorEngine
import TestSupport
import Testing

@testable import Interchange

@Suite struct SafetensorsTests {
  static let awkwardName = "Übung \"1\"\\2\n"

  @Test func `a file of the reference implementation is read`() throws {
    let file = try Safetensors(contentsOf: Repository.fixture("model.safetensors").path)
    #expect(file.metadata == ["format": "pt"])
    #expect(
      file.tensors.map(\.name) == [
        "bn1.num_batches_tracked", "bn1.running_mean", "empty", "fc.weight", Self.awkwardName,
      ])
    #expect(
      try file.floats(named: "fc.weight", shape: [2, 3])
        == Tensor([2, 3], [-1, -0.75, -0.5, -0.25, 0, 0.25]))
    #expect(try file.floats(named: "bn1.running_mean").elements == [0.5, -1.25, 3e-9])
    #expect(try file.floats(named: "empty").shape == [0, 4])
    #expect(try file.integer(named: "bn1.num_batches_tracked") == 391)
  }

  @Test func `what is written has the bytes of the reference implementation`() throws {
    let folder = try TemporaryFolder()
    var file = Safetensors()
    file.append("fc.weight", Tensor([2, 3], [-1, -0.75, -0.5, -0.25, 0, 0.25]))
    file.append(Self.awkwardName, Tensor([1], [1]))
    file.append("bn1.running_mean", Tensor([3], [0.5, -1.25, 3e-9]))
    file.append("empty", Tensor([0, 4], []))
    file.append("bn1.num_batches_tracked", 391)
    file.metadata = ["format": "pt"]
    try file.write(to: folder("model.safetensors"))
    let reference = try fileBytes(Repository.fixture("model.safetensors").path)
    #expect(try fileBytes(folder("model.safetensors")) == reference)
  }

  @Test func `other types are converted`() throws {
    let file = try Safetensors(contentsOf: Repository.fixture("types.safetensors").path)
    let expected = try #require(
      JSONSerialization.jsonObject(with: Data(fileBytes(Repository.fixture("types.json").path)))
        as? [String: [NSNumber]])
    #expect(Set(file.tensors.map(\.name)) == Set(expected.keys))
    for entry in file.tensors {
      let numbers = try #require(expected[entry.name])
      switch entry.values {
      case .floats(let values):
        #expect(values.map(\.bitPattern) == numbers.map(\.uint32Value), "\(entry.name)")
      case .integers(let values):
        #expect(values == numbers.map(\.int64Value), "\(entry.name)")
      }
    }
  }

  @Test func `every number of half precision keeps its value`() {
    // Against the definition: sign, 2 to the exponent, and the fraction in 1024ths.
    let wrong = (UInt16.min ... .max).filter { bits in
      let found = Double(Float(half: bits))
      let exponent = Int(bits >> 10) & 31
      let fraction = Double(bits & 1023) / 1024
      let sign = bits & 0x8000 == 0 ? 1.0 : -1.0
      switch exponent {
      case 31: return fraction == 0 ? found != sign * .infinity : !found.isNaN
      case 0: return found != sign * fraction * 0x1p-14
      default: return found != sign * (1 + fraction) * scalbn(1, exponent - 15)
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test func `what is written is read again`() throws {
    let folder = try TemporaryFolder()
    var file = Safetensors()
    file.metadata = ["a": "ü \u{1} \u{7F} \"\\\t", "b": ""]
    file.append("z", Tensor([2, 1, 2], [.infinity, -0.0, .leastNonzeroMagnitude, 1e30]))
    file.append("a", .min)
    file.append("scalar", Tensor(.scalar, [7]))
    try file.write(to: folder("a.safetensors"))
    let read = try Safetensors(contentsOf: folder("a.safetensors"))
    #expect(read.metadata == file.metadata)
    #expect(read.tensors.map(\.name) == ["a", "scalar", "z"])
    for entry in file.tensors { #expect(read[entry.name] == entry) }
    #expect(try fileBytes(folder("a.safetensors")).count % 4 == 0)
    #expect(try folder.names == ["a.safetensors"])
  }

  @Test func `a file without tensors is a file`() throws {
    let folder = try TemporaryFolder()
    try Safetensors().write(to: folder("none"))
    #expect(try fileBytes(folder("none")) == [8, 0, 0, 0, 0, 0, 0, 0] + Array("{}      ".utf8))
    #expect(try Safetensors(contentsOf: folder("none")) == Safetensors())
  }

  @Test func `a tensor that is not as asked for says what is there`() throws {
    let path = Repository.fixture("model.safetensors").path
    let file = try Safetensors(contentsOf: path)
    func message(_ body: () throws(InterchangeError) -> Void) -> String {
      do throws(InterchangeError) {
        try body()
        return ""
      } catch {
        #expect(error.kind == .contents && error.path == path)
        return error.description
      }
    }
    #expect(
      message { () throws(InterchangeError) in _ = try file.floats(named: "conv1.weight") }
        .contains("there is no tensor 'conv1.weight'. The file holds 'bn1.num_batches_tracked', "))
    #expect(
      message { () throws(InterchangeError) in
        _ = try file.floats(named: "fc.weight", shape: [3, 2])
      }.contains("tensor 'fc.weight' has shape [2, 3], and [3, 2] is needed"))
    #expect(
      message { () throws(InterchangeError) in
        _ = try file.floats(named: "bn1.num_batches_tracked")
      }.contains("holds whole numbers"))
    #expect(
      message { () throws(InterchangeError) in _ = try file.integer(named: "fc.weight") }
        .contains("is not one whole number"))
  }
}
