import Documents
import Problems

/// The formulas of ops, as a course names them.
///
/// They name what the sums below them compute; the numbers are the engine's.
enum NamedFormula {
  /// How an op makes its result; `nil` where its name says it.
  static func forward(_ operation: ProblemOperation) -> Block? {
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
    case "cross_entropy": return .formula("loss = −log p of the target, p = e^z / Σ e^z")
    case "nll_loss": return .formula("loss = −log p of the target")
    case "mse_loss": return .formula("loss = 1/n · Σ (y − t)²")
    case "batch_norm", "batch_norm1d": return .formula("y = γ · (x − μ) / √(σ² + ε) + β")
    case "unfold":
      return .prose(
        "Each place of the window becomes a column, read channel by channel and row by row.")
    case "fold":
      return .prose("Each column goes back to its window's place; what overlaps adds up.")
    case "upsample":
      return .prose(
        "Each cell is a mean of the nearest cells of the input, the nearer the heavier.")
    case "pad": return padding(operation).map { .prose($0) }
    default: return nil
    }
  }

  private static func padding(_ operation: ProblemOperation) -> String? {
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
  static func backward(_ operation: ProblemOperation) -> Block? {
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
      return .formula("dLoss/dz = (p − onehot) · what the row counts in the loss")
    case "mse_loss": return .formula("dLoss/dy = 2/n · (y − t)")
    case "batch_norm", "batch_norm1d":
      return formulas(
        "dLoss/dx = γ / √(σ² + ε) · (g − mean of g − xn · mean of g · xn)",
        "dLoss/dγ = Σ g · xn", "dLoss/dβ = Σ g")
    default: return nil
    }
  }

  private static func formulas(_ lines: String?...) -> Block {
    .formula(lines.compactMap { $0 }.joined(separator: "\n"))
  }
}
