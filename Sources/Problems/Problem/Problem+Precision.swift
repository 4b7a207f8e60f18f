import TensorEngine

/// Numbers that `Float` cannot hold at all.
extension Problem {
  /// What is wrong with the first number that would become infinite or 0 in 32 bits; `nil` when
  /// all of them fit.
  ///
  /// - Complexity: O(numbers).
  public var singlePrecisionProblem: Diagnostic? {
    if let problem = input.singlePrecisionProblem("input") { return problem }
    for (index, operation) in operations.enumerated() {
      if let problem = operation.singlePrecisionProblem(index: index) { return problem }
    }
    return upstream?.singlePrecisionProblem("upstream")
  }

  /// Whether a finite number becomes infinite or 0 in 32 bits.
  fileprivate static func isLost(_ number: Double) -> Bool {
    let single = Float(number)
    return number.isFinite && (!single.isFinite || (single == 0 && number != 0))
  }

  fileprivate static func lossText(_ number: Double, in what: String) -> String {
    "\(what) holds \(Argument.number(number).text), which is"
      + (abs(number) > 1 ? " beyond every number of 32 bits" : " 0 in 32 bits")
  }

  fileprivate static let lossRemedy =
    "Use numbers from about 1e-38 to 3e38, or convscope solve --backend reference: it has 64 bits."
}

extension GridLiteral {
  fileprivate func singlePrecisionProblem(_ name: String) -> Diagnostic? {
    guard let number = value.elements.first(where: Problem.isLost) else { return nil }
    return node.diagnostic(Problem.lossText(number, in: name), remedy: Problem.lossRemedy)
  }
}

extension ProblemOperation {
  fileprivate func singlePrecisionProblem(index: Int) -> Diagnostic? {
    for parameter in schema.parameters {
      let fullName = "\(index).\(parameter.name)"
      let numbers: [Double]
      switch arguments[parameter.name]?.value {
      case .grid(let grid):
        if let problem = grid.singlePrecisionProblem(fullName) { return problem }
        continue
      case .grids(let grids):
        if let problem = grids.lazy.compactMap({ $0.singlePrecisionProblem(fullName) }).first {
          return problem
        }
        continue
      case .number(let number): numbers = [number]
      case .factors(let factors): numbers = factors
      default: continue
      }
      guard let number = numbers.first(where: Problem.isLost) else { continue }
      return diagnostic(
        Problem.lossText(number, in: fullName), remedy: Problem.lossRemedy, at: parameter.name)
    }
    return nil
  }
}
