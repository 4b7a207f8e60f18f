import Documents
import Problems
import Storyboards
import TensorEngine
import Typesetting

extension StudentSheet {
  /// The sheet as a page: what is given, what is asked, room for answers.
  ///
  /// - Throws: ``StoryError`` when a value was not kept.
  public var document: Document {
    get throws {
      var blocks: [Block] = [.heading(sheet.title, level: 1)]
      let points = NumberText.short(sheet.points)
      blocks.append(
        .table(
          Table(
            [.init(""), .init("")],
            rows: [["For", student.name], ["Hand in", sheet.deadline], ["Points", points]]
              .filter { !$0[1].isEmpty })))
      if !sheet.text.isEmpty { blocks.append(.prose(sheet.text)) }
      for task in tasks {
        blocks.append(.heading(task.heading, level: 2))
        blocks += try task.givens
        for part in task.parts {
          blocks.append(.prose(part.text(isAlone: task.parts.count == 1)))
          blocks.append(.room(lines: part.lines))
        }
      }
      return Document(blocks)
    }
  }

  /// The key to the sheet: every right answer, and the problems worked out.
  ///
  /// - Throws: ``StoryError`` when a value was not kept.
  public var solution: Document {
    get throws {
      var blocks: [Block] = [.heading("\(sheet.title): solutions for \(student.name)", level: 1)]
      for task in tasks {
        blocks.append(.heading(task.heading, level: 2))
        let rows = task.parts.map { [$0.id, $0.question, $0.key.solution] }
        blocks.append(
          .table(Table([.init(""), .init("question"), .init("answer")], rows: rows)))
        blocks += task.parts.filter { !$0.explanation.isEmpty }.map { .prose($0.explanation) }
        if let solved = task.solved, task.parts.count > 1 {
          blocks += try SolutionPage(solved).document.blocks
        }
      }
      return Document(blocks)
    }
  }
}

extension StudentSheet.Task {
  var heading: String {
    ["Task \(number)", title].filter { !$0.isEmpty }.joined(separator: ". ")
  }

  /// The ops of the problem, and the grids that are given.
  var givens: [Block] {
    get throws {
      guard let solved else { return [] }
      var writer = SolutionWriter(solved, SolutionStyle())
      var blocks: [Block] = [
        .list(solved.steps.map(\.built.heading), isNumbered: true)
      ]
      for step in solved.steps {
        for node in solved.problem.parts(of: step.built) {
          blocks += writer.givens(try Storyboard.explaining(node, in: solved.executed).panels)
        }
      }
      if asksForGradients, let upstream = solved.problem.upstreamValue {
        blocks.append(.prose("What flows back to the result (dLoss/dOutput):"))
        blocks.append(.grids([NumberGrid(upstream: upstream)]))
      } else if asksForGradients {
        blocks.append(.prose("What flows back to the result (dLoss/dOutput) is 1 in every cell."))
      }
      return blocks.joinedGrids
    }
  }
}

extension StudentSheet.Part {
  fileprivate func text(isAlone: Bool) -> String {
    let points = points == 1 ? "1 point" : "\(NumberText.short(self.points)) points"
    return (isAlone ? "" : "(\(id)) ") + "\(question) (\(points))"
  }

  /// How much room an answer takes by hand.
  fileprivate var lines: Int {
    if case .grid(let rows, _, _) = key.expected { min(2 + 2 * rows, 14) } else { 3 }
  }
}

extension NumberGrid {
  fileprivate init(upstream: Tensor<Double>) {
    let columns = upstream.shape.rank > 0 ? upstream.shape[upstream.shape.rank - 1] : 1
    let texts = upstream.elements.map(FractionText.orDecimal)
    self.init(
      "upstream", hue: .gradient,
      rows: stride(from: 0, to: texts.count, by: max(1, columns)).map {
        Array(texts[$0..<($0 + columns)])
      })
  }
}
