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
}
