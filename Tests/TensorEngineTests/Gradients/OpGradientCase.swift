import ConvolutionArithmetic
import TensorEngine
import TestSupport
import Testing

/// An op with parameters and operands at which its gradients are checked.
struct OpGradientCase: Sendable, CustomTestStringConvertible {
  let op: Op
  let operands: [GradientCase.Operand]

  init(_ op: Op, _ operands: GradientCase.Operand...) {
    self.op = op
    self.operands = operands
  }

  var gradientCase: GradientCase {
    let roles = op.operandRoles
    let op = op
    return GradientCase(
      name: op.name, operands: operands,
      operandNames: operands.indices.map { position in
        position < roles.count ? roles[position].rawValue : "input \(position)"
      },
      build: { graph, inputs in try graph.append(op, inputs) })
  }

  var testDescription: String { "\(op)" }
}

extension GradientCase.Operand {
  /// A variable with values away from zero.
  static func variable(_ dimensions: Int...) -> Self { Self(shape: Shape(dimensions)) }

  /// A variable without values near each other.
  static func distinct(_ dimensions: Int...) -> Self {
    Self(shape: Shape(dimensions), filling: .distinct)
  }

  /// A variable with values above zero.
  static func positive(_ dimensions: Int...) -> Self {
    Self(shape: Shape(dimensions), filling: .positive)
  }

  /// Class numbers, which are not differentiated by.
  static func classes(_ count: Int, _ dimensions: Int...) -> Self {
    Self(shape: Shape(dimensions), filling: .indices(below: count), isVariable: false)
  }

  /// Switches into a plane, which are not differentiated by.
  static func switches(_ plane: Int, _ dimensions: Int...) -> Self {
    Self(shape: Shape(dimensions), filling: .switches(plane: plane), isVariable: false)
  }

  /// The same operand held constant.
  var constant: Self {
    var operand = self
    operand.isVariable = false
    return operand
  }
}
