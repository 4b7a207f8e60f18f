import ConvolutionArithmetic
import Misconceptions
import Problems
import Storyboards
import TensorEngine

extension ProblemInquiry {
  /// The sum of the size along each axis, what it comes to, and its first step; `nil` where no window
  /// slides.
  var axisSums: [(sum: String, result: String, first: String)]? {
    guard let (windows, lengths) = windows else { return nil }
    return zip(windows, lengths).compactMap { window, length in
      if isTransposed {
        guard let twin = try? window.transposed(forInputSize: length) else { return nil }
        let parts = twin.sizeText.components(separatedBy: " = ")
        return (
          parts[0], String(twin.outputSize),
          "From the first stamp to the last it is (\(length) − 1)·\(window.stride) cells."
        )
      }
      guard let sum = try? window.derivation(forInputSize: length) else { return nil }
      let result =
        sum.fitsExactly
        ? "\(sum.outputSize)" : "\(sum.exactSize), rounded down to \(sum.outputSize)"
      return (
        sum.sumText, result,
        "The window can move by \(sum.room) \(sum.room == 1 ? "cell" : "cells")."
      )
    }
  }

  /// What the op does, and before it those that lead to it, as the first hint says it.
  var ruleText: String {
    switch value {
    case .value(.gradient(let name)): return gradientRule(name)
    case .extra(let name, _):
      let share = "Keep 1 − momentum of the old value, and add momentum times the batch's own"
      return name == "running_var" ? "\(share) variance, taken with n − 1." : "\(share) mean."
    case .value(.part): return rule(of: operation)
    case .value(.operation(let last)):
      return problem.operations[...last].map(rule).joined(separator: " Then: ")
    }
  }

  private func rule(of operation: ProblemOperation) -> String {
    switch operation.name {
    case "conv1d", "conv2d":
      let turned =
        operation.isSet("flip")
        ? "Turn the kernel by half a turn first. Then lay it" : "Lay the kernel"
      return "\(turned) on the window, multiply each pair, and add everything up."
    case "conv_transpose1d", "conv_transpose2d":
      return "Each input cell stamps the kernel, times itself; where stamps overlap they add up."
    case "max_pool1d", "max_pool2d": return "The largest number under the window."
    case "avg_pool1d", "avg_pool2d", "adaptive_avg_pool2d":
      return "Add up what lies under the window, and divide by how many count."
    case "max_unpool2d": return "Each number goes back to where the largest one stood."
    case "linear", "matmul": return "A row of the weights times the inputs, added up."
    case "relu": return "Negative numbers become 0, the others stay."
    case "leaky_relu": return "Negative numbers are multiplied by the slope, the others stay."
    case "step": return "1 where the number is not below 0, else 0."
    case "sigmoid": return "1 / (1 + e to the minus x)."
    case "tanh": return "Odd, and between −1 and 1: (e^x − e^−x) / (e^x + e^−x)."
    case "softmax": return "e to each number, divided by the sum of all of these."
    case "log_softmax": return "The logarithm of softmax: the number minus ln of the sum of e^x."
    case "cross_entropy", "nll_loss":
      return "Minus the natural logarithm of the share of the true class."
    case "mse_loss": return "Square each difference, and take the mean of all squares."
    case "batch_norm":
      return "Take the mean off, divide by the root of variance + ε, then scale and shift."
    case "unfold": return "Each place of the window becomes a column, read row by row."
    case "fold": return "Each column goes back to its window's place; what overlaps adds up."
    case "upsample": return "Each new cell looks at where it comes from in the smaller grid."
    case "pad":
      return "The picture stays as it is in the middle; look at what its mode lays around."
    case "sgd":
      return operation.arguments["momentum"] == nil
        ? "Take rate · gradient off each weight."
        : "The push is momentum · the last push + the gradient. Take rate · push off each weight."
    case "adam":
      return "m = β₁·m + (1 − β₁)·g and v = β₂·v + (1 − β₂)·g², each divided by 1 − βᵗ. Then take"
        + " rate · m / √v off the weight."
    case "dropout":
      return operation.isSet("training", unlessGiven: true)
        ? "What is kept is divided by the share that is kept."
        : "At test time no dice are thrown, and nothing has to be made up for."
    case "add": return "Add the two, cell by cell."
    case "mul": return "Multiply the two, cell by cell."
    case "flatten", "reshape": return "The same numbers in the same order."
    default: return "Do what the op says, cell by cell."
    }
  }

  /// The arithmetic of an optimiser's step, a line for each of its parts; `nil` for other ops.
  ///
  /// It is that of the weight that is asked for, or of the first one.
  var optimizerLines: [String]? {
    guard ["sgd", "adam"].contains(operation.name), case .value(.operation(let index)) = value,
      case .at(let leading) = part
    else { return nil }
    let missing = max(0, wanted.shape.rank - leading.count)
    let place = wanted.shape.offset(of: leading + [Int](repeating: 0, count: missing))
    return solved.problem.parts(of: solved.steps[index].built).compactMap { node in
      guard let story = try? Storyboard.explaining(node, in: solved.executed),
        story.frames.indices.contains(place)
      else { return nil }
      return story.frames[place].arithmetic.map(\.text).joined(separator: "; ")
    }
  }

  private func gradientRule(_ name: String) -> String {
    let operand = name.split(separator: ".").last.map(String.init) ?? name
    switch (operation.name, operand) {
    case ("conv1d", "weight"), ("conv2d", "weight"):
      return "A weight met a cell at every place of the window: add up cell · upstream of them all."
    case (_, "bias"): return "The bias went into every result: add up all that comes back."
    case ("conv1d", _), ("conv2d", _):
      return "Every result that read this cell sends back its upstream gradient, times the weight"
        + " that the cell met."
    case ("max_pool1d", _), ("max_pool2d", _):
      return "Only the winner of each window gets what comes back."
    case ("avg_pool1d", _), ("avg_pool2d", _):
      return "Each cell of a window gets its share of what comes back."
    case ("relu", _): return "The gradient passes where the input was above 0."
    case ("cross_entropy", _): return "The shares, with 1 taken off that of the true class."
    case ("mse_loss", _): return "Twice the difference, divided by how many numbers there are."
    case ("linear", "weight"):
      return "The upstream gradient of the output, times the input that the weight met."
    case ("linear", _): return "Each output sends its gradient back through its weight: add up."
    default: return "The upstream gradient times the slope, added up over all ways back."
    }
  }
}

extension ProblemOperation {
  /// Whether a switch of the op is on.
  fileprivate func isSet(_ name: String, unlessGiven usual: Bool = false) -> Bool {
    if case .boolean(let isOn) = arguments[name]?.value { isOn } else { usual }
  }
}
