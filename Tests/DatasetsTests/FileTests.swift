import Datasets
import Foundation
import TestSupport
import Testing

/// Files as their projects publish them, and what may be wrong with them.
struct FileTests {
  private static func big(_ number: Int) -> [UInt8] {
    [
      UInt8(number >> 24 & 255), UInt8(number >> 16 & 255), UInt8(number >> 8 & 255),
      UInt8(number & 255),
    ]
  }

  private static func images(_ count: Int, side: Int = 4) -> [UInt8] {
    big(0x803) + big(count) + big(side) + big(side)
      + (0..<count * side * side).map { UInt8($0 % 251) }
  }

  private static func labels(_ count: Int) -> [UInt8] {
    big(0x801) + big(count) + (0..<count).map { UInt8($0 % 10) }
  }

  private func mnist() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Self.images(12), to: "mnist/train-images-idx3-ubyte")
    try folder.write(Self.labels(12), to: "mnist/train-labels-idx1-ubyte")
    try folder.write(Self.images(5), to: "mnist/t10k-images-idx3-ubyte")
    try folder.write(Self.labels(5), to: "mnist/t10k-labels-idx1-ubyte")
    return folder
  }

  private func error(_ folder: TemporaryFolder) throws -> String {
    let error = #expect(throws: DatasetError.self) { try Dataset.load(.folder(folder.path)) }
    let report = try #require(error).report
    // What is wrong, and what to do.
    #expect(report.split(separator: "\n").count == 2)
    return report.replacing(": error:", with: ":")
  }

  @Test
  func `MNIST is found in its folder and in the one around it`() throws {
    let folder = try mnist()
    for path in [folder.path, folder.path + "/mnist"] {
      let set = try Dataset.load(.folder(path), trainLimit: 10)
      #expect(set.name == "MNIST" && !set.isMirrorSafe)
      #expect(set.inputShape == [1, 4, 4])
      #expect(set.train.count == 10 && set.test.count == 5)
      #expect(set.train.planes(at: 1).first == 16)
      #expect(set.test.labels == [0, 1, 2, 3, 4])
    }
  }

  @Test
  func `CIFAR-10 is read record by record`() throws {
    let folder = try TemporaryFolder()
    var batch = [UInt8](repeating: 0, count: 3073 * 10_000)
    for record in 0..<10_000 {
      batch[record * 3073] = UInt8(record % 10)
      batch[record * 3073 + 1] = UInt8(record % 251)
    }
    for name in (1...5).map({ "data_batch_\($0).bin" }) + ["test_batch.bin"] {
      try folder.write(batch, to: name)
    }
    let set = try Dataset.load(.folder(folder.path))
    #expect(set.name == "CIFAR-10" && set.classNames[3] == "cat")
    #expect(set.train.count == 50_000 && set.test.count == 10_000)
    #expect(set.train.labels[10_007] == 7)
    #expect(set.train.planes(at: 20_100).first == 100)

    batch[3073 * 42] = 10
    try folder.write(batch, to: "data_batch_3.bin")
    #expect(try error(folder).contains("data_batch_3.bin, byte 129066: image 42 has the label 10"))
    try folder.write(Array(batch.dropLast(100)), to: "data_batch_3.bin")
    #expect(try error(folder).contains("byte 30729900: the file ends here, 100 bytes too early"))
    try folder.write(batch + [1], to: "data_batch_3.bin")
    #expect(try error(folder).contains("byte 30730000: there are 1 bytes too many"))
    try FileManager.default.removeItem(atPath: folder("data_batch_3.bin"))
    #expect(try error(folder).contains("data_batch_3.bin: there is no such file"))
  }

  @Test
  func `a folder without files says which there should be`() throws {
    #expect(try error(try TemporaryFolder()).contains("data_batch_1.bin"))
  }

  @Test
  func `what is missing or no folder is said`() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "file")
    for (path, message) in [("/missing", "no such folder"), ("/file", "no folder")] {
      let error = #expect(throws: DatasetError.self) {
        try Dataset.load(.folder(folder.path + path))
      }
      #expect(try #require(error).description.contains(message))
    }
  }

  /// What is done to a good folder, and what is then said.
  private struct Damage: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let message: String
    var testDescription: String { message }
  }

  private static let damages: [Damage] = [
    Damage(
      name: "train-images-idx3-ubyte", bytes: [], message: "byte 0: the file ends within its header"
    ),
    Damage(
      name: "train-images-idx3-ubyte", bytes: labels(12) + labels(12),
      message: "holds labels where images"),
    Damage(
      name: "train-labels-idx1-ubyte", bytes: images(12), message: "holds images where labels"),
    Damage(
      name: "train-images-idx3-ubyte", bytes: Array("not an image file".utf8),
      message: "byte 0: it does not begin"),
    Damage(
      name: "train-images-idx3-ubyte", bytes: images(12).dropLast(3),
      message: "byte 205: the file ends here, 3 bytes too early"),
    Damage(
      name: "train-images-idx3-ubyte", bytes: images(12) + [0, 0],
      message: "byte 208: there are 2 bytes too many"),
    Damage(name: "train-labels-idx1-ubyte", bytes: labels(11), message: "11 labels for 12 images"),
    Damage(
      name: "train-labels-idx1-ubyte", bytes: labels(12).dropLast() + [10],
      message: "byte 19: image 11 has the label 10"),
    Damage(
      name: "t10k-images-idx3-ubyte", bytes: images(5, side: 5), message: "its images are 5×5"),
    Damage(
      name: "t10k-images-idx3-ubyte", bytes: big(0x803) + big(1 << 30) + big(9) + big(9),
      message: "byte 4: it claims to hold"),
    Damage(name: "t10k-images-idx3-ubyte", bytes: images(0), message: "5 labels for 0 images"),
  ]

  @Test(arguments: damages)
  private func `a damaged file is named with byte and remedy`(_ damage: Damage) throws {
    let folder = try mnist()
    try folder.write(damage.bytes, to: "mnist/" + damage.name)
    let text = try error(folder)
    #expect(text.contains(damage.message))
    #expect(text.contains(folder.path))
  }

  @Test
  func `a packed file is to be unpacked`() throws {
    let folder = try mnist()
    try FileManager.default.removeItem(atPath: folder("mnist/t10k-labels-idx1-ubyte"))
    try folder.write([31, 139], to: "mnist/t10k-labels-idx1-ubyte.gz")
    #expect(try error(folder).contains("gunzip"))
  }

  @Test
  func `sources are read back from their argument`() {
    for text in ["synthetic", "synthetic:9", "/somewhere/else"] {
      #expect(DataSource(argument: text).argument == text)
    }
    #expect(DataSource(argument: "mnist").argument.hasSuffix("/convscope/mnist"))
  }
}
