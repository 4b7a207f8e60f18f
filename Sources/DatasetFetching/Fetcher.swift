import Datasets
import Foundation
import Interchange

/// Brings a set of images into a folder: downloads, checks, unpacks beside, renames into place.
///
///     let fetcher = Fetcher(.official(.cifar10), to: DataFolder.standard)
///     try fetcher.fetch()   // .fetched("/home/ada/.cache/convscope/cifar-10-batches-bin")
///
/// A download that breaks is kept as `NAME.part` and continued by the next call. At every moment
/// there is a complete set at its place or none.
public struct Fetcher {
  /// How patient a fetch is.
  public struct Settings: Sendable {
    /// How long a server may be silent.
    public var patience: Duration
    /// How many more times a broken transfer is tried without it getting any further.
    public var retries: Int
    /// The wait before the first of them; it doubles with each.
    public var pause: Duration

    /// Creates settings.
    public init(
      patience: Duration = .seconds(30), retries: Int = 3, pause: Duration = .seconds(1)
    ) {
      self.patience = patience
      self.retries = retries
      self.pause = pause
    }
  }

  /// What a fetch came to.
  public enum Outcome: Hashable, Sendable {
    /// The set has come, and is in this folder.
    case fetched(String)
    /// The set was in this folder before, and in order.
    case alreadyThere(String)
  }

  private let download: DatasetDownload
  private let folder: String
  private let source: FetchSource
  private let replaces: Bool
  private let settings: Settings

  /// Prepares a fetch.
  ///
  /// - Parameters:
  ///   - download: What is fetched.
  ///   - folder: The folder that the set's folder is put in; it is made when there is none.
  ///   - source: Where the files are taken from.
  ///   - replaces: Whether a set that is there is fetched again.
  ///   - settings: How patient it is.
  public init(
    _ download: DatasetDownload, to folder: String, from source: FetchSource = .official,
    replacing replaces: Bool = false, settings: Settings = Settings()
  ) {
    self.download = download
    self.folder = URL(fileURLWithPath: folder).standardizedFileURL.path
    self.source = source
    self.replaces = replaces
    self.settings = settings
  }

  /// Fetches the set.
  ///
  /// - Parameters:
  ///   - isCancelled: Asked several times a second whether to stop.
  ///   - report: Gets what happens.
  /// - Throws: ``Datasets/DatasetError`` with the place and the remedy, or ``FetchCancelled``.
  @discardableResult
  public func fetch(
    isCancelled: () -> Bool = { false }, report: (FetchEvent) -> Void = { _ in }
  ) throws -> Outcome {
    try withoutActuallyEscaping(isCancelled) { isCancelled in
      try withoutActuallyEscaping(report) { report in
        try fetch(Watcher(isCancelled: isCancelled, report: report))
      }
    }
  }

  /// Who looks on.
  private struct Watcher {
    let isCancelled: () -> Bool
    let report: (FetchEvent) -> Void
  }

  private func fetch(_ watcher: Watcher) throws -> Outcome {
    let target = folder + "/" + download.set.folderName
    let place = SetPlace(download.set, target)
    func isThere() throws -> Bool {
      if !replaces, try place.isTaken(isCancelled: watcher.isCancelled) { return true }
      try place.checkReplaceable()
      return false
    }
    if try isThere() { return .alreadyThere(target) }
    // Before anything comes: what is on this machine is there, or not.
    let places = try download.files.map { try source.place(of: $0, in: download) }
    try FolderLock.make(folder)
    let lock = try FolderLock(folder)
    defer { lock.release() }
    // Somebody else may have put it there while this one waited.
    if try isThere() { return .alreadyThere(target) }
    place.removeLeftovers()

    var parts: [PartialFile] = []
    var archives: [String] = []
    for (file, place) in zip(download.files, places) {
      switch place {
      case .path(let path):
        try checkOwn(file, at: path, watcher)
        archives.append(path)
      case .address(let address):
        let part = try PartialFile(PartialFile.path(of: file, in: folder))
        try complete(part, file, from: address, watcher)
        parts.append(part)
        archives.append(part.path)
      }
    }
    watcher.report(.unpacking)
    try Unpacking(download: download, archives: archives, isCancelled: watcher.isCancelled)
      .install(at: target)
    for part in parts { part.remove() }
    return .fetched(target)
  }

  /// Downloads a file and makes sure that it is the right one; a wrong one is removed.
  private func complete(
    _ part: PartialFile, _ file: DatasetDownload.File, from address: String, _ watcher: Watcher
  ) throws {
    // What is longer is the rest of another file.
    if part.byteCount > file.byteCount { try part.empty() }
    if part.byteCount < file.byteCount {
      watcher.report(
        .transferring(
          name: file.name, address: address, kept: part.byteCount, total: file.byteCount))
    }
    do {
      try Downloader(
        address: address, file: file, part: part, settings: settings,
        isCancelled: watcher.isCancelled, report: watcher.report
      ).run()
      watcher.report(.checking(name: file.name))
      let sum = try MD5.checksum(of: part.path, isCancelled: watcher.isCancelled)
      guard sum == file.md5 else { throw WrongFile.checksum(sum) }
    } catch let wrong as WrongFile {
      let error = wrong.error(file, at: address, byteCount: part.byteCount, start: part.start())
      part.remove()
      throw error
    } catch {
      if part.byteCount == 0 { part.remove() }
      throw error
    }
  }

  /// Makes sure that a file of the user's is the right one; it is not touched.
  private func checkOwn(
    _ file: DatasetDownload.File, at path: String, _ watcher: Watcher
  ) throws {
    watcher.report(.checking(name: file.name))
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    guard attributes?[.type] as? FileAttributeType == .typeRegular else {
      throw DatasetError(
        path: path, "this is no regular file", remedy: "Name a file, or an address.")
    }
    let size = attributes?[.size] as? Int ?? 0
    let remedy =
      "This is another file, or it did not come completely. Fetch it without --from, or get"
      + " \(file.name) again."
    guard size == file.byteCount else {
      throw DatasetError(
        path: path, "it has \(size) bytes, and \(file.name) has \(file.byteCount)", remedy: remedy)
    }
    let sum = try MD5.checksum(of: path, isCancelled: watcher.isCancelled)
    guard sum == file.md5 else {
      throw DatasetError(
        path: path, "its MD5 checksum is \(sum), and that of \(file.name) is \(file.md5)",
        remedy: remedy)
    }
  }
}
