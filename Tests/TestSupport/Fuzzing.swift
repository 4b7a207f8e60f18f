import Foundation
import Typesetting

/// Reads spoilt files and looks at what comes of them.
///
/// Whatever is in a file, reading it goes well or is an error that a user can do something with.
///
///     FUZZ_COUNT=20000 FUZZ_FOLDER=/tmp/fuzz swift test --filter FuzzTests
///
/// spoils that many for each reader instead of a few hundred, names what takes longer than two
/// seconds (`FUZZ_PATIENCE` says how many where other programs want the processor, too), and keeps the
/// newest one of each reader in the folder: after a trap, the one that did it.
public struct Fuzzing {
  private let name: String
  private let mutator: Mutator

  private static let environment = ProcessInfo.processInfo.environment
  private static let campaign = environment["FUZZ_COUNT"].flatMap { Int($0) }

  /// Whether thousands are read: what is slow may then be done for some of them only.
  public static var isCampaign: Bool { campaign != nil }

  /// How long a reader may take in a campaign; a few hundred files are read whatever the time.
  private static let patience = Duration.seconds(
    environment["FUZZ_PATIENCE"].flatMap { Int($0) } ?? 2)
  private static let longestReport = 1_500

  /// - Parameters:
  ///   - name: What the reader reads, for the file in `FUZZ_FOLDER`.
  ///   - originals: Files that can be read.
  ///   - content: What is in them.
  public init(_ name: String, _ originals: [[UInt8]], _ content: Mutator.Content) {
    self.name = name
    let seed = name.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) }
    mutator = Mutator(originals, content, seed: seed)
  }

  /// The same for texts.
  public init(_ name: String, _ originals: [String]) {
    self.init(name, originals.map { Array($0.utf8) }, .text)
  }

  /// Reads spoilt files.
  ///
  /// - Parameters:
  ///   - count: How many, unless a campaign says how many.
  ///   - read: Reads one.
  /// - Returns: What no reader should do, a sentence each: errors without words or remedy, and in a
  ///   campaign what takes too long.
  public func complaints(_ count: Int = 300, _ read: ([UInt8]) throws -> Void) -> [String] {
    var mutator = mutator
    var complaints: [String] = []
    let clock = ContinuousClock()
    for number in 0..<(Self.campaign ?? count) {
      let bytes = mutator.next()
      keep(bytes)
      let start = clock.now
      var complaint: String?
      do { try read(bytes) } catch { complaint = Self.complaint(about: error) }
      let duration = clock.now - start
      if Self.campaign != nil, duration > Self.patience { complaint = "takes \(duration)" }
      guard let complaint else { continue }
      keep(bytes, as: "\(name)-\(number)")
      complaints.append("\(name) \(number): \(complaint)")
      if complaints.count == 20 { break }
    }
    return complaints
  }

  private func keep(_ bytes: [UInt8], as file: String? = nil) {
    guard let folder = Self.environment["FUZZ_FOLDER"] else { return }
    try? Data(bytes).write(to: URL(filePath: "\(folder)/\(file ?? name)"))
  }

  /// What is wrong with an error; `nil` for one that a user can do something with.
  private static func complaint(about error: any Error) -> String? {
    guard let error = error as? any UserError else { return "is no user's error: \(error)" }
    let report = error.report
    let isEmpty = error.message.isEmpty || error.remedy.isEmpty
    let isProgrammers = ["Optional(", "Error Domain", "CodingKey", "couldn’t be"]
      .contains { report.contains($0) }
    guard isEmpty || isProgrammers || report.count > longestReport else { return nil }
    return "says, in \(report.count) characters: \(report.prefix(400))"
  }
}
