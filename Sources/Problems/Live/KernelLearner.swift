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
  /// What the op gives with these weights, at full rank.
  public private(set) var output: Tensor<Double>
  /// dLoss/dw of the weight, and of the bias where there is one, by their names.
  public private(set) var slopes: [SolvedProblem.NamedValue]
  /// How far a step goes.
  public var rate: Double
  private let operation: Int
  private let backend: any Backend

  /// Begins to learn.
  ///
  /// - Parameters:
  ///   - problem: The problem, of which the ops up to the one that learns count.
  ///   - operation: The op that learns, by its index.
  ///   - target: What its output is to be, at full rank.
  ///   - rate: How far a step goes.
  ///   - startsAtZero: Whether it begins from weights of 0, and not from those of the problem.
  ///   - backend: What computes losses and gradients.
  /// - Throws: A diagnostic where the op has no weights, or its result another shape.
  public init(
    _ problem: Problem, operation: Int, target: Tensor<Double>, rate: Double = 0.01,
    startsAtZero: Bool = true, on backend: any Backend
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
    let start = startsAtZero ? try problem.edited(by: zeros) : problem
    let measure = try Self.measure(start, operation, target, on: backend)
    (self.operation, self.backend, self.target, self.rate) = (operation, backend, target, rate)
    (self.problem, losses) = (start, [measure.loss])
    (output, slopes) = (measure.output, measure.slopes)
  }

  /// Takes a step.
  ///
  /// - Returns: Whether the loss is still a number.
  /// - Throws: A diagnostic where the problem cannot be computed.
  public mutating func step() throws(Diagnostic) -> Bool {
    let steps = slopes.compactMap { slope -> ProblemEdit? in
      guard let grid = problem.grid(named: slope.name) else { return nil }
      return .grid(
        of: slope.name, shape: grid.value.shape.dimensions,
        numbers: zip(grid.value.elements, slope.value.elements).map { $0 - rate * $1 })
    }
    problem = try problem.edited(by: steps)
    let measure = try Self.measure(problem, operation, target, on: backend)
    losses.append(measure.loss)
    (output, slopes) = (measure.output, measure.slopes)
    return measure.loss.isFinite
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

  /// What a problem's weights come to.
  private struct Measure {
    let loss: Double
    let output: Tensor<Double>
    let slopes: [SolvedProblem.NamedValue]
  }

  private static func measure(
    _ problem: Problem, _ operation: Int, _ target: Tensor<Double>, on backend: any Backend
  ) throws(Diagnostic) -> Measure {
    let measured = problem.measured(against: target, upTo: operation)
    do {
      let solved = try SolvedProblem(
        running: try measured.built(withGradients: true), on: backend)
      return Measure(
        loss: solved.output.elements[0], output: solved.steps[operation].output,
        slopes: solved.gradients.filter { names(of: operation).contains($0.name) })
    } catch let diagnostic as Diagnostic {
      throw diagnostic
    } catch {
      throw problem.operations[operation].diagnostic("this cannot be learned", remedy: "\(error)")
    }
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
