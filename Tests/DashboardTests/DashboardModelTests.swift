import CPUBackend
import TerminalKit
import Testing
import Training

@testable import Dashboard

struct DashboardModelTests {
  private func press(_ keys: Key..., in model: inout DashboardModel) -> [DashboardEffect] {
    keys.flatMap { model.update(.terminal(.key($0))) }
  }

  @Test
  func `a dashboard shows what the trainer told`() {
    let model = SampleRun.model()
    #expect(model.run.step == 12 && model.run.epoch == 3)
    #expect(model.run.trainLoss.points.count == 12 && model.run.testLoss.points.count == 3)
    #expect(model.run.checkpoints.map(\.step) == [4, 8, 12])
    #expect(model.run.images.all.count == 20)
    #expect(model.run.best != nil && model.network.snapshot != nil)
  }

  @Test
  func `number keys and Tab open pages`() {
    var model = SampleRun.model()
    for page in Page.allCases {
      _ = press(.character(Character("\(page.number)")), in: &model)
      #expect(model.page == page)
    }
    _ = press(.tab, in: &model)
    #expect(model.page == .overview)
    _ = press(.backTab, in: &model)
    #expect(model.page == .run)
  }

  @Test
  func `keys become commands to the trainer`() {
    var model = SampleRun.model()
    #expect(press(.space, in: &model) == [.send(.pause)])
    _ = model.update(.training(.paused(true)))
    #expect(press(".", in: &model) == [.send(.stepOnce)])
    #expect(press("e", in: &model) == [.send(.evaluate)])
    #expect(press("c", in: &model) == [.send(.saveCheckpoint)])
    #expect(press(.space, in: &model) == [.send(.pause)])
    guard case .send(.set(let settings))? = press("-", in: &model).first else {
      Issue.record("the rate was not lowered")
      return
    }
    #expect(settings.learningRateFactor == 0.5)
  }

  @Test
  func `stopping asks first`() {
    var model = SampleRun.model()
    #expect(press("q", in: &model).isEmpty && model.overlay == .stop)
    #expect(press(.escape, in: &model).isEmpty && model.overlay == nil)
    #expect(press("q", "s", in: &model) == [.send(.stop)])
    #expect(model.run.phase == .stopping)
  }

  @Test
  func `rewinding asks which checkpoint`() {
    var model = SampleRun.model()
    #expect(press("r", .up, .enter, in: &model) == [.send(.rewind(toStep: 8))])
    _ = model.update(.training(.rewound(toStep: 8, epoch: 1, best: nil)))
    #expect(model.run.step == 8 && model.run.trainLoss.points.count == 8)
    #expect(model.run.best == nil && model.run.evaluation == nil && !model.run.isRewindPending)
  }

  @Test
  func `another batch size shows at once in all that counts steps`() {
    var model = SampleRun.model()
    let length = RunLength(batchSize: 20, stepsPerEpoch: 3, totalSteps: 4567)
    _ = model.update(.training(.length(length, step: 6)))
    #expect(SampleRun.screen(model).joined().contains("/4,567"))
    _ = model.open(.run)
    #expect(SampleRun.screen(model).joined().contains("of 3 steps"))
  }

  @Test
  func `of the checkpoints only those that are there are listed, and one is the best`() {
    var model = SampleRun.model()
    let report = CheckpointReport(step: 14, path: "", isBest: true, removed: [4])
    _ = model.update(.training(.checkpoint(report)))
    #expect(model.run.checkpoints.map(\.step) == [8, 12, 14])
    #expect(model.run.bestCheckpoint == 14)
    _ = model.open(.run)
    let screen = SampleRun.screen(model).joined(separator: "\n")
    #expect(screen.matches(of: /step [0-9]+ +the best/).count == 1)
  }

  @Test
  func `control-C saves and leaves without a question`() throws {
    var model = SampleRun.model()
    #expect(press(.control("c"), in: &model) == [.interrupt])
    #expect(model.notice?.text.contains("another C-c leaves at once") == true)
    // The program decides whether it was a wish of its own or the same key, held.
    #expect(press(.control("c"), in: &model) == [.interrupt])
    let end = try #require(SampleRun.events.last)
    #expect(model.update(.training(end)) == [.leave])
  }

