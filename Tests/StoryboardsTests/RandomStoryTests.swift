import Storyboards
import TensorEngine
import TestSupport
import Testing

/// Every view of random problems of every op: what its lines and its terms come to is what the engine
/// computed, and its frames make the same cells.
struct RandomStoryTests {
  /// How many problems of each kind.
  static let seeds = 1...24

  /// Views in which a frame makes something else than one result: a column of them.
  private static let countedOtherwise: [OpKind: Set<StoryView>] = [
    .unfold: [.window, .gradients, .cover, .chain]
  ]

  /// Ops that are given and not computed.
  private static let given: Set<OpKind> = [.input, .fill]

  /// Ops whose results are no sums of products, all of them or some.
  private static let withoutTerms: Set<OpKind> = [
    .maxPool, .relu, .leakyRelu, .elu, .step, .sigmoid, .softplus, .tanh, .exp, .log, .squareRoot,
    .unaryGradient, .softmax, .logSoftmax, .batchNorm, .batchNormGradient, .localResponseNorm,
    .localResponseNormGradient,
  ]

  /// Views that tell of something else than how a result is made.
  private static let withoutSums: Set<StoryView> = [.cover, .field, .back]

  @Test func `every op is made at random`() throws {
    let made = try Self.seeds.flatMap { seed in
      try RandomOps.examples(seed: seed).map { OpKind($0.example) }
    }
    #expect(Set(OpKind.allCases).subtracting(made) == Self.given)
  }

  @Test(arguments: seeds)
  func `in every view of a random problem each frame comes to its own cell`(seed: Int) throws {
    try RandomOps.visitViews(seed: seed) { made, view, story in
      let (example, isExact) = made
      let kind = OpKind(example)
      let name = "\(example.testDescription), seed \(seed), \(view.rawValue)"
      guard story.resultFrames.count == example.result.shape.count else {
        #expect(Self.countedOtherwise[kind]?.contains(view) == true, "\(name)")
        return
      }
      let hasTerms = !Self.withoutTerms.contains(kind) && !Self.withoutSums.contains(view)
      for (position, frame) in story.framesOfResults.enumerated() {
        let place = "\(name), frame \(position)"
        check(frame, of: story, example, position, isExact: isExact, place)
        checkTerms(
          story.addends(of: frame), example.result.elements[position], isExact: isExact,
          areNeeded: hasTerms, place)
      }
      checkGradients(of: story, isExact: isExact, name)
    }
  }

  private func check(
    _ frame: Frame, of story: Storyboard, _ example: StoryExample, _ position: Int, isExact: Bool,
    _ place: String
  ) {
    let made = frame.marks.filter { $0.kind == .result }.compactMap { story.element(in: $0.cell) }
    let index = example.result.shape.index(at: position)
    #expect(Set(made) == [ElementReference(example.node, index)], "\(place)")
    let expected = example.result.elements[position]
    if let line = frame.arithmetic.last, frame.makesResult(in: story) {
      #expect(line.result == expected, "\(place): \(line.text)")
    }
    for line in frame.arithmetic {
      do {
        let value = try LineEvaluator.value(of: line)
        #expect(agree(value, line.result, isExact: isExact), "\(place): \(line.text)")
      } catch {
        Issue.record("\(place): \(error)")
      }
    }
  }

  /// What programs are told that a result is the sum of.
  private func checkTerms(
    _ terms: [[Double]]?, _ executed: Double, isExact: Bool, areNeeded: Bool, _ place: String
  ) {
    guard let terms else {
      if areNeeded { Issue.record("\(place) has no terms") }
      return
    }
    let sum = terms.reduce(0) { $0 + $1.reduce(1, *) }
    #expect(agree(sum, executed, isExact: isExact), "\(place): \(terms) for \(executed)")
  }

  private func agree(_ value: Double, _ other: Double, isExact: Bool) -> Bool {
    isExact ? value == other : abs(value - other) <= 1e-9 * max(1, abs(value))
  }

  /// What stands behind the cells of gradients comes to the number in them.
  private func checkGradients(of story: Storyboard, isExact: Bool, _ name: String) {
    for (index, panel) in story.panels.enumerated() where panel.title.hasPrefix("dLoss/") {
      for (plane, numbers) in panel.planes.enumerated() {
        for (cell, number) in numbers.values.enumerated() {
          let (row, column) = cell.quotientAndRemainder(dividingBy: numbers.columns)
          let pointed = story.pointing(
            at: CellReference(panel: index, plane: plane, row: row, column: column))
          for line in pointed.arithmetic {
            let value = (try? LineEvaluator.value(of: line)) ?? .nan
            #expect(
              agree(value, line.result, isExact: isExact),
              "\(name), \(panel.title): \(line.text)")
          }
          if let line = pointed.arithmetic.last {
            #expect(line.result == number, "\(name), \(panel.title): \(line.text)")
          }
        }
      }
    }
  }
}

extension Frame {
  /// Whether its last line is about the result that it makes, and not about what flows back from it.
  fileprivate func makesResult(in story: Storyboard) -> Bool {
    guard case .number(_, _, let cell?)? = arithmetic.last?.tokens.last else { return true }
    return story.panels[cell.panel].isFilledByFrames
  }
}

extension OpKind {
  /// The kind of the op that an example explains.
  init(_ example: StoryExample) { self.init(example.executed.graph[example.node].op) }
}
