import Documents
import Problems
import TensorEngine

/// The formulas of ops, as a course names them.
///
/// They name what the sums below them compute; the numbers are the engine's.
struct NamedFormula {
  private let operation: ProblemOperation
  /// Whether a loss picks the entry of each target; else every class has a share in it.
  private let picksTargets: Bool
  /// Whether a batch norm takes mean and variance of the batch, which an input moves then.
  private let isTraining: Bool

  /// The formulas of an op as it is computed here: its parameters may ask for another one.
  init(_ operation: ProblemOperation, _ step: BuiltProblem.Step, in graph: Graph) {
    self.operation = operation
    picksTargets = step.nodes.contains { node in
      if case .pickClass = graph[node].op { true } else { false }
    }
    isTraining = if case .batchNorm(let norm) = graph[step.main].op { norm.training } else { false }
  }

  /// How the numbers of a loss become one; `mean` where nothing is said.
  private var reduction: String {
    guard case .word(let word)? = operation.arguments["reduction"]?.value else { return "mean" }
    return word
  }

  /// How an op makes its result; `nil` where its name says it.
  var forward: Block? {
    let bias = operation.arguments["bias"] == nil ? "" : " + bias"
    switch operation.name {
    case "conv1d", "conv2d": return .formula("output = Σ input · weight\(bias)")
    case "conv_transpose1d", "conv_transpose2d":
      return .prose(
        "Each input cell stamps the kernel, times itself, onto the output; what overlaps adds up.")
    case "max_pool1d", "max_pool2d": return .formula("output = max over the window")
    case "avg_pool1d", "avg_pool2d": return .formula("output = Σ window / how many it counts")
    case "adaptive_avg_pool2d":
      return .prose(
        "Region i of m reaches from ⌊i · n / m⌋ to ⌈(i + 1) · n / m⌉, the end not counted; each is"
          + " averaged.")
    case "linear": return .formula("y = x · Wᵀ" + (bias.isEmpty ? "" : " + b"))
    case "relu": return .formula("y = max(0, x)")
    case "leaky_relu": return .formula("y = x where x > 0, negative slope · x elsewhere")
    case "prelu": return .formula("y = x where x > 0, weight · x elsewhere")
    case "elu": return .formula("y = x where x > 0, α · (e^x − 1) elsewhere")
    case "sigmoid": return .formula("y = 1 / (1 + e^(−x))")
    case "softplus": return .formula("y = log(1 + e^x)")
    case "tanh": return .formula("y = (e^x − e^(−x)) / (e^x + e^(−x))")
    case "softmax": return .formula("p = e^z / Σ e^z")
    case "log_softmax": return .formula("log p = z − log Σ e^z")
    case "cross_entropy": return .formula("loss = \(logarithms), p = e^z / Σ e^z")
    case "nll_loss": return .formula("loss = \(logarithms)")
    case "mse_loss": return .formula("loss = \(squares)")
    case "batch_norm", "batch_norm1d": return .formula("y = γ · (x − μ) / √(σ² + ε) + β")
    case "unfold":
      return .prose(
        "Each place of the window becomes a column, read channel by channel and row by row.")
    case "fold":
      return .prose("Each column goes back to its window's place; what overlaps adds up.")
    case "upsample":
      return .prose(
        "Each cell is a mean of the nearest cells of the input, the nearer the heavier.")
    case "pad": return padding.map { .prose($0) }
    default: return nil
    }
  }

  private var logarithms: String {
    picksTargets ? "−log p of the target" : "−Σ share of the class · log p"
  }

  private var squares: String {
    switch reduction {
    case "sum": "Σ (y − t)²"
    case "none": "(y − t)²"
    default: "1/n · Σ (y − t)²"
    }
  }

  private var padding: String? {
    guard case .word(let mode)? = operation.arguments["mode"]?.value else { return nil }
    return switch mode {
    case "reflect": "Around the edge stands what lies behind it, mirrored at the edge's own cells."
    case "replicate": "Around the edge stands the edge's own nearest cell."
    case "circular": "Around the edge stands what lies at the opposite edge."
    default: nil
    }
  }

  /// How what flows back through an op is computed, from g = dLoss/dOutput; `nil` where each gradient
  /// says it by itself.
  var backward: Block? {
    let hasBias = operation.arguments["bias"] != nil
    switch operation.name {
    case "conv1d", "conv2d":
      return formulas(
        "dLoss/dInput = Σ g · weight over the windows that covered the cell",
        "dLoss/dWeight = Σ g · input over the places of the window",
        hasBias ? "dLoss/dBias = Σ g over the places of the window" : nil)
    case "linear":
      return formulas(
        "dLoss/dx = g · W", "dLoss/dW = gᵀ · x", hasBias ? "dLoss/db = Σ g over the rows" : nil)
    case "relu": return .formula("dLoss/dx = g where x > 0, 0 elsewhere")
    case "sigmoid": return .formula("dLoss/dx = g · y · (1 − y)")
    case "tanh": return .formula("dLoss/dx = g · (1 − y²)")
    case "max_pool1d", "max_pool2d":
      return .prose(
        "g goes to the largest cell of its window, to the first of a tie; what meets adds up.")
    case "avg_pool1d", "avg_pool2d":
      return .prose("Each cell of a window gets g / how many it counts; what meets adds up.")
    case "softmax": return .formula("dLoss/dz = p · (g − Σ p · g)")
    case "log_softmax": return .formula("dLoss/dz = g − p · Σ g")
    case "cross_entropy":
      let count = "what the row counts in the loss"
      return picksTargets
        ? .formula("dLoss/dz = (p − onehot) · \(count)")
        : formulas("dLoss/dz = (p − q) · \(count)", "q = share of the class / their sum")
    case "nll_loss":
      let share = picksTargets ? "onehot" : "share of the class"
      return .formula("dLoss/d(log p) = −\(share) · what the row counts in the loss")
    case "mse_loss":
      return switch reduction {
      case "sum": .formula("dLoss/dy = 2 · (y − t)")
      case "none": .formula("dLoss/dy = g · 2 · (y − t)")
      default: .formula("dLoss/dy = 2/n · (y − t)")
      }
    case "batch_norm", "batch_norm1d":
      return formulas(
        isTraining
          ? "dLoss/dx = γ / √(σ² + ε) · (g − mean of g − xn · mean of g · xn)"
          : "dLoss/dx = γ / √(σ² + ε) · g",
        "dLoss/dγ = Σ g · xn", "dLoss/dβ = Σ g")
    default: return nil
    }
  }

  private func formulas(_ lines: String?...) -> Block {
    .formula(lines.compactMap { $0 }.joined(separator: "\n"))
  }
}
