import Problems
import Typesetting

/// What a problem leaves unsaid, and what is taken for it.
enum Assumptions {
  /// The parameters whose defaults change results, so that a page names them.
  private static let telling = [
    "stride", "padding", "negative_slope", "alpha", "eps", "training", "reduction", "align_corners",
  ]

  /// The assumptions of a problem, one for each op that makes some.
  static func list(_ problem: BuiltProblem) -> [String] {
    var list: [String] = []
    for (step, operation) in zip(problem.steps, problem.problem.operations) {
      var parts = operation.schema.parameters.compactMap { parameter -> String? in
        guard telling.contains(parameter.name), operation.arguments[parameter.name] == nil,
          let value = parameter.defaultText
        else { return nil }
        // Statistics that were kept are taken where they are given.
        if parameter.name == "training", operation.arguments["running_mean"] != nil { return nil }
        return text(parameter.name, value, step, problem)
      }
      if operation.name.hasPrefix("conv"), !operation.name.hasPrefix("conv_"),
        operation.arguments["flip"] == nil
      {
        parts.append("the kernel is not turned")
      }
      guard !parts.isEmpty else { continue }
      list.append("\(step.index + 1). \(operation.name): " + parts.joined(separator: ", "))
    }
    return list
  }

  private static func text(
    _ name: String, _ value: String, _ step: BuiltProblem.Step, _ problem: BuiltProblem
  ) -> String {
    switch (name, value) {
    case ("padding", "0"): return "no padding"
    case ("stride", "kernel_size"):
      let strides = problem.graph[step.main].op.windows?.map { "\($0.stride)" } ?? []
      let text = Set(strides).count == 1 ? strides[0] : strides.joined(separator: "×")
      return "stride \(text), as the window is wide"
    case ("training", _):
      return step.operation == "dropout"
        ? "some numbers are dropped, as in training"
        : "the mean and variance are those of this batch"
    case ("eps", _): return "ε = \(value)"
    case ("reduction", "mean"): return "the mean of all losses"
    default: return "\(name.replacing("_", with: " ")) \(value)"
    }
  }
}
