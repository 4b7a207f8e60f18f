import Documents
import Foundation
import Problems
import TensorEngine
import TestSupport
import Testing

@testable import Homework

/// Solutions as pages to hand in.
@Suite struct SolutionPageTests {
  @Test func `a small homework is worked out line by line, its result once`() throws {
    let text = try page("1 2 3/4 5 6/7 8 9", "conv2d weight=1,0/0,-1 stride=2 | relu")
    #expect(
      text == """
        step  op                            size     because
        ────  ────────────────────────────  ───────  ───────────────────────────────────
              input                         1×1×3×3
           1  conv2d: weight 2×2, stride 2  1×1×1×1  (3 − 2) / 2 + 1 = 1.5, does not
                                                     fit: frameworks floor to 1 and
                                                     leave 1 cell uncovered
           2  relu                          1×1×1×1

        Sizes are batch × channels × rows × columns.

        Assumed where the problem says nothing:

        - 1. conv2d: no padding, the kernel is not turned

        1. conv2d: weight 2×2, stride 2
        -------------------------------

          output = Σ input · weight

        input        kernel
          1  2  3       1   0
          4  5  6       0  −1
          7  8  9

        1·1 + 2·0 + 4·0 + 5·(−1) = −4

        output
          −4

        Row 2 and column 2 are covered by no window: (3 − 2) / 2 does not come out even;
        1 / 2 leaves 1.

        2. relu
        -------

          y = max(0, x)

        max(0, −4) = 0

        output
          0
        """)
  }

  @Test(arguments: [
    (
      "conv2d weight=1,2/3,4 padding=1 | conv2d weight=1,0/0,1 padding=1",
      ["∘ is a zero of the padding."]
    ),
    ("conv2d weight=1,2/3,4 padding=1 padding_mode=reflect", ["' marks a copy in the padding."]),
    ("max_pool2d 2 padding=1 stride=1", []), ("conv2d weight=1,2/3,4", []),
    ("pad 1", ["∘ is a zero of the padding."]),
    ("pad 1 mode=reflect", ["' marks a copy in the padding."]),
  ])
  func `a sign in a grid is explained once, and only where it stands`(
    ops: String, sentences: [String]
  ) throws {
    let text = try page("1 2 3/4 5 6/7 8 9", ops)
    for sentence in ["∘ is a zero of the padding.", "' marks a copy in the padding."] {
      let count = text.components(separatedBy: sentence).count - 1
      #expect(count == (sentences.contains(sentence) ? 1 : 0), "\(ops): \(sentence)")
    }
  }

  @Test func `axes that differ get a sum each`() throws {
    let text = PlainPage(width: 140).text(try document("1 2 3/4 5 6", "max_pool2d 2 stride=1"))
    #expect(text.contains("rows (2 − 2) / 1 + 1 = 1; columns (3 − 2) / 1 + 1 = 2"))
  }

  @Test func `a transposed convolution has its own sum, and no stamps beside its sums`() throws {
    let text = try page("1 2/3 4", "conv_transpose2d weight=1,1/1,1 stride=2")
    #expect(text.contains("(2 − 1)·2 + 2 = 4"))
    #expect(!text.contains("sum of stamps") && !text.contains("stamps,"))
  }

  @Test func `what is assumed is named, with the stride that a window has without one`() throws {
    let text = try page("1 2/3 4", "conv2d 1,0/0,1 padding=1 | max_pool2d 2")
    #expect(text.contains("- 1. conv2d: stride 1, the kernel is not turned"))
    #expect(text.contains("- 2. max_pool2d: stride 2, as the window is wide, no padding"))
    let norm = try page("1 2/3 5", "batch_norm running_mean=0,0 running_var=1,1")
    #expect(!norm.contains("of this batch"))
  }

  @Test func `the backward pass names every gradient by what it is of, from 1`() throws {
    let text = try page("1 2 3/4 5 6/7 8 9", "conv2d weight=1,0/0,1 bias=2 | relu", gradients: true)
    for name in [
      "dLoss/d(result of 2. relu)", "dLoss/d(result of 1. conv2d)", "dLoss/d(input)",
      "dLoss/d(weight of 1. conv2d)", "dLoss/d(bias of 1. conv2d)",
    ] {
      #expect(text.contains("\n\n\(name)\n\n"), "\(name)")
    }
    let order = ["Back through 2. relu", "Back through 1. conv2d", "dLoss/d(input)", "d(bias of 1"]
    let places = order.compactMap { text.range(of: $0)?.lowerBound }
    #expect(places.count == order.count && places == places.sorted())
  }

  @Test func `parameters stand under the op that they belong to`() throws {
    let text = try page(
      "1 2/3 4", "flatten | linear weight=1,2,3,4/4,3,2,1 bias=1,2", gradients: true)
    let weight = try #require(text.range(of: "dLoss/d(weight of 2. linear)"))
    let flatten = try #require(text.range(of: "Back through 1. flatten"))
    #expect(weight.lowerBound < flatten.lowerBound)
  }

  @Test func `losses have the formulas of a course, with their numbers`() throws {
    let squared = try page("1 2 4", "mse_loss target=1,1,1", gradients: true)
    #expect(squared.contains("dLoss/dy = 2/n · (y − t)"))
    #expect(squared.contains("(1)  2/3·(2 − 1) = 2/3\n"))
    #expect(squared.contains("(2)  2/3·(4 − 1) =   2\n"))
    let entropy = try page("1 2 3/1 1 0", "cross_entropy target=2,0", gradients: true)
    #expect(entropy.contains("p − onehot"))
    #expect(entropy.contains("0.09003 − 0 "))
    #expect(entropy.contains("0.6652 − 1 "))
    let softmax = try page("1 2 4", "softmax", gradients: true, upstream: "1 0 2")
    #expect(softmax.contains("dLoss/dz = p · (g − Σ p · g)"))
  }

  @Test func `a sum of squares is only called 2(y − t) where it is`() throws {
    let sum = try page("1 2 4", "mse_loss target=1,1,1 reduction=sum", gradients: true)
    #expect(sum.contains("(2)  2·(4 − 1) = 6\n"))
    let none = try page(
      "1 2", "mse_loss target=0,-1 reduction=none", gradients: true, upstream: "3 1")
    #expect(none.contains("(0)  3·2·(1 − 0)  = 6\n"))
    #expect(none.contains("(1)  2·(2 − (−1)) = 6\n"))
  }

  @Test func `batch norm goes by its stages, there and back`() throws {
    let text = try page("1 2/3 5/5 6", "batch_norm", gradients: true, upstream: "1 0/0 1/2 0")
    #expect(text.contains("(x − μ)²"))
    #expect(text.onOneLine.contains("μ (1 + 3 + 5) / 3 = 3"))
    #expect(text.onOneLine.contains("through μ through σ²"))
    #expect(text.contains("straight on"))
    #expect(text.contains("through σ²"))
    #expect(!text.lowercased().contains("difference from the mean"))
  }

  @Test(arguments: OperationSchema.all.map(\.name))
  func `no step is called by an engine's word`(_ name: String) throws {
    let schema = try #require(OperationSchema.all.first { $0.name == name })
    let (input, operations) = schema.example
    guard let text = try? page(input, operations, gradients: true) else { return }
    let lines = text.split(separator: "\n")
    let words = ["mul", "sub", "div", "matmul", "affine", "pick_class", "place_class", "exp"]
    for word in words where !operations.hasPrefix(word) {
      #expect(!lines.contains { $0.lowercased() == word }, "\(word)")
    }
    #expect(!lines.contains { $0.hasPrefix("left") || $0.contains("   right") })
    #expect(!text.contains("…"), "nothing is cut")
  }

  @Test func `decimals that go on are fractions, so that sums hold by hand`() throws {
    let text = try page(
      "10 20 34", "avg_pool1d 1 | linear weight=[[1,3,5],[0.3333333333333333,0,0]]")
    #expect(text.contains("0.3333") == false || text.contains("1/3"))
    #expect(FractionText.of(10.0 / 3) == "10/3")
    #expect(FractionText.of(-2.0 / 7) == "−2/7")
    #expect(FractionText.of(0.25) == nil)
    #expect(FractionText.of(3.333) == nil)
    #expect(FractionText.of(0.57721566) == nil)
    #expect(FractionText.of(2.0.squareRoot()) == nil)
    #expect(FractionText.of(.infinity) == nil && FractionText.of(.nan) == nil)
  }

  @Test func `the sum that failed by hand is told in fractions`() throws {
    let text = try page("3 7/10 13/17 17", "avg_pool2d [3,2] | linear weight=[[3]]")
    #expect(text.contains("(3 + 7 + 10 + 13 + 17 + 17) / 6 = 67/6"))
    #expect(text.contains("67/6·3 = 33.5"))
  }

  @Test func `brief sums leave products with 0 out, and say so`() throws {
    let text = try page("1 2/3 4", "conv2d 1,0/0,2 padding=1", style: SolutionStyle(isBrief: true))
    #expect(text.contains("(0,0)  1·2       = 2"))
    #expect(text.contains("(1,1)  1·1 + 4·2 = 9"))
    #expect(!text.contains("(0,2)"), "a sum of nothing")
    #expect(text.hasSuffix("Products with 0 are left out."))
  }

  @Test func `brief sums leave out no more than products with 0`() throws {
    let brief = SolutionStyle(isBrief: true)
    let norm = try page("1 2;3 5", "batch_norm", style: brief)
    #expect(norm.contains("1·(−1) + 0            ≈       −1"))
    let sum = try page("0 2 0", "add 0,1,2", style: brief)
    #expect(sum.contains("(2)  0 + 2 = 2"))
    let linear = try page("0 2", "linear weight=0,3/1,0 bias=0,5", style: brief)
    #expect(linear.contains("(0)  2·3 + bias 0 = 6"))
    #expect(linear.contains("(1)  bias 5       = 5"))
    #expect(!norm.contains(" 0  ≈") && !sum.contains("(2)  0 = 2"))
  }

  @Test(arguments: [
    ("mse_loss target=0,0", "loss = 1/n · Σ (y − t)²", "dLoss/dy = 2/n · (y − t)"),
    ("mse_loss target=0,0 reduction=sum", "loss = Σ (y − t)²", "dLoss/dy = 2 · (y − t)"),
    ("mse_loss target=0,0 reduction=none", "loss = (y − t)²", "dLoss/dy = g · 2 · (y − t)"),
    (
      "cross_entropy 0", "loss = −log p of the target, p = e^z / Σ e^z",
      "dLoss/dz = (p − onehot) · what the row counts in the loss"
    ),
    (
      "cross_entropy 0 label_smoothing=0.1",
      "loss = −Σ share of the class · log p, p = e^z / Σ e^z",
      "dLoss/dz = (p − q) · what the row counts in the loss"
    ),
    (
      "nll_loss 0 weight=1,2", "loss = −Σ share of the class · log p",
      "Back through 1. nll_loss"
    ),
    (
      "batch_norm1d running_mean=0,0 running_var=1,1", "y = γ · (x − μ) / √(σ² + ε) + β",
      "dLoss/dx = γ / √(σ² + ε) · g"
    ),
  ])
  func `a formula is that of what is computed`(
    _ operation: String, _ forward: String, _ backward: String
  ) throws {
    let text = try page("1 2", operation, gradients: true)
    let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(lines.contains(forward), "\(text)")
    #expect(lines.contains(backward), "\(text)")
  }

  @Test func `where classes share a loss what each should have stands on the page`() throws {
    let text = try page("1 2 0", "cross_entropy 0 label_smoothing=0.3", gradients: true)
    #expect(text.split(separator: "\n").contains { $0.split(separator: " ") == ["p", "q"] })
    #expect(text.contains("p − q"))
    let likelihood = try page("-1 -2/-3 -4", "nll_loss target=1,0", gradients: true)
    #expect(likelihood.contains("dLoss/d(log p) = −onehot · what the row counts in the loss"))
    #expect(likelihood.contains("−1·0.5 = −0.5"))
  }

  @Test(arguments: [
    ("8 -7", "log(0.9999996941) ≈ −3.059e−7"),
    ("100 -100", "100 − log(e^100 + e^(−100)) ≈ −1.384e−87"),
  ])
  func `the logarithm of nearly 1 is none of 1`(_ input: String, _ line: String) throws {
    let text = try page(input, "cross_entropy 0").onOneLine
    #expect(text.contains(line), "\(text)")
    #expect(!text.contains("log(1) ≈"))
  }

  @Test func `strips of a wide grid are named by the columns of its tensor`() throws {
    let row = (0..<30).map { "\($0 % 7)" }.joined(separator: " ")
    let text = try page([row, row].joined(separator: "/"), "max_pool2d 2 padding=1")
    #expect(text.contains("columns 0–") && text.contains("–29"))
    #expect(!text.contains("–30") && !text.contains("–31"))
  }

  @Test func `where a window hangs over nothing is called padding`() throws {
    let text = try page("1 2 3", "avg_pool1d 2 ceil_mode=true")
    #expect(text.contains("hang over the end"))
    #expect(!text.contains("zero of the padding"))
  }

  @Test func `what is flipped back is the gradient of the kernel`() throws {
    let text = try page("1 2 3/4 5 6/7 8 9", "conv2d 1,2/3,4 flip=true", gradients: true)
    #expect(text.contains("kernel gradient") && !text.contains("flipped input"))
  }

  @Test(arguments: [
    ("1e20 1 -1e20", "1e20·1 + 1·1 + (−1e20)·1 ≈ 0"), ("1e20 1 0", "1e20·1 + 1·1 + 0·1 ≈ 1e20"),
    ("9007199254740992 1 0", " ≈ 9"), ("3 -1 -2", "3·1 + (−1)·1 + (−2)·1 = 0"),
    ("1e20 -1e20 0", "1e20·1 + (−1e20)·1 + 0·1 = 0"), ("0.5 0.25 0.25", " = 1"),
  ])
  func `a sum whose digits were lost is no equality`(_ input: String, _ line: String) throws {
    let text = try page(input, "linear weight=1,1,1")
    #expect(text.contains(line))
  }

  @Test func `channels of a result are the filters that make them`() throws {
    let text = try page(
      "[[[1,2],[3,4]],[[5,6],[7,8]]]",
      "conv2d weight=[[[[1,0],[0,1]],[[1,1],[0,0]]],[[[0,1],[1,0]],[[1,0],[0,0]]]] bias=1,-1")
    #expect(text.contains("filter 0  input channel 0  1·1 + 2·0 + 3·0 + 4·1 ="))
    #expect(text.contains("filter 1  input channel 0  1·0 + 2·1 + 3·1 + 4·0 ="))
  }

  // MARK: - Parts of large results

  @Test func `large results show a few sums, and none is cut`() throws {
    let row = (1...60).map(String.init).joined(separator: " ")
    let few = try page(row, "relu")
    #expect(few.contains("(0)   max(0, 1)  =  1"))
    #expect(few.contains("(59)  max(0, 60) = 60"))
    #expect(!few.contains("max(0, 7)"))
    #expect(few.contains("--cell ROW,COLUMN"))
    let all = try page(row, "relu", style: SolutionStyle(cells: .all))
    #expect(all.contains("max(0, 7)"))
    #expect(!all.contains("--cell"))
  }

  @Test func `one cell is shown in every result that has it, of one channel if asked`() throws {
    let cell = SolutionStyle(cells: .one(row: 1, column: 0))
    let text = try page("1 2 3/4 5 6/7 8 9", "conv2d 1,0/0,1 | relu", style: cell)
    #expect(text.contains("(1,0)  4·1 + 5·0 + 7·0 + 8·1 = 12"))
    #expect(text.contains("(1,0)  max(0, 12) = 12"))
    #expect(!text.contains("(0,0)"))
    let channel = SolutionStyle(cells: .one(row: 0, column: 0), channel: 1)
    let two = try page("1 2/3 4", "conv2d [[[[1]]],[[[2]]]]", style: channel)
    #expect(two.contains("filter 1 (0,0)  1·2 = 2"))
    #expect(!two.contains("filter 0 ("))
  }

  @Test func `a cell that no result has is refused with the sizes there are`() throws {
    let error = #expect(throws: SolutionError.self) {
      try page("1 2/3 4", "relu", style: SolutionStyle(cells: .one(row: 2, column: 0)))
    }
    #expect(error?.message == "no result has a cell in row 2, column 0")
    #expect(
      error?.remedy.contains("1. relu 2×2") == true || error?.remedy.contains("1×1×2×2") == true)
    #expect(throws: SolutionError.self) {
      try page("1 2/3 4", "conv2d 1", style: SolutionStyle(channel: 1))
    }
  }

  @Test func `what is too large to be written out is summed up`() throws {
    let input = (0..<40).map { row in (0..<40).map { "\(row * $0 % 7)" }.joined(separator: " ") }
      .joined(separator: "/")
    let text = try page(input, "max_pool2d 2")
    #expect(text.contains("input: 40×40 numbers, from 0 to 6"))
    #expect(!text.contains("…"))
  }

  // MARK: - Sheets, questions, other formats

  @Test func `a sheet gives what is given, and no answer`() throws {
    let style = SolutionStyle(hasAnswers: false)
    let text = try page(
      "1 2 3/4 5 6/7 8 10", "conv2d 1,0/0,-1 bias=7 | relu", gradients: true, style: style)
    #expect(text.contains("______"))
    #expect(text.contains("  7  8  10") && text.contains("bias\n") || text.contains("bias"))
    for answer in ["−4", "max(0, −", "(3 − 2)", "= 2"] {
      #expect(!text.contains(answer), "\(answer)")
    }
    #expect(text.contains("dLoss/d(weight of 1. conv2d)"))
  }

  @Test func `a question keeps its lines, several problems of a file have numbers`() throws {
    let file = try SourceFile(
      path: "sheet.yaml",
      text: """
        title: Sheet 3
        problems:
          - title: One
            question: |
              Compute the output.
              Then the gradients.
            input: 1 2
            ops: [relu]
          - input: 3
            ops: [sigmoid]
        """)
    let collection = try ProblemCollection(file)
    #expect(collection.title == "Sheet 3")
    #expect(collection.problems.count == 2)
    let built = try collection.problems[0].built()
    let solved = try SolvedProblem(running: built, on: ReferenceBackend<Double>())
    let text = PlainPage().text(try SolutionPage(solved, number: 1).document)
    #expect(
      text.hasPrefix(
        "Problem 1. One\n==============\n\nCompute the output.\nThen the gradients.\n"))
    #expect(throws: Diagnostic.self) { try Problem(file) }
  }

  @Test(
    .enabled(if: LaTeX.isInstalled, LaTeX.missing),
    arguments: [
      ("1 2 3/4 5 6/7 8 9", "conv2d 1,0/0,-1 bias=2 padding=1 | relu | max_pool2d 2 | flatten"),
      ("1 2 3/1 1 0", "cross_entropy target=2,0"), ("1 2/3 5/5 6", "batch_norm"),
      ("1 2 4", "mse_loss target=1,1,1"), ("-1 2", "leaky_relu | sigmoid | tanh | softmax"),
    ])
  func `pages compile in LaTeX`(_ input: String, _ operations: String) throws {
    let document = try document(input, operations, gradients: true)
    let complaint = try LaTeX.compile(LaTeXPage().text(document))
    #expect(complaint == nil)
  }

  @Test(arguments: OperationSchema.all.map(\.name))
  func `every op has a page in every format and in ASCII`(_ name: String) throws {
    let schema = try #require(OperationSchema.all.first { $0.name == name })
    let (input, operations) = schema.example
    guard let document = try? document(input, operations, gradients: true) else { return }
    #expect(PlainPage(glyphs: .ascii).text(document).allSatisfy { $0.isASCII })
    #expect(PlainPage().text(document).split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(MarkdownPage().text(document).contains("\\. \(name.replacing("_", with: "\\_"))"))
    #expect(LaTeXPage().text(document).contains("\\end{document}"))
  }
}

/// A problem solved in double precision, as a page.
private func document(
  _ input: String, _ operations: String, gradients: Bool = false, upstream: String? = nil,
  style: SolutionStyle = SolutionStyle()
) throws -> Document {
  let problem = try Problem(input: input, operations: operations, upstream: upstream)
  let solved = try SolvedProblem(
    running: try problem.built(withGradients: gradients), on: ReferenceBackend<Double>())
  return try SolutionPage(solved, style: style).document
}

/// The same as lines of text.
private func page(
  _ input: String, _ operations: String, gradients: Bool = false, upstream: String? = nil,
  style: SolutionStyle = SolutionStyle()
) throws -> String {
  PlainPage().text(
    try document(input, operations, gradients: gradients, upstream: upstream, style: style))
}

extension String {
  /// The words of a page with single blanks between them.
  fileprivate var onOneLine: String {
    split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(separator: " ")
  }
}
