import CPUBackend
import Interchange
import NeuralNetworks
import Testing

@testable import Training

struct PredictorTests {
  @Test
  func `a network takes each test image for what it took it in the run's last test`() throws {
    let sandbox = RunSandbox()
    let configuration = RunSandbox.configuration(epochs: 1)
    let recorder = EventRecorder()
    recorder.run(try sandbox.trainer(configuration))
    let evaluations = recorder.events.compactMap { event in
      if case .evaluation(let evaluation) = event { evaluation } else { nil }
    }
    let expected = try #require(evaluations.last).confusion

    let run = try RunFolder.open(sandbox.path + "/run").folder
    let predictor = try Predictor(
      run, architecture: try Architecture(text: configuration.network), backend: try CPUBackend())
    let dataset = RunSandbox.dataset
    let (height, width) = (dataset.inputShape[1], dataset.inputShape[2])
    var confusion = expected.map { $0.map { _ in 0 } }
    for index in 0..<dataset.test.count {
      let picture = RasterImage(
        width: width, height: height, planes: dataset.test.planes(at: index))
      let answer = try predictor.answer(picture)
      let best = try #require(dataset.classNames.firstIndex(of: answer.classes[0].name))
      confusion[Int(dataset.test.labels[index])][best] += 1
    }
    #expect(confusion == expected)
  }

  @Test
  func `a network whose weights are no numbers says so instead of an answer`() throws {
    let sandbox = RunSandbox()
    let configuration = RunSandbox.configuration(epochs: 1)
    let trainer = try sandbox.trainer(configuration)
    trainer.model.memory.parameters.whole.scalar = .nan
    let run = try RunFolder.open(sandbox.path + "/run").folder
    _ = try Checkpoint.write(trainer.state, trainer.model, trainer.optimizer, in: run.checkpoints)
    let predictor = try Predictor(
      run, architecture: try Architecture(text: configuration.network), backend: try CPUBackend())
    let image = RasterImage(width: 32, height: 32, planes: RunSandbox.dataset.test.planes(at: 0))
    let error = #expect(throws: TrainingError.self) { try predictor.answer(image) }
    #expect(error?.message.contains("are no numbers") == true)
  }

  @Test(arguments: [
    ("shape", "[3,32]"), ("shape", "[0,32,32]"), ("shape", "3, 32, 32"), ("mean", "[0.5]"),
    ("std", "[1,1,0]"), ("std", "[1,1]"), ("classes", "[]"), ("classes", "[1,2]"),
  ])
  func `weights whose facts do not fit each other are refused`(_ key: String, _ text: String) {
    var metadata = ImageFacts(RunSandbox.dataset).metadata
    metadata[key] = text
    let error = #expect(throws: InterchangeError.self) {
      try ImageFacts(metadata: metadata, path: "model.safetensors")
    }
    #expect(error?.kind == .contents && error?.path == "model.safetensors")
  }
}
