import Dispatch
import Foundation
import SpacedReview
import Synchronization

/// The memory of a learner's screens: keeps what is done without ever making a screen wait for the disk,
/// and knows what was done before.
///
/// Events go to a queue that writes them at once; while the disk is busy they are collected, and of a step
/// that changes again and again only the newest state is written. Whatever is wrong with the file is told
/// once, and screens go on: without memory, or with a new file where the old one was damaged.
public final class ProgressRecorder: Sendable {
  private let queue = DispatchQueue(label: "convscope.progress")
  private let clock: @Sendable () -> Date
  private let shared: Mutex<Shared>

  /// What both sides of the queue look at.
  fileprivate struct Shared {
    /// The file; `nil` where nothing is kept.
    var store: ProgressStore?
    /// What has not been written.
    var waiting: [TimedEvent] = []
    /// When the question on the screen came there, or was answered last.
    var asked: Int64?
    /// What is wrong with the file and has not been told.
    var trouble: String?
  }

  /// Keeps events in a file, which is made where there is none.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - clock: The time; that of the system unless a test has its own.
  public convenience init(_ path: String, clock: @escaping @Sendable () -> Date = { Date() }) {
    self.init(path, clock: clock) { () throws(ProgressError) in try ProgressStore(path) }
  }

  /// Keeps events in the store that is opened.
  init(
    _ path: String, clock: @escaping @Sendable () -> Date,
    open: () throws(ProgressError) -> ProgressStore
  ) {
    self.clock = clock
    shared = Mutex(Shared())
    do throws(ProgressError) {
      let store = try open()
      shared.withLock { $0.store = store }
    } catch {
      giveUp(on: path, error)
    }
  }

  /// Keeps an event, soon.
  public func record(_ event: ProgressEvent) {
    let time = clock().milliseconds
    let isFirst = shared.withLock { shared in
      guard shared.store != nil else { return false }
      shared.add(event, at: time)
      return shared.waiting.count == 1
    }
    // One that finds others waiting goes with them.
    if isFirst { queue.async { self.writeWaiting() } }
  }

  /// What is wrong with the file, in a sentence or two; `nil` where nothing is, and once it was told.
  public func takeTrouble() -> String? {
    shared.withLock { shared in
      defer { shared.trouble = nil }
      return shared.trouble
    }
  }

  /// Waits until everything is written, or for as long as one program waits for another.
  ///
  /// - Returns: Whether everything is written.
  @discardableResult
  public func finish() -> Bool {
    let done = DispatchSemaphore(value: 0)
    queue.async { done.signal() }
    guard done.wait(timeout: .now() + ProgressStore.patience) == .success else { return false }
    return shared.withLock { $0.store != nil && $0.waiting.isEmpty }
  }

  // MARK: - What was done before

  /// How far every lesson has got that was ever opened, by its id.
  public var lessons: [String: LessonRecord] {
    read { store throws(ProgressError) in try store.lessons() } ?? [:]
  }

  /// What the steps of a lesson showed when they were left, by their ids.
  public func states(ofLesson id: String) -> [String: String] {
    read { store throws(ProgressError) in try store.states(ofLesson: id) } ?? [:]
  }

  /// What is known of the families of exercises that were practised.
  public var reviews: [String: ReviewState] {
    read { store throws(ProgressError) in try store.reviews() } ?? [:]
  }

  /// The exercises that were set out and are not over, the latest session first.
  public var sessions: [ExerciseSession] {
    (read { store throws(ProgressError) in try store.sessions() } ?? []).filter(\.isOpen)
  }

  /// The problem files that were used last, the latest first.
  ///
  /// - Parameter count: The most that are wanted.
  public func problems(atMost count: Int) -> [UsedProblem] {
    read { store throws(ProgressError) in try store.problems(atMost: count) } ?? []
  }

  /// What the learner has chosen.
  public var settings: [Setting: String] {
    read { store throws(ProgressError) in try store.settings() } ?? [:]
  }

  // MARK: - The file

  private func read<Value>(
    _ body: (ProgressStore) throws(ProgressError) -> Value
  ) -> Value? {
    guard let store = shared.withLock({ $0.store }) else { return nil }
    do throws(ProgressError) {
      return try body(store)
    } catch {
      giveUp(on: store.path, error)
      guard let store = shared.withLock({ $0.store }) else { return nil }
      return try? body(store)
    }
  }

  private func writeWaiting() {
    let (store, events) = shared.withLock { shared in
      defer { shared.waiting = [] }
      return (shared.store, shared.waiting)
    }
    guard let store, !events.isEmpty else { return }
    do throws(ProgressError) {
      try store.write(events)
    } catch {
      giveUp(on: store.path, error)
      try? shared.withLock { $0.store }?.write(events)
    }
  }

  /// Goes on with a new file where one is damaged, and otherwise with none.
  private func giveUp(on path: String, _ error: ProgressError) {
    var (store, trouble): (ProgressStore?, String)
    do throws(ProgressError) {
      guard error.cause == .damaged else { throw error }
      let new = try ProgressStore.replacingDamaged(path)
      store = new.store
      trouble = "Your progress was damaged: the file is kept as \(new.kept)."
    } catch {
      store = nil
      trouble = "Nothing is remembered: \(error.message). \(error.remedy)"
    }
    shared.withLock { shared in
      shared.store = store
      shared.trouble = trouble
      if store == nil { shared.waiting = [] }
    }
  }
}

extension ProgressRecorder.Shared {
  /// Adds an event to those that wait.
  fileprivate mutating func add(_ event: ProgressEvent, at time: Int64) {
    var timed = TimedEvent(event: event, time: time)
    switch event {
    case .stepReached, .exerciseReached: asked = time
    case .answered:
      // A clock that was set back has measured nothing.
      timed.seconds = asked.map { max(0, Double(time - $0) / 1000) }
      asked = time
    case .stepChanged(let place, _):
      waiting.removeAll {
        if case .stepChanged(place, _) = $0.event { true } else { false }
      }
    case .exerciseChanged(let session, let position, _):
      waiting.removeAll {
        if case .exerciseChanged(session, position, _) = $0.event { true } else { false }
      }
    case .exercisesSet, .exercisesEnded, .reviewed, .lessonFinished, .problemUsed,
      .settingChanged:
      break
    }
    waiting.append(timed)
  }
}
