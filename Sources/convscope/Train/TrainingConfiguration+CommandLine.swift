import Training
import Typesetting

extension TrainingConfiguration {
  /// The command line that repeats the run, every setting spelled out.
  var commandLine: String {
    var words = ["convscope", "train"]
    let isName = network.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    words += isName ? [network] : ["--net", ShellWord.quoted(network)]
    words += [
      "--data", ShellWord.quoted(data.argument), "--epochs", "\(epochs)", "--batch-size",
      "\(batchSize)",
      "--optimizer", optimizer.method.rawValue, "--lr", "\(optimizer.learningRate)",
    ]
    if optimizer.method.parameters.contains(.momentum) {
      words += ["--momentum", "\(optimizer.momentum)"]
    }
    if optimizer.method.parameters.contains(.nesterov), optimizer.nesterov {
      words.append("--nesterov")
    }
    words += [
      "--weight-decay", "\(optimizer.weightDecay)", "--schedule", schedule.text,
      "--augment", augmentation.rawValue, "--seed", "\(seed)",
    ]
    if let initialWeights {
      words += ["--init", ShellWord.quoted(initialWeights.path)]
      let fresh = initialWeights.fresh.joined(separator: ",")
      if !fresh.isEmpty { words += ["--fresh", ShellWord.quoted(fresh)] }
    }
    if let frozen { words += ["--freeze", ShellWord.quoted(frozen.joined(separator: ","))] }
    if let steps { words += ["--steps", "\(steps)"] }
    if let patience { words += ["--patience", "\(patience)"] }
    if let checkpointEvery { words += ["--checkpoint-every", "\(checkpointEvery)"] }
    if productLibrary != nil { words += ["--backend", "cuda", "--cublas"] }
    return words.joined(separator: " ")
  }
}
