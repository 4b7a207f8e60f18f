/// What a fetch is doing.
public enum FetchEvent: Hashable, Sendable {
  /// A file begins to come.
  ///
  /// - Parameters:
  ///   - name: The file.
  ///   - address: Where it comes from.
  ///   - kept: How much of it an earlier call left.
  ///   - total: Its length in bytes.
  case transferring(name: String, address: String, kept: Int, total: Int)

  /// More of a file has come; said for every piece.
  case progress(FetchProgress)

  /// The transfer broke, for a reason that may pass, and is tried again.
  case retrying(reason: String, kept: Int)

  /// The server cannot begin in the middle: what is here is sent once more, and thrown away.
  case repeating(kept: Int)

  /// A complete file is compared with its checksum.
  case checking(name: String)

  /// The files are unpacked.
  case unpacking
}

/// How far a transfer is.
public struct FetchProgress: Hashable, Sendable {
  /// The file.
  public let name: String
  /// The bytes that are here.
  public let byteCount: Int
  /// The bytes of the whole file.
  public let total: Int
  /// The mean rate of this transfer; 0 when nothing is known yet.
  public let bytesPerSecond: Double

  /// Creates a report.
  public init(name: String, byteCount: Int, total: Int, bytesPerSecond: Double) {
    self.name = name
    self.byteCount = byteCount
    self.total = total
    self.bytesPerSecond = bytesPerSecond
  }

  /// The seconds that the rest takes at this rate, or `nil` when that is unknown.
  public var secondsLeft: Double? {
    bytesPerSecond > 0 ? Double(total - byteCount) / bytesPerSecond : nil
  }
}

/// The user stopped a fetch; what had come of a download is kept.
public struct FetchCancelled: Error, Hashable {
  /// Creates the error.
  public init() {}
}
