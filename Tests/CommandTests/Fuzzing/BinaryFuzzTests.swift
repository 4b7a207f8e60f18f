import Foundation
import Interchange
import TensorEngine
import TestSupport
import Testing

@testable import DatasetFetching
@testable import Datasets

/// Files of pictures, weights and data sets that a disk, a network or somebody has changed.
struct BinaryFuzzTests {
  private let sandbox: TemporaryFolder

  init() throws { sandbox = try TemporaryFolder() }

  private static func fixtures(_ ending: String) throws -> [[UInt8]] {
    let folder = Repository.url("Tests/InterchangeTests/Fixtures").path
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix(ending) }.map { try fileBytes(folder + "/" + $0) }
  }

  @Test func `safetensors`() throws {
    let fuzzing = Fuzzing("safetensors", try Self.fixtures(".safetensors"), .bytes)
    let complaints = fuzzing.complaints {
      let file = try Safetensors(contentsOf: try sandbox.write($0, to: "a.safetensors"))
      for tensor in file.tensors { #expect(tensor.values.count == tensor.shape.count) }
      _ = try file.floats(named: "fc.weight", shape: [2, 3])
      _ = try file.integer(named: "bn1.num_batches_tracked")
    }
    #expect(complaints == [])
  }

  /// The header of a safetensors file, with its length put right.
  @Test func `headers of safetensors`() throws {
    let headers = try Self.fixtures(".safetensors").map { file in
      Array(file.dropFirst(8).prefix { $0 != 0 }.prefix(Int(file[0]) + Int(file[1]) << 8))
    }
    let complaints = Fuzzing("safetensors-header", headers, .text).complaints { header in
      let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
      let bytes = length + header + [UInt8](repeating: 1, count: 64)
      let file = try Safetensors(contentsOf: try sandbox.write(bytes, to: "a.safetensors"))
      for tensor in file.tensors { #expect(tensor.values.count == tensor.shape.count) }
    }
    #expect(complaints == [])
  }

  @Test func `PNG`() throws {
    let complaints = Fuzzing("png", try Self.fixtures(".png"), .bytes).complaints {
      try look(at: try RasterImage(bytes: Self.withChecksums($0), path: "a.png"))
    }
    #expect(complaints == [])
  }

  @Test func `JPEG`() throws {
    let complaints = Fuzzing("jpeg", try Self.fixtures(".jpg"), .bytes).complaints {
      try look(at: try RasterImage(bytes: $0, path: "a.jpg"))
    }
    #expect(complaints == [])
  }

  @Test func `PGM and PPM`() {
    let images = [
      "P2 2 2 255 1 2 3 4", "P3\n# remark\n1 2\n65535\n1 2 3 4 5 6\n", "P5 2 2 255\nabcd",
      "P6 1 2 300\nabcdefghijkl",
    ].map { Array($0.utf8) }
    for content in [Mutator.Content.text, .bytes] {
      let fuzzing = Fuzzing("netpbm-\(content)", images, content)
      let complaints = fuzzing.complaints {
        try look(at: try RasterImage(bytes: $0, path: "a.ppm"))
      }
      #expect(complaints == [])
    }
  }

  /// Does with a picture what `predict` does.
  private func look(at image: RasterImage) throws {
    #expect(image.pixels.count == image.width * image.height * image.channels)
    guard image.pixels.count < 1 << 16 else { return }
    let seen = image.converted(toChannels: 3).resized(width: 8, height: 8)
    #expect(seen.planes.count == 192)
  }

  /// A PNG file with the checksums of its chunks put right, so that they hide nothing.
  private static func withChecksums(_ file: [UInt8]) -> [UInt8] {
    var (bytes, start) = (file, 8)
    while start + 12 <= bytes.count {
      let length = bytes[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) }
      let end = start + 8 + length
      guard end + 4 <= bytes.count else { break }
      let sum = ~bytes[(start + 4)..<end].reduce(~0 as UInt32) { sum, byte in
        (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
      }
      bytes.replaceSubrange(end..<(end + 4), with: withUnsafeBytes(of: sum.bigEndian) { Array($0) })
      start = end + 4
    }
    return bytes
  }

  @Test(arguments: 0..<4)
  func `the files of MNIST`(spoilt: Int) throws {
    func head(_ numbers: UInt8...) -> [UInt8] { numbers.flatMap { [0, 0, 0, $0] } }
    let images = [0, 0, 8, 3] + head(3, 2, 2) + (0..<12).map { UInt8($0) }
    let labels = [0, 0, 8, 1] + head(3) + [7, 8, 9]
    let names = KnownDataset.mnist.fileNames.sorted { $0 > $1 }
    for name in names {
      try sandbox.write(name.contains("images") ? images : labels, to: name)
    }
    let name = names[spoilt]
    let original = name.contains("images") ? images : labels
    let complaints = Fuzzing("mnist-\(spoilt)", [original], .bytes).complaints {
      try sandbox.write($0, to: name)
      _ = try Dataset.load(.folder(sandbox.path))
    }
    #expect(complaints == [])
  }

  @Test func `batches of CIFAR-10`() throws {
    let pixels = (0..<3_072).map { UInt8($0 % 251) }
    let batch = [3] + pixels + [0] + pixels + [9] + pixels
    let complaints = Fuzzing("cifar-10", [batch], .bytes).complaints {
      let path = try sandbox.write($0, to: "data_batch_1.bin")
      let images = try CIFAR10Files.images(path, records: 3)
      #expect(images.labels.count == 3 && images.pixels.count == 3 * 3_072)
      #expect(images.labels.allSatisfy { $0 < 10 })
    }
    #expect(complaints == [])
  }

  @Test func `lists of class names and of checksums`() throws {
    let lists = [
      "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n",
      "c32a1d4ab5d03f1284b67883e8d87530  a.bin\nd41d8cd98f00b204e9800998ecf8427e *b.bin\n",
    ]
    let names = "batches.meta.txt"
    let complaints = Fuzzing("lists", lists).complaints {
      try sandbox.write($0, to: names)
      try sandbox.write($0, to: ChecksumList.fileName)
      let problems = KnownDataset.cifar10.problems(in: sandbox.path)
      if let problem = problems.first(where: { $0.path.hasSuffix(names) }) { throw problem }
      _ = try ChecksumList.read(in: sandbox.path)
    }
    #expect(complaints == [])
  }
}
