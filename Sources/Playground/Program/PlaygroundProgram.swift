import TensorEngine
import TerminalKit
import Typesetting

/// The loop that joins a terminal, the playground's model and the network that it trains.
///
/// Training happens between pictures, for a moment at a time, so that a key never waits longer than that.
public struct PlaygroundProgram {
  private let terminal: any Terminal
  private let desk: PlaygroundDesk
  private var model: PlaygroundModel
  private var trainer: PlaygroundTrainer?
  private let clock = ContinuousClock()
  /// When the next picture of a run that plays is due.
  private var next: ContinuousClock.Instant

  /// How long a moment of training is.
  private static let moment = Duration.milliseconds(40)

  /// Creates the program.
  ///
  /// - Parameters:
  ///   - terminal: Where it is shown.
  ///   - settings: What the first run is like.
  ///   - own: Somebody's own points.
  ///   - desk: What it needs from the program around it.
  public init(
    on terminal: any Terminal, _ settings: PlaygroundSettings, own: OwnPoints? = nil,
    desk: PlaygroundDesk
  ) {
    (self.terminal, self.desk, next) = (terminal, desk, clock.now)
    model = PlaygroundModel(settings, own: own, size: terminal.size)
  }

  /// Runs until the user leaves.
  ///
  /// - Returns: Why it ended from outside; `nil` when the user left.
  /// - Throws: What ``Terminal/enter()`` throws.
  public mutating func run() throws -> TerminationReason? {
    try terminal.enter()
    defer { terminal.leave() }
    // The size is known for certain only now.
    _ = model.update(.resize(terminal.size))
    perform(.begin)
    present()
    while true {
      let rest = model.frameDuration.map { _ in max(.zero, clock.now.duration(to: next)) }
      let event = terminal.nextEvent(timeout: rest)
      var effects = model.update(event)
      if case .terminated(let reason) = event { return reason }
      if let frame = model.frameDuration, clock.now >= next {
        // While events come faster than pictures, it goes on training all the same.
        if event != .tick { effects += model.update(.tick) }
        next = clock.now + frame
      }
      for effect in effects {
        if effect == .leave { return nil }
        perform(effect)
      }
      present()
    }
  }

  /// Does what the model asks, and tells where that fails.
  private mutating func perform(_ effect: PlaygroundEffect) {
    do {
      switch effect {
      case .begin:
        trainer = nil
        trainer = try PlaygroundTrainer(model.settings, own: model.own, on: desk.backend)
      case .adopt: try trainer?.adopt(model.settings)
      case .train(let stretch): try train(stretch)
      case .look: break
      case .save(let path, let replaces):
        let isWritten = try desk.write(model.settings.text, path, replaces)
        return model.saved(as: path, isThere: !isWritten)
      case .open(let path):
        let (file, points) = try desk.file(path)
        return perform(model.open(file, points: points))
      case .leave: return
      }
      if let trainer { model.take(try trainer.shot(at: (model.place.x, model.place.y))) }
    } catch {
      model.fail((error as? any UserError)?.description ?? "\(error)")
    }
  }

  private func train(_ stretch: PlaygroundEffect.Stretch) throws {
    guard let trainer else { return }
    switch stretch {
    case .step: try trainer.makeStep()
    case .epoch: try trainer.finishEpoch()
    case .moment:
      let end = clock.now + Self.moment
      repeat { try trainer.finishEpoch() } while clock.now < end
    }
  }

  private func present() {
    var buffer = terminal.makeBuffer()
    let view = PlaygroundView(model: model)
    buffer.draw(view, in: buffer.area)
    terminal.present(buffer, cursor: view.cursor(in: buffer.area))
  }
}
