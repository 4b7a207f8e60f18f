import Documents
import Problems
import Storyboards
import TensorEngine
import Typesetting

/// The way back, from the result to the input.
extension SolutionWriter {
  /// A section for each step of the chain rule; none where gradients were not asked for.
  var backwardBlocks: [Block] {
    mutating get throws {
      let backward = BackwardPass(solved.problem)
      guard !solved.gradients.isEmpty else { return [] }
      var blocks: [Block] = [
        .heading("Gradients", level: 1),
        .prose(
          "dLoss/d(x) says how much the loss grows when x grows a little. The chain rule goes from the"
            + " result back to the input, and begins with "
            + (solved.problem.upstream == nil ? "1 in every cell." : "the gradient that is given.")),
      ]
      for section in backward.sections {
        let step = section.step
        if step < solved.steps.count {
          let operation = solved.problem.problem.operations[step]
          blocks.append(.heading("Back through \(step + 1). \(operation.name)", level: 2))
          let formula = NamedFormula(operation, solved.problem.steps[step], in: graph)
          if let backward = formula.backward { blocks.append(backward) }
          if let joint = try jointBlocks(section, step: step, backward) {
            blocks += joint
            continue
          }
        }
        for node in section.nodes { blocks += try self.blocks(ofBackward: node, backward) }
      }
      return blocks
    }
  }

  private mutating func blocks(
    ofBackward node: NodeID, _ backward: BackwardPass
  ) throws -> [Block] {
    let names = backward.names(of: node)
    let story = try Storyboard.explaining(node, in: solved.executed)
    let title = names.isEmpty ? story.title.capitalizedFirst : names.joined(separator: " = ")
    var blocks: [Block] = [.heading(title, level: 3)]
    if let rule = backward.rule(of: node) { blocks.append(.prose(rule)) }
    return blocks + self.blocks(story, of: node)
  }

  // MARK: - Steps of several nodes, by their one formula

  /// The way back through a loss, a softmax or a batch norm as its formula has it; `nil` where the step is
  /// no such one, or its formula is another.
  private mutating func jointBlocks(
    _ section: BackwardPass.Section, step: Int, _ backward: BackwardPass
  ) throws -> [Block]? {
    guard let result = section.nodes.last(where: { backward.names(of: $0).contains(section.name) })
    else { return nil }
    let blocks: [Block]?
    switch solved.problem.problem.operations[step].name {
    case "mse_loss", "cross_entropy", "nll_loss":
      blocks = try lossBlocks(result, named: section.name)
    case "softmax", "log_softmax":
      blocks = try shareBlocks(step, result, named: section.name)
    case "batch_norm", "batch_norm1d":
      blocks = try normBlocks(step, result, named: section.name)
    default: blocks = nil
    }
    guard var blocks else { return nil }
    for node in section.nodes where node != result && !backward.names(of: node).isEmpty {
      blocks += try self.blocks(ofBackward: node, backward)
    }
    return blocks
  }

  /// 2/n · (y − t), or p − onehot, number by number.
  private mutating func lossBlocks(_ result: NodeID, named name: String) throws -> [Block]? {
    guard
      let story = try Storyboard.explainingLossGradient(result, in: solved.executed),
      story.frames.count <= style.mostNumbers
    else { return nil }
    // What is not given stands nowhere else: p, and what it should be.
    let parts = story.panels.filter { $0.role == .plain && $0.operand == nil && $0.source == nil }
    return [.heading(name, level: 3)]
      + (parts.isEmpty ? [] : [.grids(parts.flatMap { $0.grids(title: $0.title) })])
      + [.sums(sums(of: story, lines: { $0[...] }))]
      + (story.closing.isEmpty ? [] : [.prose(story.closing)]) + resultBlocks(result)
  }

  /// The lines of a story's frames, each frame's first one with the name of its cell.
  private func sums(
    of story: Storyboard, lines: ([ArithmeticLine]) -> ArraySlice<ArithmeticLine>
  ) -> [Sum] {
    story.frames.prefix(style.mostNumbers).flatMap { frame in
      lines(frame.arithmetic).enumerated().map { line, arithmetic in
        SumLine(line: arithmetic, isBrief: false)
          .sum(label: line == 0 && story.frames.count > 1 ? story.label(ofFrame: frame) : "")
      }
    }
  }

  /// p·(g − Σ p·g), class by class.
  private mutating func shareBlocks(
    _ step: Int, _ result: NodeID, named name: String
  ) throws -> [Block]? {
    let softmax = solved.problem.steps[step].nodes.first { node in
      switch graph[node].op {
      case .softmax, .logSoftmax: true
      default: false
      }
    }
    guard let softmax else { return nil }
    let views = try LinkedViews(of: softmax, in: solved.executed)
    guard views.views.contains(.gradients) else { return nil }
    let story = views.storyboard(.gradients)
    let shares = story.panels.filter { $0.role == .plain }
    let given = shares.flatMap { $0.grids(title: $0.title) }
    // The last line of a frame is the way there, which stands further up.
    let sums = self.sums(of: story, lines: { $0.dropLast() })
    return [.heading(name, level: 3), .grids(given), .sums(sums)]
      + (story.closing.isEmpty ? [] : [.prose(story.closing)]) + resultBlocks(result)
  }

  /// The three paths through a batch norm, which add up.
  private mutating func normBlocks(
    _ step: Int, _ result: NodeID, named name: String
  ) throws -> [Block]? {
    let main = solved.problem.steps[step].main
    guard case .batchNorm(let norm) = graph[main].op, norm.training else { return nil }
    let views = try LinkedViews(of: main, in: solved.executed)
    guard views.views.contains(.gradients) else { return nil }
    let story = views.storyboard(.gradients)
    let paths = story.panels.filter {
      ["straight on", "through μ", "through σ²"].contains($0.title)
    }
    let sums = story.frames.prefix(style.mostNumbers).flatMap { frame in
      frame.arithmetic.dropLast().map {
        SumLine(line: $0, isBrief: false).sum(label: story.label(ofFrame: frame))
      }
    }
    return [
      .heading(name, level: 3),
      .prose("An input reaches the loss straight on, and by moving the mean and the variance."),
      .grids(paths.flatMap { $0.grids(title: $0.title) }), .sums(Array(sums)),
    ] + resultBlocks(result)
  }

  private mutating func resultBlocks(_ node: NodeID) -> [Block] {
    guard let story = try? Storyboard.explaining(node, in: solved.executed) else { return [] }
    let results = Storyboard(
      title: "", panels: story.panels.filter(\.isFilledByFrames),
      frames: Frames(count: 0) { _ in
        Frame(caption: "", marks: [], arithmetic: [])
      })
    return blocks(results, of: node)
  }
}

extension Storyboard {
  fileprivate func label(ofFrame frame: Frame) -> String { label(of: frame, isByFilter: false) }
}
