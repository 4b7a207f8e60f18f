import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// Gradients beside differences of the loss.
struct NumericGradientTests {
  /// The gradients of a view that can be compared, cell by cell.
  private func checks(_ story: Storyboard) -> [NumericGradient] {
    story.panels.indices.flatMap { panel in
      story.panels[panel].planes.indices.flatMap { plane in
        let shown = story.panels[panel].planes[plane]
        return shown.values.indices.compactMap { position in
          story.numericGradient(
            at: CellReference(
              panel: panel, plane: plane, row: position / shown.columns,
              column: position % shown.columns))
        }
      }
    }
  }

  private static let smooth: [StoryExample] = {
    do {
      let window = try SlidingWindow.make(2, stride: 2, padding: (1, 1), dilation: 2)
      return try [
        StoryExample(
          "conv2d", .convolution(Convolution(windows: [window, window])),
          [.integers([2, 2, 5, 5]), .integers([3, 2, 2, 2], seed: 2), .integers([3], seed: 3)]),
        StoryExample(
          "matmul", .matmul(transposeA: false, transposeB: true),
          [.integers([2, 3]), .integers([4, 3], seed: 2)]),
        StoryExample(
          "product", .binary(.multiply), [.integers([2, 3]), .integers([3], seed: 2)]),
        StoryExample("sigmoid", .unary(.sigmoid), [.integers([1, 6])]),
        StoryExample("softmax", .softmax(axis: 1), [.integers([2, 3])]),
        StoryExample(
          "avg_pool2d", .averagePool(AveragePool(windows: [window, window])),
          [.integers([1, 2, 5, 5])]),
        StoryExample(
          "upsample",
          .upsample(Upsample(outputSize: [4, 3], mode: .linear(alignCorners: false))),
          [.integers([1, 1, 2, 2])]),
      ]
    } catch {
      preconditionFailure("an example is not a valid graph: \(error)")
    }
  }()

  @Test(arguments: smooth.indices)
  func `every gradient of a smooth function is what differences come to`(index: Int) throws {
    let example = Self.smooth[index]
    let views = try LinkedViews(of: example.node, in: example.executed, startingWith: .gradients)
    let checks = checks(views.first)
    #expect(views.first.hasNumericGradients && !checks.isEmpty)
    for check in checks {
      #expect(check.agrees, "\(check.sentence(of: "it"))")
    }
  }

  @Test func `at a kink the two differ, and the sentence says so`() throws {
    let example = try StoryExample("relu", .unary(.relu), [Tensor([1, 3], [-1, 0, 2])])
    let story = try LinkedViews(of: example.node, in: example.executed, startingWith: .gradients)
      .first
    let found = checks(story)
    // In front of the three gradients stands what flows back to the three results.
    #expect(found.map(\.analytic) == [1, 1, 1, 0, 0, 1])
    #expect(found.map(\.numeric) == [1, 1, 1, 0, 0.5, 1])
    #expect(
      found[4].sentence(of: "it")
        == "it, is 0, but (f(x + h) − f(x − h)) / 2h is 0.5: x is at a kink.")
    #expect(found[5].sentence(of: "it") == "it, is 1, and (f(x + h) − f(x − h)) / 2h is 1.")
  }

  @Test func `a view without gradients has none to compare`() throws {
    let example = try StoryExample("relu", .unary(.relu), [Tensor([1, 3], [-1, 0, 2])])
    let story = try LinkedViews(of: example.node, in: example.executed).first
    #expect(!story.hasNumericGradients && checks(story).isEmpty)
  }
}
