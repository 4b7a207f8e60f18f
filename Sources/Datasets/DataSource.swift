import Foundation

/// Where a data set comes from, as `--data` names it.
///
///     DataSource(argument: "synthetic")     // the built-in set
///     DataSource(argument: "synthetic:7")   // the same kind of images from another seed
///     DataSource(argument: "~/images")      // the folder that holds the files, or the set's folder
///     DataSource(argument: "cifar10")       // the set's folder in the user's cache
public enum DataSource: Codable, Hashable, Sendable {
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
