import ConvolutionArithmetic
import Misconceptions
import Problems
import Storyboards
import TensorEngine

extension Candidate {
  /// Whether the exercise is worth a learner's while: there is something to compute, and what the
  /// family wants holds.
  func holds(_ conditions: [Condition]) -> Bool {
    conditions.allSatisfy(holds) && !isDegenerate
  }

  /// Whether a gradient happens to be what was given, so that copying it is right.
  private var isCopied: Bool {
    guard case .problem(let asked) = inquiry, case .value(.gradient) = asked.value else {
      return false
    }
    let given = asked.solved.executed.values[asked.solved.problem.input]
    return given?.elements == asked.wanted.elements
  }

  /// Whether nothing is left to compute: a step that changes nothing, a grid of equal numbers, a gradient that stands there, a sum of
  /// one product.
  private var isDegenerate: Bool {
    if case .training(let asked) = inquiry, asked.isIdle { return true }
    switch inquiry.answer {
    case .grid(_, _, let values):
      return values.count > 1 && Set(values).count == 1 || isCopied
    case .number:
      guard case .problem(let asked) = inquiry, let terms = asked.frame?.terms else { return false }
      let products = terms.filter { $0.count > 1 }
      let alive = products.filter { !$0.contains(0) }
      return products.count > 1 && alive.count < 2
    case .size, .choice, .positions, .text, .numbers: return false
    }
  }

  private func holds(_ condition: Condition) -> Bool {
    guard case .problem(let asked) = inquiry else { return true }
    switch condition {
    case .small: return asked.wanted.elements.allSatisfy { abs($0) <= 50 }
    case .whole: return asked.wanted.elements.allSatisfy { $0 == $0.rounded() }
    case .fits: return asked.comesOutEven ?? true
    case .leftOver: return asked.comesOutEven == false
    case .distinctMaximum: return asked.hasTie == false
    case .tie: return asked.hasTie == true
    case .clips: return asked.hasBothSides
    }
  }
}

extension ProblemInquiry {
  /// Whether the windows come out even along every axis; `nil` where none slide.
  fileprivate var comesOutEven: Bool? {
    guard let (windows, lengths) = windows else { return nil }
    return zip(windows, lengths).allSatisfy { $0.fitsExactly(forInputSize: $1) }
  }

  /// Whether numbers of either sign reach the op that is asked about.
  fileprivate var hasBothSides: Bool {
    let node = solved.problem.steps[operationIndex].input
    let numbers = solved.executed.values[node]?.elements ?? []
    return numbers.contains { $0 < 0 } && numbers.contains { $0 > 0 }
  }

  /// Whether some window of a max pool holds its largest number twice; `nil` without such a pool.
  fileprivate var hasTie: Bool? {
    let graph = solved.problem.graph
    let pool = graph.nodes.indices.lazy.map(NodeID.init).first {
      if case .maxPool = graph[$0].op { true } else { false }
    }
    guard let node = pool, case .maxPool(let windows) = graph[node].op,
      let operand = solved.problem.graph[node].inputs.first,
      let input = solved.executed.values[operand], let output = solved.executed.values[node]
    else { return nil }
    let lengths = Array(input.shape.dimensions.suffix(windows.count))
    for position in 0..<output.shape.count {
      let place = output.shape.index(at: position)
      var cells: [[Int]] = [Array(place.prefix(2))]
      for (axis, window) in windows.enumerated() {
        let taps = (0..<window.kernelSize).map {
          window.inputIndex(ofTap: $0, atOutput: place[2 + axis])
        }.filter { (0..<lengths[axis]).contains($0) }
        cells = cells.flatMap { cell in taps.map { cell + [$0] } }
      }
      if cells.count(where: { input[$0] == output.elements[position] }) > 1 { return true }
    }
    return false
  }
}
