import Foundation
import TensorEngine
import Typesetting

/// MNIST's IDX files: a magic number, the lengths of the axes (32 bits each, the largest byte first),
/// then bytes.
enum MNISTFiles {
  static let names = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
  ]

  private static let imagesMagic = 0x803
  private static let labelsMagic = 0x801
  private static let remedy =
    "MNIST is made of \(names.joined(separator: ", ")), unpacked, in one folder."

  /// Reads the set.
  ///
  /// - Parameter folder: The folder with the files.
  /// - Throws: ``DatasetError`` with file, byte and remedy.
  static func load(_ folder: String) throws(DatasetError) -> Dataset {
    let train = try images(folder + "/" + names[0], folder + "/" + names[1])
    let test = try images(folder + "/" + names[2], folder + "/" + names[3])
    guard train.shape == test.shape else { throw differentSizes(train, test, folder) }
    return Dataset(
      name: "MNIST", train: train, test: test, classNames: (0...9).map(String.init),
      source: .folder(folder), isMirrorSafe: false)
  }

  /// What is wrong with the files of each half, and with the halves together.
  static func problems(in folder: String) -> [DatasetError] {
    var problems: [DatasetError] = []
    var halves: [LabelledImages] = []
    for half in [0, 2] {
      do throws(DatasetError) {
        halves.append(try images(folder + "/" + names[half], folder + "/" + names[half + 1]))
      } catch {
        problems.append(error)
      }
    }
    if halves.count == 2, halves[0].shape != halves[1].shape {
      problems.append(differentSizes(halves[0], halves[1], folder))
    }
    return problems
  }

  private static func differentSizes(
    _ train: LabelledImages, _ test: LabelledImages, _ folder: String
  ) -> DatasetError {
    DatasetError(
      path: folder + "/" + names[2], offset: 8,
      "its images are \(test.shape[1])×\(test.shape[2]), those to learn from"
        + " \(train.shape[1])×\(train.shape[2])", remedy: remedy)
  }

  private static func images(
    _ imagesPath: String, _ labelsPath: String
  ) throws(DatasetError) -> LabelledImages {
    let (sizes, pixels) = try contents(imagesPath, magic: imagesMagic, axes: 3, "images")
    let (counts, labels) = try contents(labelsPath, magic: labelsMagic, axes: 1, "labels")
    guard counts[0] == sizes[0] else {
      throw DatasetError(
        path: labelsPath, offset: 4, "there are \(counts[0]) labels for \(sizes[0]) images",
        remedy: "The two files belong to different sets. " + remedy)
    }
    guard sizes.allSatisfy({ $0 > 0 }) else {
      throw DatasetError(path: imagesPath, offset: 4, "there are no images", remedy: remedy)
    }
    if let bad = labels.firstIndex(where: { $0 > 9 }) {
      throw DatasetError(
        path: labelsPath, offset: 8 + bad,
        "image \(bad) has the label \(labels[bad]), but classes are 0 to 9",
        remedy: "This is another file, or a damaged one. " + remedy)
    }
    return LabelledImages(shape: [1, sizes[1], sizes[2]], pixels: pixels, labels: labels)
  }

  /// The lengths of the axes and the bytes behind them.
  private static func contents(
    _ path: String, magic: Int, axes: Int, _ what: String
  ) throws(DatasetError) -> (lengths: [Int], bytes: [UInt8]) {
    let packed = path + ".gz"
    if !FileManager.default.fileExists(atPath: path),
      FileManager.default.fileExists(atPath: packed)
    {
      throw DatasetError(
        path: packed, "this is still packed", remedy: "Unpack it: gunzip \(packed).")
    }
    let file = try DataFile(path, largest: 1 << 28, remedy: remedy)
    func number(at offset: Int) -> Int {
      file.bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
    let header = 4 * (1 + axes)
    guard file.bytes.count >= header else {
      throw DatasetError(
        path: path, offset: file.bytes.count, "the file ends within its header", remedy: remedy)
    }
    guard number(at: 0) == magic else {
      let other = number(at: 0) == (magic == imagesMagic ? labelsMagic : imagesMagic)
      throw DatasetError(
        path: path, offset: 0,
        other
          ? "it holds \(what == "images" ? "labels" : "images") where \(what) belong"
          : "it does not begin as a file of \(what) does",
        remedy: (other ? "Two files have each other's name. " : "") + remedy)
    }
    let lengths = (1...axes).map { number(at: 4 * $0) }
    guard lengths.allSatisfy({ $0 <= 100_000 }), lengths.dropFirst().allSatisfy({ $0 <= 256 })
    else {
      throw DatasetError(
        path: path, offset: 4,
        "it claims to hold \(NumberText.size(lengths)) bytes",
        remedy: "The file is damaged. " + remedy)
    }
    let wanted = header + lengths.reduce(1, *)
    guard file.bytes.count == wanted else {
      let missing = wanted - file.bytes.count
      throw DatasetError(
        path: path, offset: min(wanted, file.bytes.count),
        missing > 0
          ? "the file ends here, \(missing) bytes too early"
          : "there are \(-missing) bytes too many",
        remedy: "It was not copied completely, or is another file. " + remedy)
    }
    return (lengths, Array(file.bytes[header...]))
  }
}
