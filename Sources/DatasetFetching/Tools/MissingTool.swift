import Datasets

/// What to do about a program of the system that is not installed.
enum MissingTool {
  /// The Debian packages that the tools are in.
  private static let packages = ["md5sum": "coreutils"]

  static func error(_ name: String) -> DatasetError {
    let package = packages[name] ?? name
    let otherwise =
      name == "curl"
      ? " Or download the file by other means, and name it with --from." : ""
    return DatasetError(
      path: name, "this program is not installed, and \(purposes[name] ?? "it is needed")",
      remedy: "Install it: apt install \(package).\(otherwise)")
  }

  private static let purposes = [
    "curl": "it makes the transfer", "md5sum": "it computes the checksum",
    "tar": "it unpacks the archive", "gzip": "it unpacks the files",
  ]
}
