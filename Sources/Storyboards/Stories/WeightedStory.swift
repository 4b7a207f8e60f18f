import ConvolutionArithmetic
import TensorEngine
import Typesetting

/// A cell that another cell is made of, along one axis: what it is multiplied with and divided by.
struct Contribution: Sendable {
  var index: Int
  var weight = 1.0
  var divisor = 1
}

/// What every cell along an axis is made of.
typealias AxisContributions = [[Contribution]]

extension Explainer {
  /// A story of an op whose axes are independent: each cell is a weighted sum of cells, and the
  /// weights of two axes multiply.
  ///
  /// - Parameters:
  ///   - axes: What the cells of each spatial axis are made of; one or two axes.
  ///   - sentence: What is said about a cell that is made of so many others.
  func weightedStory(
    _ axes: [AxisContributions], sentence: @escaping @Sendable (Int) -> String
  ) -> Storyboard {
    var builder = PanelBuilder()
    guard let story = weighted(axes, in: &builder) else { return resultStory() }
    let noun = resultTitle.capitalizedFirst
    return .cellByCell(title, panels: builder.panels, result: story.output) { position in
      var step = story.step(position)
      let count = story.terms(position).count
      step.caption = "\(story.output.name(noun, position)): \(sentence(count))."
      return step
    }
  }

  /// Puts the tensors of such an op in panels; `nil` for more than two spatial axes.
  func weighted(_ axes: [AxisContributions], in builder: inout PanelBuilder) -> WeightedStory? {
    guard (1...2).contains(axes.count) else { return nil }
    return WeightedStory(
      rows: axes.count == 2 ? axes[0] : [[Contribution(index: 0)]],
      columns: axes[axes.count - 1],
      input: show(
        0, in: &builder, layout: PlaneLayout(operands[0].shape, axes: axes.count)),
      output: showResult(in: &builder, layout: PlaneLayout(result.shape, axes: axes.count)))
  }

  /// Every upstream value over its window's divisor, added to the cells it came from.
  func averagePoolGradientStory(_ pool: AveragePool, inputSize: [Int]) -> Storyboard {
    let upstream = operands[0].shape.spatialSize
    let axes = pool.windows.indices.map { axis in
      (0..<inputSize[axis]).map { cell in
        pool.windows[axis].uses(ofInput: cell, outputSize: upstream[axis]).map { use in
          Contribution(
            index: use.output,
            divisor: pool.windows[axis].averageDivisor(
              atOutput: use.output, inputSize: inputSize[axis],
              countIncludePad: pool.countIncludePad))
        }
      }
    }
    return weightedStory(axes) { count in
      "\(count) window\(count == 1 ? "" : "s") averaged this cell, each passes its share back"
    }
  }

  /// Every upstream value over its region's size, added to the cells of the region.
  func adaptiveAveragePoolGradientStory(inputSize: [Int]) -> Storyboard {
    let upstream = operands[0].shape.spatialSize
    var axes: [AxisContributions] = []
    for (size, outputs) in zip(inputSize, upstream) {
      guard let pooling = try? AdaptivePooling(inputSize: size, outputSize: outputs) else {
        return resultStory()
      }
      axes.append(
        (0..<size).map { cell in
          pooling.outputs(readingInput: cell).map {
            Contribution(index: $0, divisor: pooling.inputs(ofOutput: $0).count)
          }
        })
    }
    return weightedStory(axes) { count in
      "\(count) region\(count == 1 ? "" : "s") averaged this cell, each passes its share back"
    }
  }

  /// Every padded cell's gradient, added to the cell that it was a copy of.
  func padGradientStory(_ pad: Pad, inputSize: [Int]) -> Storyboard {
    let padded = operands[0].shape.spatialSize
    let axes = inputSize.indices.map { axis in
      var contributions = AxisContributions(repeating: [], count: inputSize[axis])
      for cell in 0..<padded[axis] {
        if let source = pad.source(of: cell, axis: axis, inputSize: inputSize[axis]) {
          contributions[source].append(Contribution(index: cell))
        }
      }
      return contributions
    }
    return weightedStory(axes) { count in
      count == 1
        ? "one padded cell holds this one" : "\(count) padded cells hold copies of this one"
    }
  }

