import Foundation
import TensorEngine

/// Machine code of kernels in files, so that each is compiled once for a device.
///
/// A file is named after everything that its code depends on, replaced as a whole, and says how long
/// its code is and what it adds up to: one that is damaged counts as missing.
public struct KernelCache: Sendable {
  /// The folder; absent where nothing is kept.
  let folder: URL?

  /// Keeps code in a folder, or nowhere.
  public init(folder: URL?) {
    self.folder = folder
  }

  /// `convscope/cuda` in the user's XDG cache.
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      folder = URL(filePath: cache).appending(path: "convscope/cuda")
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      folder = URL(filePath: home).appending(path: ".cache/convscope/cuda")
    } else {
      folder = nil
    }
  }

  private static let magic = Array("convscope cubin 1\n".utf8)

  /// The code under a key; `nil` where there is none that is whole.
  func image(_ key: Fingerprint) -> [UInt8]? {
    guard let url = url(key), let bytes = try? Data(contentsOf: url) else { return nil }
    let header = KernelCache.magic.count + Fingerprint.size
    guard bytes.count > header, bytes.prefix(KernelCache.magic.count) == Data(KernelCache.magic)
    else { return nil }
    let image = [UInt8](bytes.dropFirst(header))
    let written = [UInt8](bytes.dropFirst(KernelCache.magic.count).prefix(Fingerprint.size))
    return written == Fingerprint(image).bytes ? image : nil
  }

  /// Keeps code under a key; a folder that cannot be written is none.
  func store(_ image: [UInt8], _ key: Fingerprint) {
    guard let folder, let url = url(key) else { return }
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let bytes = KernelCache.magic + Fingerprint(image).bytes + image
    try? Data(bytes).write(to: url, options: .atomic)
  }

  /// Where code is kept, or why it is not.
  var description: String {
    refusal.map {
      "read at most, for \($0); kernels that are not there are compiled in each run"
    } ?? path ?? ""
  }

  /// Why code is not kept; `nil` where it is.
  var refusal: String? {
    guard let folder, let path else { return "neither XDG_CACHE_HOME nor HOME is set" }
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return FileManager.default.isWritableFile(atPath: path) ? nil : "\(path) cannot be written"
  }

  private var path: String? { folder?.path(percentEncoded: false) }

  private func url(_ key: Fingerprint) -> URL? {
    folder?.appending(path: "\(key.text).cubin")
  }
}

/// A number that tells bytes apart, of the bytes and of their number.
struct Fingerprint: Hashable {
  private let hash: FNV1a

  /// The bytes of a fingerprint.
  static let size = 8

  init(_ bytes: some Collection<UInt8>) {
    var hash = FNV1a(bytes)
    hash.add(UInt64(bytes.count))
    self.hash = hash
  }

  var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: hash.value >> (8 * $0)) } }

  var text: String { hash.digits }
}
