import Foundation

/// Which way of writing a file system bears.
enum FileSystem {
  /// Those whose locks and shared memory work for all programs that can see a file.
  ///
  /// Homes on NFS, SMB, AFS or FUSE are not among them: a write-ahead log needs memory that all its
  /// programs share, and two machines have none.
  private static let local: Set = [
    "bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "jfs", "overlay", "ramfs", "reiserfs",
    "tmpfs", "xfs", "zfs",
  ]

  /// Whether a write-ahead log works where a folder is.
  static func bearsWriteAheadLog(_ folder: String) -> Bool {
    guard let data = FileManager.default.contents(atPath: "/proc/self/mountinfo"),
      let resolved = realpath(folder, nil)
    else { return false }
    defer { free(resolved) }
    let mounts = String(decoding: data, as: UTF8.self)
    return kind(of: String(cString: resolved), mounts: mounts).map(local.contains) ?? false
  }

  /// The name of the file system that a path lies on.
  ///
  /// - Parameter mounts: What the system says of them, a line each (proc(5), mountinfo):
  ///   `36 35 98:0 /root /mount/point rw,noatime shared:1 - ext4 /dev/sda1 rw`.
  static func kind(of path: String, mounts: String) -> String? {
    var found: (point: String, kind: String)?
    for line in mounts.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 4, let dash = words.firstIndex(of: "-"), dash + 1 < words.endIndex else {
        continue
      }
      let point = unescaped(words[4])
      let isAbove = point == "/" || path == point || path.hasPrefix(point + "/")
      // Of two at one place the later one is seen.
      if isAbove, point.utf8.count >= found?.point.utf8.count ?? 0 {
        found = (point, String(words[dash + 1]))
      }
    }
    return found?.kind
  }

  /// A path whose blanks are written as `\040`.
  private static func unescaped(_ word: Substring) -> String {
    String(word).replacing("\\040", with: " ").replacing("\\011", with: "\t")
      .replacing("\\012", with: "\n").replacing("\\134", with: "\\")
  }
}
