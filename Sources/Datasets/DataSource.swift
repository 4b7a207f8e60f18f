import Foundation

/// Where a data set comes from, as `--data` names it.
///
///     DataSource(argument: "synthetic")     // the built-in set
///     DataSource(argument: "synthetic:7")   // the same kind of images from another seed
///     DataSource(argument: "~/images")      // the folder that holds the files, or the set's folder
///     DataSource(argument: "cifar10")       // the set's folder in the user's cache
public enum DataSource: Hashable, Sendable {
  /// The built-in set, drawn from a seed.
  case synthetic(seed: UInt64)

  /// A folder with the files of CIFAR-10 or MNIST, or with their folders.
  case folder(String)

  /// Understands the argument of `--data`.
  ///
  /// Folders become absolute, so that a run that is resumed elsewhere finds its data again. A folder
  /// called `synthetic`, `cifar10` or `mnist` is written `./synthetic`.
  public init(argument: String) {
    if argument == "synthetic" {
      self = .synthetic(seed: 0)
      return
    }
    if argument.hasPrefix("synthetic:"), let seed = UInt64(argument.dropFirst(10)) {
      self = .synthetic(seed: seed)
      return
    }
    if let set = KnownDataset(rawValue: argument) {
      self = .folder(DataFolder.standard + "/" + set.folderName)
      return
    }
    let path = NSString(string: argument).expandingTildeInPath
    self = .folder(URL(fileURLWithPath: path).standardizedFileURL.path)
  }

  /// The source as `--data` takes it.
  public var argument: String {
    switch self {
    case .synthetic(seed: 0): "synthetic"
    case .synthetic(let seed): "synthetic:\(seed)"
    case .folder(let path): path
    }
  }
}

/// A source is an object: `{"synthetic": {"seed": 7}}` or `{"folder": "/images"}`.
extension DataSource: Codable {
  private enum CodingKeys: String, CodingKey {
    case synthetic, folder, seed
    /// What older runs called the folder's path, within an object of its own.
    case path = "_0"
  }

  /// Reads a source, in the form of older runs, too.
  public init(from decoder: any Decoder) throws {
    let source = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ outer: CodingKeys, _ inner: CodingKeys) throws -> Value {
      try source.nestedContainer(keyedBy: CodingKeys.self, forKey: outer)
        .decode(Value.self, forKey: inner)
    }
    if source.contains(.synthetic) {
      self = .synthetic(seed: try value(.synthetic, .seed))
    } else if let path = try? source.decode(String.self, forKey: .folder) {
      self = .folder(path)
    } else {
      self = .folder(try value(.folder, .path))
    }
  }

  /// Writes the source.
  public func encode(to encoder: any Encoder) throws {
    var source = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .synthetic(let seed):
      var synthetic = source.nestedContainer(keyedBy: CodingKeys.self, forKey: .synthetic)
      try synthetic.encode(seed, forKey: .seed)
    case .folder(let path): try source.encode(path, forKey: .folder)
    }
  }
}
