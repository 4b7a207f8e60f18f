import TensorEngine
import Typesetting

/// Learns the weights of one op by gradient descent: from an input and the output that it is to have.
///
/// The loss is the mean squared error of the op's result; the engine gives it and its gradients, and a
/// step is w ← w − rate · dLoss/dw for the weight, and for the bias where there is one.
public struct KernelLearner: Sendable {
  /// The output that the op is to have, at full rank.
  public let target: Tensor<Double>
  /// The problem with the weights as they are now.
  public private(set) var problem: Problem
  /// The loss before each step, and after the last one.
  public private(set) var losses: [Double]
  /// How far a step goes.
  public var rate: Double
  private let operation: Int
  private let backend: any Backend

  /// Begins to learn from weights of 0.
  ///
  /// - Parameters:
  ///   - problem: The problem, of which the ops up to the one that learns count.
  ///   - operation: The op that learns, by its index.
  ///   - target: What its output is to be, at full rank.
  ///   - rate: How far a step goes.
  ///   - backend: What computes losses and gradients.
  /// - Throws: A diagnostic where the op has no weights, or its result another shape.
  public init(
    _ problem: Problem, operation: Int, target: Tensor<Double>, rate: Double = 0.01,
    on backend: any Backend
  ) throws(Diagnostic) {
    let names = Self.names(of: operation).filter { problem.grid(named: $0) != nil }
    guard !names.isEmpty else {
      throw problem.operations[operation].diagnostic(
        "\(problem.operations[operation].name) has no weights to learn",
        remedy: "Convolutions, linear layers and prelu have.")
    }
    let zeros = names.map { name in
      let shape = problem.grid(named: name)!.value.shape
      return ProblemEdit.grid(
        of: name, shape: shape.dimensions, numbers: [Double](repeating: 0, count: shape.count))
    }
    (self.operation, self.backend, self.target, self.rate) = (operation, backend, target, rate)
    self.problem = try problem.edited(by: zeros)
    losses = []
    losses = [try measured().loss]
  }

  /// Takes a step.
  ///
  /// - Returns: Whether the loss is still a number.
  /// - Throws: A diagnostic where the problem cannot be computed.
  public mutating func step() throws(Diagnostic) -> Bool {
    problem = try problem.edited(by: try measured().steps)
    let loss = try measured().loss
    losses.append(loss)
    return loss.isFinite
  }

  /// The learned grids as edits of the problem.
  public var edits: [ProblemEdit] {
    Self.names(of: operation).compactMap { name in
      problem.grid(named: name).map {
        .grid(of: name, shape: $0.value.shape.dimensions, numbers: $0.value.elements)
      }
    }
  }

  private static func names(of operation: Int) -> [String] {
    ["\(operation).weight", "\(operation).bias"]
  }

  /// The loss, and the edits that a step makes.
  private func measured() throws(Diagnostic) -> (loss: Double, steps: [ProblemEdit]) {
    let measured = problem.measured(against: target, upTo: operation)
    let solved: SolvedProblem
    do {
      solved = try SolvedProblem(running: try measured.built(withGradients: true), on: backend)
    } catch let diagnostic as Diagnostic {
      throw diagnostic
    } catch {
      throw problem.operations[operation].diagnostic("this cannot be learned", remedy: "\(error)")
    }
    let steps = solved.gradients.filter { Self.names(of: operation).contains($0.name) }
      .compactMap { gradient -> ProblemEdit? in
        guard let grid = problem.grid(named: gradient.name) else { return nil }
        return .grid(
          of: gradient.name, shape: grid.value.shape.dimensions,
          numbers: zip(grid.value.elements, gradient.value.elements).map { $0 - rate * $1 })
      }
    return (solved.output.elements[0], steps)
  }
}

extension Problem {
  /// The ops up to one of them, and the mean squared error of its result.
  fileprivate func measured(against target: Tensor<Double>, upTo operation: Int) -> Problem {
    var problem = self
    problem.operations = Array(operations.prefix(operation + 1))
    problem.operations.append(
      ProblemOperation(
        named: "mse_loss", giving: ["target": .grid(GridLiteral(target, at: input.node))],
        at: operations[operation]))
    problem.upstream = nil
    return problem
  }
}
