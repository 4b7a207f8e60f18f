import TensorEngine

extension Problem {
  /// The rest of the problem from a value on: what its later ops make of another result of an earlier
  /// one, such as the one that a student found.
  ///
  /// - Parameters:
  ///   - operation: The op whose result is replaced, by its index.
  ///   - value: Its result, at full rank.
  /// - Returns: `nil` where nothing follows, or something that follows looks back.
  public func continued(after operation: Int, from value: Tensor<Double>) -> Problem? {
    let rest = operations.dropFirst(operation + 1)
    let looksBack = rest.contains { operation in
      operation.arguments.values.contains { if case .references = $0.value { true } else { false } }
    }
    guard !rest.isEmpty, !looksBack, operation >= 0 else { return nil }
    var problem = self
    problem.operations = Array(rest)
    problem.input = GridLiteral(value, at: input.node)
    problem.upstream = nil
    return problem
  }

  /// The problem as far as one of its ops, whose result is the last one then; ones flow back into it.
  ///
  /// - Parameter operation: The op, by its index.
  /// - Returns: `nil` where there is no such op.
  public func leading(through operation: Int) -> Problem? {
    guard operations.indices.contains(operation) else { return nil }
    var problem = self
    problem.operations = Array(operations[...operation])
    problem.upstream = nil
    return problem
  }
}
