import Foundation
import FoundationXML
import TestSupport
import Testing

@testable import Training

struct ReportTests {
  /// A run of twelve steps in two epochs with its log and its report.
  private func run(_ sandbox: RunSandbox, command: String = "convscope train") throws -> String {
    let trainer = try sandbox.trainer(RunSandbox.configuration())
    let path = sandbox.path + "/run"
    let recorder = try RunRecorder(
      RunFolder(path: path), continuingAfter: 0, extraLog: nil, command: command)
    _ = trainer.run(control: TrainingControl()) { try recorder.record($0) }
    #expect(recorder.reportFailure == nil)
    return path
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test
  func `a run leaves a report with its epochs, settings, curves and command`() throws {
    let sandbox = RunSandbox()
    let path = try run(sandbox, command: "convscope train --seed 7")
    let report = try text(path + "/report.md")
    let summary = try RunSummary(path)
    #expect(summary.epochs.count == 2)
    for epoch in summary.epochs {
      #expect(report.contains(String(format: "| %d | %.4f |", epoch.epoch, epoch.trainLoss)))
    }
    #expect(report.contains("![Loss over steps](loss.svg)"))
    #expect(report.contains("| batch size | 10 |"))
    #expect(report.contains("convscope train --seed 7"))
  }

  @Test
  func `its pictures have a point for each step and a mark for each test`() throws {
    let sandbox = RunSandbox()
    let path = try run(sandbox)
    for name in ["loss.svg", "accuracy.svg"] {
      let picture = try text(path + "/" + name)
      let curves = picture.split(separator: "\n").filter { $0.hasPrefix("<polyline") }
      #expect(curves.map { $0.count { $0 == "," } } == [12, 2], "\(name)")
      // Two marks on the curve, one in the legend.
      #expect(picture.split(separator: "\n").filter { $0.hasPrefix("<circle") }.count == 3)
      let parser = XMLParser(data: Data(picture.utf8))
      #expect(parser.parse(), "\(name) is not well-formed")
    }
  }

  @Test
  func `what was changed on the way is told, and no same bits are promised`() throws {
    let sandbox = RunSandbox()
    let trainer = try sandbox.trainer(RunSandbox.configuration())
    let path = sandbox.path + "/run"
    let recorder = try RunRecorder(
      RunFolder(path: path), continuingAfter: 0, extraLog: nil, command: "convscope train")
    let control = TrainingControl()
    var settings = LiveSettings(RunSandbox.configuration())
    settings.learningRateFactor = 0.5
    _ = trainer.run(control: control) { event in
      try recorder.record(event)
      if case .step(let step) = event, step.step == 3 { control.send(.set(settings)) }
    }
    let report = try text(path + "/report.md")
    #expect(report.contains("- after step 3: learning rate ×1.0 → ×0.5"))
    #expect(!report.contains("same bits"))
  }

  @Test
  func `a report that cannot be written is told, and ends no run`() throws {
    let sandbox = RunSandbox()
    let trainer = try sandbox.trainer(RunSandbox.configuration(epochs: 1))
    let path = sandbox.path + "/run"
    try FileManager.default.createDirectory(
      atPath: path + "/report.md/full", withIntermediateDirectories: true)
    let recorder = try RunRecorder(
      RunFolder(path: path), continuingAfter: 0, extraLog: nil, command: "")
    let end = trainer.run(control: TrainingControl()) { try recorder.record($0) }
    #expect(end.reason == .completed)
    #expect(String(describing: try #require(recorder.reportFailure)).contains("report.md"))
  }

  @Test
  func `of steps that were made twice only the later count`() throws {
    let folder = try TemporaryFolder()
    let lines = [
      #"{"event":"step","step":1,"epoch":1,"loss":3.0,"accuracy":0.1,"lr":0.1}"#,
      #"{"event":"step","step":2,"epoch":1,"loss":2.0,"accuracy":0.2,"lr":0.1}"#,
      "no JSON at all", #"{"event":"rewind","step":1}"#,
      #"{"event":"step","step":2,"epoch":1,"loss":1.5,"accuracy":0.3,"lr":0.05}"#,
      #"{"event":"epoch","epoch":1,"step":2,"train_loss":2.2,"train_accuracy":0.2,"test_loss":null,"#
        + #""test_accuracy":0.25,"images_per_second":10.0,"seconds":1.0}"#,
      #"{"event":"end","step":2,"reason":"completed","seconds":81}"#, #"{"event":"step","st"#,
    ]
    let path = try folder.write(lines.joined(separator: "\n"), to: "log.jsonl")
    let history = RunHistory(contentsOf: path, withSteps: true)
    #expect(history.steps.map(\.loss) == [3, 1.5])
    #expect(history.epochs.map(\.testAccuracy) == [0.25])
    #expect(history.epochs.first?.testLoss.isNaN == true)
    #expect(history.state == .finished && history.seconds == 81)
    #expect(RunHistory(contentsOf: path, withSteps: false).steps.isEmpty)
  }

  @Test
  func `a run that continues tells what was before`() throws {
    let sandbox = RunSandbox()
    _ = try run(sandbox)
    var starts: [RunStart] = []
    let trainer = try sandbox.trainer(RunSandbox.configuration())
    _ = trainer.run(control: TrainingControl()) { event in
      if case .started(let start) = event { starts.append(start) }
    }
    let start = try #require(starts.first)
    #expect(start.history.steps.map(\.step) == Array(1...12))
    #expect(start.history.epochs.map(\.epoch) == [1, 2])
    #expect(start.checkpoints.map(\.step) == [6, 12])
  }

  @Test(arguments: [
    ([0.3, 2.4], 0.0, 2.5, 0.5), ([0.51, 0.52], 0.51, 0.52, 0.002), ([4, 4], 4, 4.001, 0.001),
    ([], 0, 1, 0.2), ([.infinity, 900], 900, 900.2, 0.2),
  ])
  func `axes end at round numbers`(
    _ values: [Double], _ low: Double, _ high: Double, _ step: Double
  ) {
    let axis = Axis(reaching: values)
    #expect(abs(axis.low - low) < 1e-9 && abs(axis.high - high) < 1e-9)
    #expect(abs(axis.step - step) < 1e-9)
    #expect(axis.ticks.count == Int(((high - low) / step).rounded()) + 1)
  }

  @Test(arguments: [
    [1, 1e30], [0, 1.7e308], [-1.7e308, 1.7e308], [1e300, 1e300], [.nan],
    [.nan, .infinity, 1e-300],
  ])
  func `axes of any values have a few labels`(_ values: [Double]) {
    let axis = Axis(reaching: values)
    #expect((1...20).contains(axis.ticks.count))
    for value in axis.ticks + values { #expect(axis.label(value).count <= 12) }
    for value in values where value.isFinite { #expect((0...1).contains(axis.share(value))) }
  }
}