  @Test
  func `each change of a setting is told when it counts, and kept among the messages`() throws {
    var model = SampleRun.model()
    _ = model.open(.run)
    for (setting, start) in [("learning rate factor", "step"), ("batch size", "epoch")] {
      if setting == "batch size" { _ = press(.down, .down, .down, in: &model) }
      guard case .send(.set(let settings))? = press(.right, in: &model).first else {
        Issue.record("\(setting) was not changed")
        return
      }
      #expect(model.notice?.text.hasSuffix(", from the next \(start) on") == true)
      _ = model.update(.training(.settings(settings, step: 12)))
      let message = try #require(model.run.messages.last?.text)
      #expect(message.hasPrefix("\(setting): ") && message.hasSuffix("from the next \(start) on"))
    }
  }

  @Test
  func `a key that does nothing says why`() {
    var model = DashboardModel(size: Size(width: 80, height: 24))
    _ = press("c", in: &model)
    #expect(model.notice?.text.contains("being prepared") == true)
    _ = press("Z", in: &model)
    #expect(model.notice?.text.contains("does nothing here") == true)
  }

  @Test(arguments: [false, true])
  func `Enter on a cell of the matrix fetches its images, of a run that has ended as well`(
    isOver: Bool
  ) throws {
    var model = SampleRun.model()
    if isOver, let end = SampleRun.events.last { _ = model.update(.training(end)) }
    let evaluation = try #require(model.run.evaluation)
    _ = press(.escape, "3", .end, in: &model)
    let cell = try #require(evaluation.worstConfusion)
    let numbers = evaluation.images(ofClass: cell.label, takenFor: cell.prediction)
    #expect(press(.enter, in: &model).contains(.send(.find(numbers))))
    #expect(model.page == .predictions && model.isMoving)
    #expect(SampleRun.screen(model).joined().contains("on their way"))
    // An answer to another question is none.
    let all = model.run.images.all
    _ = model.update(.training(.found([all[0], all[1]], step: 12)))
    #expect(model.run.images.isSearching)
    _ = model.update(.training(.found(numbers.map { all[$0] }, step: 12)))
    #expect(model.predictions.shown(of: model.run.images).map(\.index) == numbers)
    #expect(model.run.images.chosen?.index == numbers[0])
    _ = press("f", in: &model)
    #expect(model.predictions.shown(of: model.run.images) == all)
    #expect(!model.run.isExpectingAnswer)
    #expect(press("e", in: &model).contains(.send(.evaluate)))
  }

  @Test
  func `an image is run through the network, down to the storyboard of a number`() throws {
    var model = SampleRun.model()
    _ = press("4", in: &model)
    let snapshot = try #require(model.network.snapshot)
    let image = try #require(model.run.images.chosen)
    let inspection = try Inspection(
      image, snapshot, architecture: SampleRun.architecture, dataset: SampleRun.dataset,
      backend: try CPUBackend(threads: 1))
    #expect(inspection.layers.count == model.run.layers.count)
    _ = model.update(.inspected(inspection))
    #expect(model.network.planes?.channels == 4)
    _ = press(.enter, .down, .right, .enter, in: &model)
    let story = try #require(model.network.story)
    #expect(story.layer == "0" && story.step == snapshot.step)
    // The number under the pointer is the one that the frame makes.
    let line = try #require(story.player.storyboard.frames[story.player.position].arithmetic.last)
    let value = inspection.layers[0].output[[0, 0, 1, 1]]
    #expect(abs(line.result - Double(value)) < 1e-5)
    _ = press(.escape, .escape, in: &model)
    #expect(model.network.focus == .layers)
  }

  @Test
  func `a run that has ended stays with a report`() {
    var model = SampleRun.model()
    for event in SampleRun.events {
      if case .ended = event { _ = model.update(.training(event)) }
    }
    #expect(model.run.phase == .ended)
    let screen = SampleRun.screen(model).joined(separator: "\n")
    #expect(screen.contains("The training has ended") && screen.contains("best accuracy"))
    #expect(press("q", in: &model) == [.leave])
  }
}
