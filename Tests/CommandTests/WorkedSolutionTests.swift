import Problems
import TensorEngine
import Testing

@testable import convscope

@Suite struct WorkedSolutionTests {
  /// A problem solved in double precision.
  private func solved(
    _ input: String, _ operations: String, gradients: Bool = false
  ) throws -> SolvedProblem {
    let problem = try Problem(input: input, operations: operations)
    return try SolvedProblem(
      running: try problem.built(withGradients: gradients), on: ReferenceBackend<Double>())
  }

  @Test func `a small homework is worked out line by line`() throws {
    let text = try WorkedSolution(
      solved("1 2 3/4 5 6/7 8 9", "conv2d weight=1,0/0,-1 stride=2 | relu"), glyphs: .unicode
    ).text
    #expect(
      text == """
        Input: 1×1×3×3 (batch × channels × rows × columns)

        0. conv2d (weight 2×2, stride 2)
        --------------------------------

        Output size, rows and columns: (3 − 2) / 2 + 1 = 1.5, does not fit: frameworks
          floor to 1 and leave 1 cell uncovered

        input       kernel
         1  2  3      1   0
         4  5  6      0  −1
         7  8  9

        1·1 + 2·0 + 4·0 + 5·(−1) = −4

        output
         −4

        Row 2 and column 2 are covered by no window: (3 − 2) / 2 does not come out even;
        1 / 2 leaves 1.

        1. relu
        -------

        input
         −4

        max(0, −4) = 0

        output
         0

        Result: 1×1×1×1 (batch × channels × rows × columns)
        ---------------------------------------------------

        output
         0
        """)
  }

  @Test func `axes that differ get a sum each`() throws {
    let text = try WorkedSolution(
      solved("1 2 3/4 5 6", "max_pool2d 2 stride=1"), glyphs: .unicode
    ).text
    #expect(text.contains("Output size, rows: (2 − 2) / 1 + 1 = 1\n"))
    #expect(text.contains("Output size, columns: (3 − 2) / 1 + 1 = 2\n"))
  }

  @Test func `a transposed convolution has its own sum`() throws {
    let text = try WorkedSolution(
      solved("1 2/3 4", "conv_transpose2d weight=1,1/1,1 stride=2"), glyphs: .unicode
    ).text
    #expect(text.contains("Output size, rows and columns: (2 − 1)·2 + 2 = 4\n"))
  }

  @Test func `ops made of several nodes show each of them`() throws {
    let text = try WorkedSolution(
      solved("1 2 3/4 5 6/7 8 9", "conv2d weight=1,2/3,4 flip=true"), glyphs: .unicode
    ).text
    #expect(text.contains("flip\n"))
    #expect(text.contains("conv2d, kernel 2×2\n"))
  }

  @Test func `the backward pass names every gradient`() throws {
    let text = try WorkedSolution(
      solved("1 2 3/4 5 6/7 8 9", "conv2d weight=1,0/0,1 bias=2 | relu", gradients: true),
      glyphs: .unicode
    ).text
    for name in [
      "dLoss/d(result of 1. relu)", "dLoss/d(result of 0. conv2d)", "dLoss/d(input)",
      "dLoss/d(0.weight)", "dLoss/d(0.bias)",
    ] {
      #expect(text.contains("\n\(name)\n---"), "\(name)")
    }
  }

  @Test(arguments: OperationSchema.all.map(\.name))
  func `no step is called by an engine's word`(_ name: String) throws {
    let schema = try #require(OperationSchema.all.first { $0.name == name })
    let (input, operations) = schema.example
    guard let solved = try? solved(input, operations, gradients: true) else { return }
    let lines = try WorkedSolution(solved, glyphs: .unicode).text.split(separator: "\n")
    let words = ["mul", "sub", "div", "matmul", "affine", "pick_class", "place_class", "exp"]
    for word in words where !operations.hasPrefix(word) {
      #expect(!lines.contains { $0.lowercased() == word }, "\(word)")
    }
  }

  @Test func `what a softmax came to is not called its input`() throws {
    let text = try WorkedSolution(
      solved("1 2/3 4", "relu | softmax", gradients: true), glyphs: .unicode
    ).text
    #expect(text.contains("upstream gradient    probabilities\n"))
    let logarithm = try WorkedSolution(
      solved("1 2/3 4", "log_softmax", gradients: true), glyphs: .unicode
    ).text
    #expect(logarithm.contains("\n\nlog-probabilities\n  −1.313  −0.3133\n"))
  }

  @Test func `shares of classes are not called a target, nor counts written with decimals`() throws
  {
    let text = try WorkedSolution(
      solved("1 2/3 4", "cross_entropy target=1,0 weight=1,2", gradients: true), glyphs: .unicode
    ).text
    #expect(text.contains("share of each class    log-probabilities\n 0  2"))
    #expect(text.contains("the sum over all weights, which is 3\n"))
    #expect(text.contains("\nGradient of a product\n---"))
  }

  @Test func `a cropped result is the result alone, and marked where it is cropped`() throws {
    let text = try WorkedSolution(
      solved("1 2/3 4", "conv_transpose2d weight=1,2/3,4 stride=2 padding=1"), glyphs: .unicode
    ).text
    #expect(text.contains("\n  (3)     4     6   (8)\n"))
    #expect(text.contains("crops the cells around the result: 1 above, 1 below"))
    #expect(text.hasSuffix("\n 4  6\n 6  4"))
  }

  @Test(arguments: [
    ("1e20 1 -1e20", "1e20·1 + 1·1 + (−1e20)·1 ≈ 0"), ("1e20 1 0", "1e20·1 + 1·1 + 0·1 ≈ 1e20"),
    ("9007199254740992 1 0", " ≈ 9"), ("3 -1 -2", "3·1 + (−1)·1 + (−2)·1 = 0"),
    ("1e20 -1e20 0", "1e20·1 + (−1e20)·1 + 0·1 = 0"), ("0.5 0.25 0.25", " = 1"),
  ])
  func `a sum whose digits were lost is no equality`(_ input: String, _ line: String) throws {
    let text = try WorkedSolution(solved(input, "linear weight=1,1,1"), glyphs: .unicode).text
    #expect(text.contains(line))
  }

  @Test func `without gradients there is no backward pass`() throws {
    let text = try WorkedSolution(solved("1 2/3 4", "relu")).text
    #expect(!text.contains("dLoss"))
  }

  @Test func `large results are cut with a note unless all is asked for`() throws {
    let row = (1...60).map(String.init).joined(separator: " ")
    let solved = try solved(row, "relu")
    let cut = try WorkedSolution(solved, glyphs: .unicode).text
    #expect(cut.contains("… 11 more cells"))
    #expect(cut.hasSuffix("The sums of large results are cut; --all spells them out."))
    let all = try WorkedSolution(solved, spellsOutAllCells: true, glyphs: .unicode).text
    #expect(all.contains("(59): max(0, 60) = 60"))
    #expect(!all.contains("--all"))
  }

  @Test func `ASCII text has no other characters`() throws {
    let text = try WorkedSolution(
      solved("-1 2/3 4", "relu | mse_loss target=0,0/0,0", gradients: true), glyphs: .ascii)
    // The program's own words pass through the same glyphs when they are printed.
    #expect(PlainGlyphs.glyphs(in: ["LC_ALL": "C"]).adapt(try text.text).allSatisfy(\.isASCII))
  }

  @Test(arguments: [
    ("1 2 3/1 1 0", "cross_entropy target=2,0"), ("1 2 3/1 1 0", "softmax"),
    ("1 2 3", "cross_entropy target=1 label_smoothing=0.1 weight=1,2,3"),
    ("1 2/3 5", "batch_norm weight=1,2 bias=0,1"), ("1 2/3 4", "linear weight=1,0/0,1 bias=1,2"),
    ("1 2 3", "mse_loss target=1,1,1"), ("-1 2", "prelu 0.25"), ("1 2", "log_softmax"),
    ("1 2 3/1 1 0", "nll_loss target=2,0"),
    ("1 2/3 4", "batch_norm running_mean=0,0 running_var=1,1"),
    ("1 2/3 4", "avg_pool2d 2"), ("1 2/3 4", "unfold 1"), ("-1 2", "leaky_relu | sigmoid | tanh"),
  ])
  func `what an op is made of has a student's words`(_ input: String, _ ops: String) throws {
    let text = try WorkedSolution(solved(input, ops, gradients: true), glyphs: .unicode).text
    let lines = text.split(separator: "\n").map(String.init)
    for word in ["affine", "pick_class", "place_class", "mul", "sub", "div", "exp"] {
      #expect(!lines.contains { $0 == word || $0 == "gradient of \(word)" }, "\(word)")
    }
    #expect(!lines.contains { $0.hasPrefix("left") || $0.contains("   right") })
  }
}
