import Datasets
import Foundation

/// What a set is downloaded as, and what is made of it.
public struct DatasetDownload: Sendable {
  /// A file on a server.
  public struct File: Sendable {
    /// Its name.
    public let name: String
    /// Its length in bytes.
    public let byteCount: Int
    /// Its MD5 checksum, as 32 hexadecimal digits.
    public let md5: String

    /// Creates a description of a file.
    public init(name: String, byteCount: Int, md5: String) {
      self.name = name
      self.byteCount = byteCount
      self.md5 = md5
    }
  }

  /// How the set's files are packed.
  public enum Packing: Sendable {
    /// One archive of `tar`, compressed by `gzip`, with the set's files in it.
    case archive
    /// Each file by itself, compressed by `gzip`, `.gz` behind its name.
    case singly
  }

  /// The set.
  public let set: KnownDataset
  /// The address of the folder that the files are in, with a `/` at the end.
  public let address: String
  /// The files, in the order in which they are fetched.
  public let files: [File]
  /// How they are packed.
  public let packing: Packing

  /// Creates a description of a download.
  public init(set: KnownDataset, address: String, files: [File], packing: Packing) {
    self.set = set
    self.address = address
    self.files = files
    self.packing = packing
  }

  /// The bytes of all files together.
  public var byteCount: Int { files.reduce(0) { $0 + $1.byteCount } }

  /// How much of the files broken downloads have left in a folder.
  public func bytesKept(in folder: String) -> Int {
    files.reduce(0) { sum, file in
      let path = PartialFile.path(of: file, in: folder)
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      return sum + (attributes?[.size] as? Int ?? 0)
    }
  }

  /// Where a set is officially kept, with the sizes and checksums that its pages state.
  ///
  /// MNIST's own page asks not to be downloaded from; the address is the mirror that PyTorch uses.
  public static func official(_ set: KnownDataset) -> DatasetDownload {
    switch set {
    case .cifar10:
      DatasetDownload(
        set: set, address: "https://www.cs.toronto.edu/~kriz/",
        files: [
          File(
            name: "cifar-10-binary.tar.gz", byteCount: 170_052_171,
            md5: "c32a1d4ab5d03f1284b67883e8d87530")
        ], packing: .archive)
    case .mnist:
      DatasetDownload(
        set: set, address: "https://ossci-datasets.s3.amazonaws.com/mnist/",
        files: [
          File(
            name: "train-images-idx3-ubyte.gz", byteCount: 9_912_422,
            md5: "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
          File(
            name: "train-labels-idx1-ubyte.gz", byteCount: 28_881,
            md5: "d53e105ee54ea40749a09fcbcd1e9432"),
          File(
            name: "t10k-images-idx3-ubyte.gz", byteCount: 1_648_877,
            md5: "9fb629c4189551a2d022fa330f9573f3"),
          File(
            name: "t10k-labels-idx1-ubyte.gz", byteCount: 4_542,
            md5: "ec29112dd5afa0611ce80d1b7f02629c"),
        ], packing: .singly)
    }
  }
}
