import TensorEngine
import Testing

@testable import Dashboard
@testable import Training

/// What lies between the trainer's thread and the screen's.
struct EventMailboxTests {
  private final class Bell: @unchecked Sendable {
    var rings = 0
  }

  private func step(_ number: Int, loss: Double = 1) -> DashboardMessage {
    .training(
      .step(
        StepReport(
          step: number, epoch: 1, loss: loss, accuracy: loss / 2, learningRate: 0.1,
          imagesPerSecond: 10)))
  }

  private func reports(_ messages: [DashboardMessage]) -> [StepReport] {
    messages.compactMap { if case .training(.step(let report)) = $0 { report } else { nil } }
  }

  private func snapshot(_ step: Int) -> DashboardMessage {
    .training(
      .snapshot(ModelSnapshot(step: step, parameters: [:], gradients: [:], statistics: [:])))
  }

  @Test func `messages come out in order, each once`() {
    let mailbox = EventMailbox {}
    for number in 1...5 { mailbox.post(step(number)) }
    #expect(reports(mailbox.takeAll()).map(\.step) == [1, 2, 3, 4, 5])
    #expect(mailbox.takeAll().isEmpty)
  }

  @Test func `a reader that sleeps is woken once, one that does not is not`() {
    let bell = Bell()
    let mailbox = EventMailbox { bell.rings += 1 }
    mailbox.post(step(1))
    #expect(bell.rings == 0)
    // What came before is not slept over.
    #expect(mailbox.takeAll(thenSleeps: true).count == 1)
    mailbox.post(step(2))
    #expect(bell.rings == 0)
    _ = mailbox.takeAll()
    #expect(mailbox.takeAll(thenSleeps: true).isEmpty)
    mailbox.post(step(3))
    mailbox.post(step(4))
    #expect(bell.rings == 1)
  }

  @Test func `when the screen is slow, neighbours are joined and nothing is lost but detail`() {
    let mailbox = EventMailbox {}
    let capacity = EventMailbox.stepCapacity
    for number in 1...capacity { mailbox.post(step(number, loss: Double(number))) }
    #expect(reports(mailbox.takeAll()).count == capacity)
    for number in 1...2 * capacity { mailbox.post(step(number, loss: Double(number))) }
    let joined = reports(mailbox.takeAll())
    #expect(joined.count <= capacity)
    #expect(joined.map(\.step) == joined.map(\.step).sorted())
    #expect(joined.first?.step == 4 && joined.last?.step == 2 * capacity)
    // The mean of the first four, joined two by two.
    #expect(joined.first?.loss == 2.5 && joined.first?.accuracy == 1.25)
  }

  @Test func `steps are not joined across what happened between them`() {
    let mailbox = EventMailbox {}
    for number in 1...EventMailbox.stepCapacity {
      mailbox.post(step(number))
      if number == 1 { mailbox.post(.training(.warning("careful"))) }
    }
    mailbox.post(step(0))
    let messages = mailbox.takeAll()
    #expect(reports(messages).first?.step == 1)
    guard case .training(.warning("careful")) = messages[1] else {
      Issue.record("the warning has moved")
      return
    }
    #expect(reports(messages)[1].step == 3)
  }

  @Test func `of waiting weights only the newest stay`() {
    let mailbox = EventMailbox {}
    mailbox.post(snapshot(1))
    mailbox.post(snapshot(2))
    for number in 0...EventMailbox.stepCapacity { mailbox.post(step(number)) }
    let steps = mailbox.takeAll().compactMap { message -> Int? in
      if case .training(.snapshot(let snapshot)) = message { snapshot.step } else { nil }
    }
    #expect(steps == [2])
  }
}
