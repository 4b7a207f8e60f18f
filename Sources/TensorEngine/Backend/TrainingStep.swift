/// A step of training that is made again and again, and begun with one call: the pass, what it came to, the change of the
/// parameters.
///
///     let step = try backend.makeStep(pass)
///     try step.begin(optimizer.change(weights, gradients: gradients, learningRate: 0.1))
///     // … here the next one may be begun …
///     let (loss, correct) = try step.outcomes.next()
///
/// The numbers are those of ``Executable/run(_:)``, ``StepOutcomes/settle()`` and ``TrainingBackend/update(_:while:)`` one
/// after the other.
public protocol TrainingStep: AnyObject {
  /// What the steps that were begun came to.
  var outcomes: any StepOutcomes { get }

  /// What makes a batch's images of its pixels, where the backend does that; they are written as numbers elsewhere.
  var images: (any ImageTaking)? { get }

  /// Begins a step: runs the pass, settles what it came to, and changes the parameters.
  ///
  /// Behind a loss that was no number neither parameters change nor what takes an input's place, such as running
  /// statistics.
  ///
  /// - Parameter change: How the parameters change, if they do.
  /// - Throws: ``BackendError`` with what failed, or what was wrong with the numbers of an earlier step.
  /// - Precondition: Of the steps before no more than ``TrainingBackend/stepsAhead`` have not been told.
  func begin(_ change: ParameterChange?) throws
}

/// What a step of training computes.
public struct TrainingPass {
  /// The computation.
  public let graph: Graph
  /// Memory for all inputs and results (``Backend/compile(_:outputs:bindings:)``).
  public let bindings: [NodeID: TensorBuffer<Float>]
  /// The mean loss, a scalar; the scores, [N, classes]; the class numbers, [N]; all are bound.
  public let loss, scores, labels: NodeID
  /// The images, where they may come as pixels.
  public let images: PixelImages?

  /// Creates the description of a step.
  public init(
    _ graph: Graph, bindings: [NodeID: TensorBuffer<Float>], loss: NodeID, scores: NodeID,
    labels: NodeID, images: PixelImages? = nil
  ) {
    (self.graph, self.bindings, self.images) = (graph, bindings, images)
    (self.loss, self.scores, self.labels) = (loss, scores, labels)
  }

  /// The buffer of a node.
  ///
  /// - Precondition: It is bound.
  public func buffer(_ node: NodeID) -> TensorBuffer<Float> {
    guard let buffer = bindings[node] else {
      preconditionFailure("node \(node.index) of a training step is bound to no buffer")
    }
    return buffer
  }
}

/// What an optimiser does to parameters in one step.
public struct ParameterChange {
  /// The parameters, as one vector, and the gradient of the loss with respect to each.
  public let parameters, gradients: TensorBuffer<Float>
  /// What the rule keeps from step to step, and changes too.
  public let kept: [KeptVector: TensorBuffer<Float>]
  /// The rule with the numbers of this step.
  public let rule: UpdateRule

  /// Creates a change; all vectors are as long as each other.
  public init(
    _ parameters: TensorBuffer<Float>, gradients: TensorBuffer<Float>,
    kept: [KeptVector: TensorBuffer<Float>], by rule: UpdateRule
  ) {
    (self.parameters, self.gradients) = (parameters, gradients)
    (self.kept, self.rule) = (kept, rule)
  }
}

extension TrainingBackend {
  /// Changes parameters by one step, unless the gate is no number.
  public func update(_ change: ParameterChange, while gate: TensorBuffer<Float>?) {
    update(
      change.parameters, gradients: change.gradients, kept: change.kept, by: change.rule,
      while: gate)
  }
}
