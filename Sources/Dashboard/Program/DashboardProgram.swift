import TerminalKit
import Training

/// The loop that joins a terminal, the dashboard's model and a training run.
///
/// The run has a thread of its own and never waits for the screen. The screen is drawn at most ten
/// times a second, five times when nobody presses a key, and not at all while nothing changes.
public final class DashboardProgram {
  private let terminal: any Terminal
  private let session: DashboardSession
  private let control: TrainingControl
  private let mailbox: EventMailbox
  private var model: DashboardModel
  private let clock = ContinuousClock()
  private let began: ContinuousClock.Instant
  private var trainer: WorkerThread?
  /// How the program is to end.
  private var leaving: Leaving?
  /// When the run was first told to end from the keyboard.
  private var interruptedAt: ContinuousClock.Instant?
  private var lastDrawn: ContinuousClock.Instant
  private var change = Change.none

  /// How a dashboard was left.
  public enum Leaving: Hashable, Sendable {
    /// The run is over, and somebody left.
    case byUser
    /// It was asked to end from outside; the run is being saved.
    case terminated(TerminationReason)
    /// Somebody did not wait until the run was saved.
    case atOnce
  }

  /// A C-c this soon after the first is the same wish: a key that is held repeats.
  private static let grace = Duration.seconds(1)

  /// What has changed since the screen was drawn.
  private enum Change: Int, Comparable {
    /// Nothing.
    case none
    /// The numbers of the run.
    case numbers
    /// What somebody who pressed a key waits for.
    case answer

    static func < (left: Change, right: Change) -> Bool { left.rawValue < right.rawValue }

    /// How long the screen stays as it is at least.
    var interval: Duration { self == .answer ? .milliseconds(100) : .milliseconds(200) }
  }

  /// Creates a dashboard.
  ///
  /// - Parameters:
  ///   - terminal: Where it is shown.
  ///   - session: What it watches.
  ///   - control: How the run is steered.
  public init(
    on terminal: any Terminal, session: DashboardSession,
    control: TrainingControl = TrainingControl()
  ) {
    self.terminal = terminal
    self.session = session
    self.control = control
    mailbox = EventMailbox(wakeReader: terminal.waker)
    model = DashboardModel(size: terminal.size)
    began = clock.now
    lastDrawn = began
  }

  /// Trains and shows it until somebody leaves, and gives the screen back.
  ///
  /// - Returns: How it was left.
  /// - Throws: What ``Terminal/enter()`` throws.
  public func run() throws -> Leaving {
    control.send(.lookAtTheEnd)
    try terminal.enter()
    defer { terminal.leave() }
    trainer = WorkerThread(name: "training") { [session, control, mailbox] in
      session.train(control) { mailbox.post(.training($0)) }
    }
    // The size is known for certain only now.
    _ = model.update(.terminal(.resize(terminal.size)))
    present()
    while true {
      let event = terminal.nextEvent(timeout: timeout)
      handle(.terminal(event))
      if case .terminated(let reason) = event {
        present()
        return .terminated(reason)
      }
      note(event)
      takeMessages()
      if let leaving {
        if leaving == .byUser { waitForTraining() }
        return leaving
      }
      if change > .none, lastDrawn.duration(to: clock.now) >= change.interval { present() }
    }
  }

  /// Waits until the run is over.
  public func waitForTraining() {
    trainer?.join()
  }

  /// How long to wait for the terminal; `nil` while nothing can happen without it.
  private var timeout: Duration? {
    let frame = model.frameDuration
    guard change == .none else {
      let rest = max(.zero, change.interval - lastDrawn.duration(to: clock.now))
      return frame.map { min($0, rest) } ?? rest
    }
    if model.isMoving { return min(frame ?? Change.numbers.interval, Change.numbers.interval) }
    if let frame { return frame }
    // Asleep until a key or a message; one that came just now is not slept over.
    let messages = mailbox.takeAll(thenSleeps: true)
    guard messages.isEmpty else {
      handle(messages)
      return .zero
    }
    return nil
  }

  /// Takes what has come from other threads.
  private func takeMessages() {
    let messages = mailbox.takeAll()
    guard !messages.isEmpty else { return }
    handle(messages + [.clock(seconds: began.duration(to: clock.now) / .seconds(1))])
  }

  private func handle(_ messages: [DashboardMessage]) {
    change = max(change, .numbers)
    for message in messages { handle(message) }
  }

  private func handle(_ message: DashboardMessage) {
    for effect in model.update(message) { perform(effect) }
  }

  private func note(_ event: Event) {
    switch event {
    case .tick: if model.frameDuration != nil { change = max(change, .answer) }
    default: change = .answer
    }
  }

  /// Does what the model asks.
  private func perform(_ effect: DashboardEffect) {
    switch effect {
    case .send(let command): control.send(command)
    case .inspect(let image): inspect(image)
    case .leave:
      control.send(.leave)
      leaving = .byUser
    case .interrupt:
      guard let interruptedAt else {
        self.interruptedAt = .now
        control.send(.interrupt)
        return
      }
      if interruptedAt.duration(to: .now) >= Self.grace { leaving = .atOnce }
    }
  }

  /// Runs an image through the network, beside everything else.
  private func inspect(_ image: Int) {
    guard let snapshot = model.network.snapshot,
      let prediction = model.run.images.prediction(of: image)
    else { return }
    _ = WorkerThread(name: "inspection") { [session, mailbox] in
      do {
        mailbox.post(.inspected(try session.inspect(snapshot, prediction)))
      } catch {
        mailbox.post(.inspectionFailed(String(describing: error)))
      }
    }
  }

  private func present() {
    var buffer = terminal.makeBuffer()
    let view = DashboardView(model: model)
    buffer.draw(view, in: buffer.area)
    terminal.present(buffer, cursor: view.cursor(in: buffer.area))
    lastDrawn = clock.now
    change = .none
  }
}

/// The work that a dashboard watches.
///
/// Both pieces run on threads of their own and may take as long as they need.
public struct DashboardSession: Sendable {
  /// Trains until the run is over, obeying the control and reporting to the observer.
  public let train: @Sendable (TrainingControl, @escaping @Sendable (TrainingEvent) -> Void) -> Void
  /// Runs an image through the network of a snapshot; a thrown error's description is shown.
  public let inspect: @Sendable (ModelSnapshot, ImagePrediction) throws -> Inspection

  /// Creates a session.
  public init(
    train:
      @escaping @Sendable (TrainingControl, @escaping @Sendable (TrainingEvent) -> Void) ->
      Void,
    inspect: @escaping @Sendable (ModelSnapshot, ImagePrediction) throws -> Inspection
  ) {
    self.train = train
    self.inspect = inspect
  }
}
