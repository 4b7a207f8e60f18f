import TensorEngine

extension Problem {
  /// The edit that gives the upstream gradient the size of an output that has another one now.
  ///
  /// A number stays at its row and column. One that was cut off with its row comes back with it, so that
  /// a stride that goes up and down again changes nothing; where there was none before stands 1.
  ///
  /// - Parameters:
  ///   - shape: The output's shape.
  ///   - past: What the problem was before, the latest first.
  func upstream(fitting shape: Shape, remembering past: [Problem]) -> ProblemEdit {
    let numbers = (0..<shape.count).map { offset in
      let index = shape.index(at: offset)
      return past.lazy.compactMap { $0.upstream(at: index) }.first ?? 1
    }
    return .grid(of: "upstream", shape: shape.dimensions, numbers: numbers)
  }

  private func upstream(at index: [Int]) -> Double? {
    guard let value = upstream?.value else { return nil }
    return value.shape == .scalar ? value.elements[0] : number(of: "upstream", at: index)
  }
}
