import TerminalKit
import Testing
import Training

@testable import Dashboard

/// What the dashboard asks the trainer for by itself.
struct RefreshTests {
  @Test
  func `the test images are run when the run begins, and again from time to time`() throws {
    var model = DashboardModel(size: Size(width: 80, height: 24))
    let start = try #require(SampleRun.events.first)
    #expect(model.update(.training(start)) == [.send(.predict)])
    #expect(model.update(.clock(seconds: 2)).isEmpty)
    #expect(model.update(.clock(seconds: 3)) == [.send(.predict)])
    #expect(model.update(.clock(seconds: 5)).isEmpty)
  }

  @Test
  func `nothing is run that nobody sees, nor while the run waits`() {
    var model = SampleRun.model()
    _ = model.open(.run)
    #expect(model.update(.clock(seconds: 100)).isEmpty)
    _ = model.update(.training(.paused(true)))
    _ = model.open(.overview)
    #expect(model.update(.clock(seconds: 200)).isEmpty)
  }

  @Test
  func `a run that continues shows what was before`() throws {
    var started: RunStart?
    for event in SampleRun.continuation {
      if case .started(let start) = event { started = start }
    }
    var model = DashboardModel(size: Size(width: 80, height: 24))
    _ = model.update(.training(.started(try #require(started))))
    #expect(model.run.trainLoss.points.count == 12 && model.run.testLoss.points.count == 3)
    #expect(model.run.step == 12 && model.run.epoch == 3)
    #expect(model.run.checkpoints.map(\.step) == [4, 8, 12])
    #expect(model.run.best != nil)
  }
}

/// Questions that are open while the run goes on.
struct RewindTests {
  private func press(_ key: Key, in model: inout DashboardModel) -> [DashboardEffect] {
    model.update(.terminal(.key(key)))
  }

  @Test
  func `a checkpoint that is chosen stays chosen while others come and go`() {
    var model = SampleRun.model()
    _ = press("r", in: &model)
    _ = press(.up, in: &model)
    let newer = CheckpointReport(step: 16, path: "", isBest: false, removed: [4])
    _ = model.update(.training(.checkpoint(newer)))
    #expect(press(.enter, in: &model) == [.send(.rewind(toStep: 8))])
  }

  @Test
  func `one that was removed meanwhile is said`() {
    var model = SampleRun.model()
    _ = press("r", in: &model)
    _ = press(.home, in: &model)
    let newer = CheckpointReport(step: 16, path: "", isBest: false, removed: [4])
    _ = model.update(.training(.checkpoint(newer)))
    #expect(press(.enter, in: &model).isEmpty)
    #expect(model.notice?.text.contains("has been removed") == true)
  }

  @Test
  func `a refusal ends the waiting`() {
    var model = SampleRun.model()
    _ = press("r", in: &model)
    _ = press(.enter, in: &model)
    #expect(model.run.isExpectingAnswer)
    _ = model.update(.training(.rewindRefused("there is none")))
    #expect(!model.run.isExpectingAnswer)
  }

  @Test
  func `a pause that comes late does not undo a stop`() {
    var model = SampleRun.model()
    _ = press(.space, in: &model)
    _ = press("q", in: &model)
    _ = press("q", in: &model)
    _ = model.update(.training(.paused(true)))
    #expect(model.run.phase == .stopping)
  }
}
