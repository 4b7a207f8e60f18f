import Foundation
import TestSupport
import Testing

/// Training by the built program, through pipes.
@Suite("Training")
struct TrainTests {
  private let small =
    TinyRun.network + [
      "--steps", "60", "--checkpoint-every", "7", "--data", "images", "--epochs", "20",
    ]

  /// The steps and epochs of a log, without times.
  private func curve(_ path: String) throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      guard ["step", "epoch"].contains(object?["event"] as? String) else { return nil }
      return ["step", "loss", "lr", "train_loss", "test_loss", "test_accuracy"]
        .map { "\(object?[$0] ?? "")" }.joined(separator: " ")
    }
  }

  @Test func `a run prints a line for each epoch and leaves its folder`() throws {
    let sandbox = try TinyRun.sandbox()
    let run = try PipedRun(
      Convscope.command(["train"] + small + ["--out", "run", "--log", "own.jsonl"], in: sandbox))
    #expect(run.status == .exited(0))
    #expect(run.standardError == "")
    #expect(run.standardOutput.contains("epoch  train loss  test loss  test accuracy"))
    #expect(run.standardOutput.contains("All 60 steps are made."))
    for name in ["config.json", "log.jsonl", "checkpoints/step-00000060/model.safetensors"] {
      #expect(FileManager.default.fileExists(atPath: sandbox.path + "/run/" + name))
    }
    #expect(
      try curve(sandbox.path + "/own.jsonl") == curve(sandbox.path + "/run/log.jsonl"))
    #expect(try curve(sandbox.path + "/run/log.jsonl").count == 72)
  }

  @Test func `threads change nothing`() throws {
    let sandbox = try TinyRun.sandbox()
    for threads in ["1", "2"] {
      let run = try PipedRun(
        Convscope.command(
          ["train"] + small + ["--out", threads, "--threads", threads], in: sandbox))
      #expect(run.status == .exited(0))
    }
    #expect(
      try curve(sandbox.path + "/1/log.jsonl") == curve(sandbox.path + "/2/log.jsonl"))
  }

  @Test(arguments: [
    (["nonet"], "no network called"), (["vgg16"], "too large to be trained"),
    (["--net", "conv 4"], "layer 1"), (["--data", "missing"], "no such folder"),
    (["--data", "."], "no files of CIFAR-10 or MNIST"),
    (["--batch-size", "200", "--data", "images"], "batches of 200"),
    (["--schedule", "fast"], "no schedule 'fast'"),
    (["--optimizer", "adam", "--momentum", "0.9"], "Adam has no setting for --momentum"),
    (["--lr=-1"], "lr"), (["--resume", "missing"], "there is no run"),
    (["--out", "/proc/run", "--data", "images", "--batch-size", "8"], "cannot make the folder"),
    (["--threads", "0"], "0 threads"),
    (["--backend", "cuda"], "cuda"),
  ])
  func `what cannot be trained is said with a remedy`(
    _ arguments: [String], _ message: String
  ) throws {
    let sandbox = try TinyRun.sandbox()
    let run = try PipedRun(Convscope.command(["train"] + arguments, in: sandbox))
    #expect(run.status == .exited(2))
    #expect(run.standardError.contains("error: ") && run.standardError.contains(message))
    #expect(run.standardError.split(separator: "\n").count <= 3)
  }

  @Test(arguments: [
    ["--epochs", "0"], ["--steps", "-1"], ["--batch-size", "x"], ["--augment", "much"],
    ["convnetjs", "--net", "fc 10"], ["--resume", "x", "--lr", "1"], ["--seed", "-1"],
    ["--lr", "1e-400"], ["--momentum", "1e-400"], ["--weight-decay", "-1e-400"], ["--lr", "fast"],
  ])
  func `flags that make no sense are usage errors`(_ arguments: [String]) throws {
    let sandbox = try TinyRun.sandbox()
    let run = try PipedRun(Convscope.command(["train"] + arguments, in: sandbox))
    #expect(run.status == .exited(64))
  }

  @Test(arguments: [["train", "--help"], ["--version"], ["--generate-completion-script", "bash"]])
  func `help that cannot be written is an error`(_ arguments: [String]) throws {
    let sandbox = try Sandbox()
    var command = Convscope.command([], in: sandbox)
    command.program = "/bin/sh"
    command.arguments = ["-c", "\(Convscope.path) \(arguments.joined(separator: " ")) > /dev/full"]
    let run = try PipedRun(command)
    #expect(run.status == .exited(2) && run.standardError.contains("cannot write the output"))
  }

  @Test func `a run that cannot go on says why and where it is saved`() throws {
    let sandbox = try TinyRun.sandbox()
    let run = try PipedRun(
      Convscope.command(
        ["train"] + small
          + ["--out", "run", "--optimizer", "sgd", "--lr", "1e30", "--checkpoint-every", "1"],
        in: sandbox))
    #expect(run.status == .exited(2))
    #expect(run.standardError.contains("the loss became"))
    #expect(run.standardError.contains("The last good checkpoint is run/checkpoints/step-"))
  }

  @Test func `a finished run is trained further, and others begin with its weights`() throws {
    let sandbox = try TinyRun.sandbox()
    let data = ["--data", "images"]
    func train(_ arguments: [String]) throws -> PipedRun {
      try PipedRun(Convscope.command(["train"] + arguments, in: sandbox))
    }
    #expect(
      try train(TinyRun.network + data + ["--epochs", "2", "--out", "run"]).status == .exited(0))
    let again = try train(["--resume", "run"])
    #expect(again.status == .exited(0) && again.standardOutput.contains("a larger --epochs"))
    let longer = try train(["--resume", "run", "--epochs", "4"])
    #expect(longer.status == .exited(0))
    #expect(longer.standardOutput.contains("begins anew for the 10 steps"))
    #expect(longer.standardOutput.contains("All 20 steps are made."))
    let shorter = try train(["--resume", "run", "--epochs", "3"])
    #expect(shorter.status == .exited(2) && shorter.standardError.contains("is in epoch 4"))

    let frozen = ["--init", "run", "--freeze", "0", "--epochs", "1"]
    let other = try train(TinyRun.network + data + frozen + ["--out", "other"])
    #expect(other.status == .exited(0))
    #expect(other.standardOutput.contains("Began with 4 of 4 tensors"))
    #expect(other.standardOutput.contains("2 of 4 parameter tensors learn"))
    let report = try String(contentsOfFile: sandbox("other/report.md"), encoding: .utf8)
    #expect(report.contains("--init") && report.contains("--freeze 0"))
    // What cannot be begun leaves no folder in the way of a second try.
    for wrong in [
      ["--freeze", "conv9"], ["--init", "run", "--fresh", "9"], ["--init", "nowhere"],
    ] {
      let run = try train(TinyRun.network + data + wrong + ["--out", "wrong"])
      #expect(run.status == .exited(2))
      #expect(!FileManager.default.fileExists(atPath: sandbox("wrong")))
    }
  }

  @Test func `a trained network is asked about pictures, and runs are laid side by side`() throws {
    let sandbox = try TinyRun.sandbox()
    for (name, rate) in [("one", "0.1"), ("two", "0.01")] {
      let run = try PipedRun(
        Convscope.command(
          ["train"] + small + ["--optimizer", "sgd", "--lr", rate, "--out", name], in: sandbox))
      #expect(run.status == .exited(0))
    }
    try sandbox.write("P2 3 2 255\n0 50 100 150 200 250\n", to: "picture.pgm")
    let answer = try Convscope.run("predict", "one", "picture.pgm", in: sandbox)
    #expect(answer.status == .exited(0))
    let lines = answer.standardOutput.split(separator: "\n")
    #expect(
      lines.count == 4 && lines[0] == "picture.pgm  3×2 pixels, its middle 2×2 made 12×12")
    #expect(lines[1...].allSatisfy { $0.contains(" %") })
    let squeezed = try Convscope.run(
      "predict", "one", "picture.pgm", "--fit", "squeeze", in: sandbox)
    #expect(squeezed.standardOutput.hasPrefix("picture.pgm  3×2 pixels, squeezed to 12×12\n"))
    let photo = try fileBytes(Repository.url("Tests/InterchangeTests/Fixtures/jpeg-420.jpg").path)
    try sandbox.write(photo, to: "photo.jpg")
    let seen = try Convscope.run("predict", "one", "photo.jpg", in: sandbox)
    #expect(seen.status == .exited(0))
    #expect(
      seen.standardOutput.hasPrefix("photo.jpg  21×19 pixels, its middle 19×19 made 12×12\n"))
    let json = try Convscope.run("predict", "one", "picture.pgm", "--json", in: sandbox)
    let rows = try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8))
    #expect((rows as? [[String: Any]])?.first?["fit"] as? String == "crop")
    let classes = (rows as? [[String: Any]])?.first?["classes"] as? [[String: Any]]
    #expect(classes?.count == 10)
    #expect(classes?.first?["name"] is String && classes?.first?["probability"] is Double)

    let comparison = try Convscope.run("runs", "one", "two", in: sandbox)
    #expect(comparison.status == .exited(0))
    #expect(comparison.standardOutput.contains("learning rate  0.1  0.01"))
    #expect(comparison.standardOutput.contains("best test accuracy"))
  }

  @Test func `too little memory is said instead of waited for`() throws {
    let sandbox = try TinyRun.sandbox()
    var command = Convscope.command([], in: sandbox)
    command.program = "/bin/sh"
    command.arguments = [
      "-c", "ulimit -v 400000; \(Convscope.path) train convnetjs --data images --plain",
    ]
    let run = try PipedRun(command)
    #expect(run.status == .exited(2))
    #expect(run.standardError.contains("memory is missing"))
    #expect(run.standardError.contains("ulimit -v unlimited"))
  }

  /// Weights of 400 MB, which are to be had, with gradients and copies, which are not.
  @Test func `a network that is too large for the memory is refused, and leaves no folder`() throws
  {
    let sandbox = try TinyRun.sandbox()
    var command = Convscope.command([], in: sandbox)
    command.program = "/bin/sh"
    for (net, limit) in [
      ("fc 10000, fc 10000, fc 10", 1_500_000), ("fc 65536, fc 65536", 4_000_000),
    ] {
      command.arguments = [
        "-c",
        "ulimit -v \(limit); \(Convscope.path) train --net '\(net)' --data images --plain"
          + " --batch-size 8 --out run",
      ]
      let run = try PipedRun(command)
      #expect(run.status == .exited(2))
      #expect(run.standardError.contains("error:"))
      #expect(!run.standardError.contains("Fatal") && !run.standardError.contains("Current stack"))
      #expect(!FileManager.default.fileExists(atPath: sandbox("run")))
    }
  }

  @Test func `variables that are empty are as good as unset`() throws {
    let sandbox = try TinyRun.sandbox()
    let run = try PipedRun(
      Convscope.command(
        ["train"] + small + ["--steps", "1"], in: sandbox,
        environment: [
          "CONVSCOPE_KERNELS": "", "CONVSCOPE_THREADS": "", "CONVSCOPE_CONVOLUTION": "",
        ]))
    #expect(run.status == .exited(0) && run.standardError == "")
  }

  @Test func `the list of runs has those without a folder of their own`() throws {
    let sandbox = try TinyRun.sandbox()
    let empty = try Convscope.run("runs", in: sandbox)
    #expect(empty.status == .exited(0) && empty.standardOutput.contains("There are no runs"))
    let run = try PipedRun(Convscope.command(["train"] + small, in: sandbox))
    #expect(run.status == .exited(0))
    let list = try Convscope.run("runs", in: sandbox)
    #expect(list.standardOutput.contains("custom-1") && list.standardOutput.contains("finished"))
    let long = String(repeating: "x", count: 200) + "-end"
    let runs = sandbox("state/convscope/runs/")
    try FileManager.default.copyItem(atPath: runs + "custom-1", toPath: runs + long)
    let lines = try Convscope.run("runs", in: sandbox).standardOutput.split(separator: "\n")
    #expect(lines.contains { $0.contains("xxx-end") } && lines.allSatisfy { $0.count < 120 })
  }

  @Test(arguments: [
    (["predict", "missing", "x.png"], "there is no run"), (["runs", "a", "b"], "there is no run"),
  ])
  func `a run that is none is said`(_ arguments: [String], _ message: String) throws {
    let sandbox = try TinyRun.sandbox()
    let run = try PipedRun(Convscope.command(arguments, in: sandbox))
    #expect(run.status == .exited(2) && run.standardError.contains(message))
  }
}
