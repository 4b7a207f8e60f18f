import Foundation
import Interchange

/// The events of a run as lines of JSON.
///
/// Each line has the step after which it was written, so that a run which continues from a
/// checkpoint can drop what came later, and its curve is that of a run that never stopped.
public final class EventLog {
  private let path: String
  private let descriptor: Int32
  /// The step that events without one belong to.
  private var step: Int
  private let encoder = JSONEncoder()

  /// Opens a log, dropping what was written after a step.
  ///
  /// A pipe gets what comes from now on.
  ///
  /// - Throws: ``InterchangeError``, also for a pipe that nobody reads: waiting for a reader would
  ///   keep the run from beginning.
  public init(_ path: String, continuingAfter step: Int) throws(InterchangeError) {
    self.path = path
    self.step = step
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // A run that begins anew has nothing to keep.
    if let data = Self.content(path), !data.isEmpty {
      try AtomicFile.write(step == 0 ? Data() : Self.lines(data, upTo: step), to: path)
    }
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o644)
    guard descriptor >= 0 else {
      if errno == ENXIO {
        throw InterchangeError(
          .unsupported, path: path, "nobody reads this pipe",
          remedy: "Start what reads it first, or name a file with --log.")
      }
      throw InterchangeError(cannot: .writeLog, path, code: errno)
    }
  }

  /// Makes sure that a file may be replaced: that there is none, or one of these logs.
  ///
  /// - Throws: ``TrainingError`` for a file of another kind.
  public static func checkReplaceable(_ path: String) throws(TrainingError) {
    guard let data = content(path), !data.isEmpty else { return }
    guard data.starts(with: LogEntry.opening) else {
      throw TrainingError(
        path: path, "this file is there already, and no log of a run",
        remedy: "Name another file with --log.")
    }
  }

  /// What is in a regular file.
  private static func content(_ path: String) -> Data? {
    let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let type = try? FileManager.default.attributesOfItem(atPath: place)[.type] as? FileAttributeType
    return type == .typeRegular ? FileManager.default.contents(atPath: path) : nil
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Writes an event.
  ///
  /// - Parameters:
  ///   - event: What happened.
  ///   - isEnding: Asked, while the reader of a pipe takes nothing, whether the run is to end: it waits
  ///     only a moment then.
  /// - Throws: ``InterchangeError`` when the disk is full, for one.
  public func write(
    _ event: TrainingEvent, isEnding: () -> Bool = { false }
  ) throws(InterchangeError) {
    guard let entry = LogEntry(event, after: step) else { return }
    step = entry.step
    var rest = entry.line(encoder)
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if written < 0, errno == EAGAIN {
        try waitForReader(isEnding)
      } else if written == 0 || errno != EINTR {
        throw InterchangeError(cannot: .writeLog, path, code: written < 0 ? errno : ENOSPC)
      }
    }
  }

  /// Waits until a pipe takes more.
  private func waitForReader(_ isEnding: () -> Bool) throws(InterchangeError) {
    var pipe = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    var waited: Int32 = 0
    repeat {
      guard poll(&pipe, 1, 100) == 0 else { return }
      waited += 100
    } while waited < (isEnding() ? Self.moment : Self.patience)
    throw InterchangeError(
      .unsupported, path: path, "its reader has taken nothing for \(waited / 1_000) s",
      remedy: "Let the reader keep up, or write to a file.")
  }

  /// How many milliseconds a reader may take nothing: a run must not stand still for it.
  private static let patience: Int32 = 10_000

  /// How many it may when the run is to end.
  private static let moment: Int32 = 1_000

  /// The complete lines that belong to steps up to one; a line cut by a kill is dropped too.
  private static func lines(_ data: Data, upTo step: Int) -> Data {
    let decoder = JSONDecoder()
    var kept = Data()
    var rest = data[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest[rest.startIndex...end]
      rest = rest[(end + 1)...]
      guard let entry = try? decoder.decode(LogEntry.self, from: line), entry.step <= step else {
        continue
      }
      if case .end = entry { continue }
      kept.append(line)
    }
    return kept
  }
}
