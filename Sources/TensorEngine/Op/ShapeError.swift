import ConvolutionArithmetic

/// Why an op cannot be applied to operands of the given shapes.
///
/// Shapes come from people's homework and layer definitions, so each case's text shows the
/// numbers that do not go together and says which one to change.
public enum ShapeError: Error, Equatable, CustomStringConvertible {
  /// An op got too few or too many operands.
  case operandCount(op: String, expected: String, actual: Int)
  /// An operand has the wrong number of axes.
  case rank(op: String, operand: String, expected: String, shape: Shape)
  /// The input's channels and the weight's do not go together.
  case channels(op: String, input: Int, weight: Shape, groups: Int)
  /// The channels cannot be split into that many groups.
  case groups(op: String, channels: Int, groups: Int, what: String)
  /// A bias or another per-channel operand has the wrong length.
  case perChannel(op: String, operand: String, shape: Shape, channels: Int)
  /// The weight's kernel is not of the size the windows have.
  case kernelSize(op: String, weight: Shape, expected: [Int])
  /// A window does not go with the axis it slides over.
  case window(op: String, axis: String, GeometryError)
  /// Two shapes that must be equal or broadcast are not.
  case mismatch(op: String, left: Shape, right: Shape, rule: String)
  /// An axis number names no axis.
  case axis(op: String, axis: Int, shape: Shape)
  /// A parameter's value cannot be used.
  case parameter(op: String, name: String, value: String, rule: String)
  /// The result would take more memory than one value may.
  case tooLarge(op: String, shape: Shape)
  /// An input would take more memory than one value may.
  case inputTooLarge(name: String, shape: Shape)

  /// What does not go together and what to change.
  public var description: String {
    switch self {
    case .operandCount(let op, let expected, let actual):
      "\(op) takes \(expected), but it was given \(actual)"
    case .rank(let op, let operand, let expected, let shape):
      "\(op): the \(operand) must be \(expected), but its shape is \(shape)"
    case .channels(let op, let input, let weight, let groups):
      "\(op): the input has \(input) channel\(input == 1 ? "" : "s"), but a weight of shape"
        + " \(weight) with groups \(groups) reads \(weight[1] * groups). The weight's second axis"
        + " must be input channels / groups"
        + (input % groups == 0
          ? " = \(input / groups): a kernel for each channel that a filter reads" : "")
    case .groups(let op, let channels, let groups, let what):
      "\(op): \(channels) \(what) channel\(channels == 1 ? "" : "s") cannot be split into \(groups) groups."
        + " Use a number of groups that divides \(channels)"
    case .perChannel(let op, let operand, let shape, let channels):
      "\(op): the \(operand) must hold one number for each of \(channels)"
        + " channel\(channels == 1 ? "" : "s"), but its shape is \(shape)"
    case .kernelSize(let op, let weight, let expected):
      "\(op): a weight of shape \(weight) does not hold kernels of size \(expected)"
    case .window(let op, let axis, let error):
      "\(op)\(axis.isEmpty ? "" : ", \(axis)"): \(error)"
    case .mismatch(let op, let left, let right, let rule):
      "\(op): shapes \(left) and \(right) do not go together. \(rule)"
    case .axis(let op, let axis, let shape):
      "\(op): there is no axis \(axis) in shape \(shape);"
        + " it has axes 0 to \(max(0, shape.rank - 1))"
    case .parameter(let op, let name, let value, let rule):
      "\(op): \(name) cannot be \(value). \(rule)"
    case .tooLarge(let op, let shape):
      "\(op): the result would have shape \(shape), more than the"
        + " \(Graph.largestValueInBytes >> 20) MiB that one value may take."
        + " Use a smaller input, padding or number of channels"
    case .inputTooLarge(let name, let shape):
      "'\(name)' would have shape \(shape), more than the"
        + " \(Graph.largestValueInBytes >> 20) MiB that one value may take"
    }
  }
}