  /// What each enlarged cell is made of.
  func sources(_ upsample: Upsample) -> [AxisContributions] {
    operands[0].shape.spatialSize.enumerated().map { axis, size in
      upsample.sources(axis: axis, inputSize: size).map { sources in
        sources.map { Contribution(index: $0.index, weight: $0.weight) }
      }
    }
  }

  /// Every enlarged cell from its sources.
  func upsampleStory(_ upsample: Upsample) -> Storyboard {
    let axes = sources(upsample)
    var builder = PanelBuilder()
    guard let story = weighted(axes, in: &builder) else { return resultStory() }
    return .cellByCell(title, panels: builder.panels, result: story.output) { position in
      var step = story.step(position)
      let count = story.terms(position).count
      let sentence =
        count == 1 ? "a copy of one cell" : "a mean of \(count) cells, the nearer the heavier"
      let name = story.output.name(resultTitle.capitalizedFirst, position)
      step.caption = "\(name) lies at \(story.place(position)) of the input: \(sentence)."
      return step
    }
  }

  /// Every enlarged cell's gradient, added to its sources by the same weights.
  func upsampleGradientStory(_ upsample: Upsample, inputSize: [Int]) -> Storyboard {
    let axes = inputSize.enumerated().map { axis, size in
      var contributions = AxisContributions(repeating: [], count: size)
      for (cell, sources) in upsample.sources(axis: axis, inputSize: size).enumerated() {
        for source in sources {
          contributions[source.index].append(Contribution(index: cell, weight: source.weight))
        }
      }
      return contributions
    }
    return weightedStory(axes) { count in
      "\(count) enlarged cell\(count == 1 ? " was" : "s were") made of this one"
    }
  }
}

/// What every cell along each axis is made of, and the tensors.
struct WeightedStory: Sendable {
  let rows: AxisContributions
  let columns: AxisContributions
  let input: ShownTensor
  let output: ShownTensor

  /// A cell that a result is made of.
  struct Term {
    /// Its position in the input.
    let offset: Int
    let weight: Double
    let divisor: Int
  }

  /// The cells that a result is made of.
  func terms(_ position: Int) -> [Term] {
    let (plane, cell) = position.quotientAndRemainder(dividingBy: rows.count * columns.count)
    let (row, column) = cell.quotientAndRemainder(dividingBy: columns.count)
    return rows[row].flatMap { vertical in
      columns[column].map { horizontal in
        Term(
          offset: input.layout.offset(
            plane: plane, row: vertical.index, column: horizontal.index),
          weight: vertical.weight * horizontal.weight,
          divisor: vertical.divisor * horizontal.divisor)
      }
    }
  }

  /// Where a result lies among the cells that it is made of: `row 0.25, column 1`.
  func place(_ position: Int) -> String {
    let (row, column) = (position % (rows.count * columns.count))
      .quotientAndRemainder(dividingBy: columns.count)
    func middle(_ cells: [Contribution]) -> String {
      NumberText.short(cells.reduce(0) { $0 + $1.weight * Double($1.index) })
    }
    return rows.count == 1
      ? "position \(middle(columns[column]))"
      : "row \(middle(rows[row])), column \(middle(columns[column]))"
  }

  /// The sum at a cell; its sentence is still to be said.
  @Sendable
  func step(_ position: Int) -> CellStep {
    let terms = terms(position)
    let values = terms.map { $0.weight * input.value($0.offset) / Double($0.divisor) }
    let sum = FormulaPart.sum(count: terms.count) {
      .weighted(
        input.number(terms[$0].offset), weight: terms[$0].weight, divisor: terms[$0].divisor)
    } value: {
      values[$0]
    }
    return CellStep(
      caption: "", marks: terms.map { input.mark($0.offset) },
      lines: [.formula(sum, adding: values, result: output.number(position))])
  }
}

extension [FormulaPart] {
  /// A number times a weight or over a divisor, where they are not 1.
  static func weighted(
    _ operand: ShownNumber, weight: Double = 1, divisor: Int = 1
  ) -> [FormulaPart] {
    var parts: [FormulaPart] = [.factor(operand)]
    if weight != 1 { parts = [.factor(.constant(weight)), "·"] + parts }
    if divisor != 1 { parts += [" / ", .factor(.constant(Double(divisor)))] }
    return parts
  }
}
