import Foundation
import TensorEngine

/// The binary version of CIFAR-10: records of a label and 3,072 pixels, planes red, green, blue.
enum CIFAR10Files {
  static let trainingNames = (1...5).map { "data_batch_\($0).bin" }
  static let testName = "test_batch.bin"
  static let classesName = "batches.meta.txt"
  static let names = trainingNames + [testName, classesName]

  private static let shape: Shape = [3, 32, 32]
  private static let recordSize = 1 + 3 * 32 * 32
  private static let recordsPerFile = 10_000
  private static let remedy =
    "Take the files from CIFAR-10's binary version, cifar-10-binary.tar.gz."

  /// The names of the classes, for a folder without the file that lists them.
  private static let classNames = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  /// Reads the set.
  ///
  /// - Parameter folder: The folder with the files.
  /// - Throws: ``DatasetError`` with file, byte and remedy.
  static func load(_ folder: String) throws(DatasetError) -> Dataset {
    var parts: [LabelledImages] = []
    for name in trainingNames { parts.append(try images(folder + "/" + name)) }
    let train = LabelledImages(
      shape: shape, pixels: parts.flatMap(\.pixels), labels: parts.flatMap(\.labels))
    return Dataset(
      name: "CIFAR-10", train: train, test: try images(folder + "/" + testName),
      classNames: try readClassNames(folder + "/" + classesName), source: .folder(folder),
      isMirrorSafe: true)
  }

  /// What is wrong with the files, one by one.
  static func problems(in folder: String) -> [DatasetError] {
    var problems: [DatasetError] = []
    for name in names {
      do throws(DatasetError) {
        if name == classesName {
          _ = try readClassNames(folder + "/" + name)
        } else {
          _ = try images(folder + "/" + name)
        }
      } catch {
        problems.append(error)
      }
    }
    return problems
  }

  /// Reads a file of images.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - records: How many images it has to hold.
  /// - Throws: ``DatasetError`` with file, byte and remedy.
  static func images(
    _ path: String, records: Int = recordsPerFile
  ) throws(DatasetError) -> LabelledImages {
    let size = recordSize * records
    let file = try DataFile(path, largest: size, remedy: remedy)
    guard file.bytes.count == size else {
      throw DatasetError(
        path: path, offset: file.bytes.count,
        "the file ends here, \(size - file.bytes.count) bytes too early",
        remedy: "It was not copied completely. " + remedy)
    }
    var labels: [UInt8] = []
    labels.reserveCapacity(records)
    for start in stride(from: 0, to: size, by: recordSize) {
      let label = file.bytes[start]
      guard label < 10 else {
        throw DatasetError(
          path: path, offset: start,
          "image \(start / recordSize) has the label \(label), but classes are 0 to 9",
          remedy: "This is another file, or a damaged one. " + remedy)
      }
      labels.append(label)
    }
    let pixels = [UInt8](unsafeUninitializedCapacity: records * (recordSize - 1)) {
      buffer, count in
      count = buffer.count
      for record in 0..<records {
        let source = file.bytes[(record * recordSize + 1)..<((record + 1) * recordSize)]
        _ = UnsafeMutableBufferPointer(rebasing: buffer[(record * (recordSize - 1))...])
          .update(fromContentsOf: source)
      }
    }
    return LabelledImages(shape: shape, pixels: pixels, labels: labels)
  }

  private static func readClassNames(_ path: String) throws(DatasetError) -> [String] {
    guard FileManager.default.fileExists(atPath: path) else { return classNames }
    let file = try DataFile(path, largest: 10_000, remedy: remedy)
    let names = String(decoding: file.bytes, as: UTF8.self)
      .split(whereSeparator: \.isNewline).map(String.init).filter { !$0.isEmpty }
    guard names.count == 10, names.allSatisfy({ $0.count <= 40 }) else {
      throw DatasetError(
        path: path, "it names \(names.count) classes, not 10",
        remedy: "Remove the file, and the usual names are used. " + remedy)
    }
    return names
  }
}
