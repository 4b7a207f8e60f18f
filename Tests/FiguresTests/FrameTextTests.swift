import ConvolutionArithmetic
import Figures
import Storyboards
import TensorEngine
import Testing

/// Frames as text, drawn in the source as they come out.
struct FrameTextTests {
  private let text = PlainText()

  private func window(
    _ kernelSize: Int, stride: Int = 1, padding: Int = 0
  ) throws -> SlidingWindow {
    try SlidingWindow(kernelSize: kernelSize, stride: stride, padding: .symmetric(padding))
  }

  private func board() throws -> Storyboard {
    let k2 = try window(2)
    return try executedStory(
      .convolution(Convolution(windows: [k2, k2])),
      [image([[1, 3, -1], [2, 1, 0], [0, 2, -1]]), image([[1, 0], [2, -1]])])
  }

  @Test func `the window stands in brackets and the output fills up`() throws {
    let story = try board()
    #expect(
      text.frame(0, of: story) == """
        conv2d, kernel 2×2, frame 1 of 4

        input          kernel     output
        [ 1][ 3] −1      1   0    [4] ·
        [ 2][ 1]  0      2  −1     ·  ·
          0   2  −1

        1·1 + 3·0 + 2·2 + 1·(−1) = 4

        Output (row 0, column 0): the window covers rows 0–1 and columns 0–1 of the
        input.
        """)
  }

  @Test func `a copy that is read points the way to what it is a copy of`() throws {
    let story = try reflected().first
    let lines = text.frame(0, of: story).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines[3...8].map { String($0.prefix(30)) } == [
        "[ ↘5][ ↓4][ ↓5]  '6   '7   '6 ", "[ →1][  0][ •1]   2    3   '2 ",
        "[ →5][ •4][ •5]   6    7   '6 ", "  '9    8    9   10   11  '10 ",
        " '13   12   13   14   15  '14", "  '9   '8   '9  '10  '11  '10",
      ])
    let plain = PlainText(glyphs: .ascii).frame(0, of: story)
    #expect(plain.contains("[ \\5][ v4][ v5]") && plain.contains("[ >1][  0][ *1]"))
  }

  @Test func `in ASCII nothing but ASCII is written`() throws {
    let drawn = PlainText(glyphs: .ascii).frame(3, of: try board())
    #expect(drawn.utf8.count == drawn.count)
    #expect(
      drawn == """
        conv2d, kernel 2x2, frame 4 of 4

        input           kernel     output
          1   3  -1       1   0     4  5
          2 [ 1][ 0]      2  -1     0 [6]
          0 [ 2][-1]

        1*1 + 0*0 + 2*2 + (-1)*(-1) = 6

        Output (row 1, column 1): the window covers rows 1-2 and columns 1-2 of the
        input.
        """)
  }

  @Test func `cells that no window covers are struck out and the last frame says why`() throws {
    let w3 = try window(3, stride: 3)
    let story = try executedStory(
      .convolution(Convolution(windows: [w3, w3])),
      [counting([1, 1, 7, 7]), image([[1, 0, 1], [0, 1, 0], [1, 0, 1]])])
    #expect(
      text.frame(3, of: story) == """
        conv2d, kernel 3×3, stride 3, frame 4 of 4

        input                           kernel      output
          0   1   2   3   4   5 / 6/     1  0  1      40   55
          7   8   9  10  11  12 /13/     0  1  0     145 [160]
         14  15  16  17  18  19 /20/     1  0  1
         21  22  23 [24][25][26]/27/
         28  29  30 [31][32][33]/34/
         35  36  37 [38][39][40]/41/
        /42//43//44//45//46//47//48/

        24·1 + 25·0 + 26·1 + 31·0 + 32·1 + 33·0 + 38·1 + 39·0 + 40·1 = 160

        Output (row 1, column 1): the window covers rows 3–5 and columns 3–5 of the
        input. Row 6 and column 6 are covered by no window: (7 − 3) / 3 does not come
        out even; 4 / 3 leaves 1.
        """)
  }

  @Test func `padding is dots, channels have a sum each, the bias comes last`() throws {
    let w = try window(3, stride: 2, padding: 1)
    let kernels = Tensor<Double>([2, 2, 3, 3], (0..<36).map { Double($0 % 3 - 1) })
    let story = try executedStory(
      .convolution(Convolution(windows: [w, w])),
      [counting([1, 2, 3, 3]), kernels, Tensor([2], [1, -1])])
    #expect(
      text.frame(1, of: story) == """
        conv2d, kernel 3×3, stride 2, padding 1, frame 2 of 8

        input, channel 0    input, channel 1        kernel, filter 0, channel 0
         ∘  ∘ [∘][∘][∘]       ∘   ∘ [ ∘][ ∘][ ∘]     −1   0   1
         ∘  0 [1][2][∘]       ∘   9 [10][11][ ∘]     −1   0   1
         ∘  3 [4][5][∘]       ∘  12 [13][14][ ∘]     −1   0   1
         ∘  6  7  8  ∘        ∘  15  16  17   ∘
         ∘  ∘  ∘  ∘  ∘        ∘   ∘   ∘   ∘   ∘

        kernel, filter 0, channel 1    bias       output, channel 0    output, channel 1
         −1   0   1                    [ 1] −1      29 [−27]              ·    ·
         −1   0   1                                  ·    ·               ·    ·
         −1   0   1

        input channel 0: 0·(−1) + 0·0 + 0·1 + 1·(−1) + 2·0 + 0·1 + 4·(−1) + 5·0 +
            0·1 = −5
        input channel 1: 0·(−1) + 0·0 + 0·1 + 10·(−1) + 11·0 + 0·1 + 13·(−1) + 14·0 +
            0·1 = −23
        −5 + (−23) + bias 1 = −27

        Output (channel 0, row 0, column 1): the window covers rows 0–1 and columns 1–2
        of the input; 5 of its 9 taps lie in the padding.
        """)
  }

  @Test func `a sequence is one row`() throws {
    let story = try executedStory(
      .convolution(Convolution(windows: [try window(3, stride: 2, padding: 1)])),
      [counting([1, 1, 6]), Tensor([1, 1, 3], [1, 0, -1])])
    #expect(
      text.frame(1, of: story) == """
        conv1d, kernel 3, stride 2, padding 1, frame 2 of 3

        input                       kernel         output
         ∘  0 [1][2][3] 4  5 /∘/      1   0  −1     −1 [−2]  ·

        1·1 + 2·0 + 3·(−1) = −2

        Output (position 1): the window covers positions 1–3 of the input.
        """)
  }

  @Test func `the maximum of a window is pointed at`() throws {
    let w = try window(2, stride: 2)
    let story = try executedStory(.maxPool([w, w]), [counting([1, 1, 4, 4])])
    #expect(
      text.frame(2, of: story) == """
        max_pool2d, window 2×2, stride 2, frame 3 of 4

        input              output
          0   1   2   3      5   7
          4   5   6   7    [13]  ·
        [ 8][ 9] 10  11
        [12]<13> 14  15

        max(8, 9, 12, 13) = 13

        Output (row 1, column 0): the window covers rows 2–3 and columns 0–1 of the
        input; its maximum is 13.
        """)
  }

  @Test func `a transposed convolution shows the zeros it inserts`() throws {
    let w = try window(3, stride: 2, padding: 1)
    let story = try executedStory(
      .transposedConvolution(Convolution(windows: [w, w])),
      [counting([1, 1, 2, 2]), counting([1, 1, 3, 3])], view: .twin)
    #expect(
      text.frame(4, of: story) == """
        twin: conv2d, k' = 3, s' = 1, p' = 1, frame 5 of 9

        stretched input    kernel, turned    output
         ∘  ∘  ∘  ∘  ∘     [8] 7 [6]           0   3   4
         ∘ [0][:][1] ∘      5  4  3            2 [10]  ·
         ∘ [:][:][:] ∘     [2] 1 [0]           ·   ·   ·
         ∘ [2][:][3] ∘
         ∘  ∘  ∘  ∘  ∘

        0·8 + 1·6 + 2·2 + 3·0 = 10

        Output (row 1, column 1): 4 input cells reach it, each through a tap of its own.
        """)
  }

  @Test func `im2col fills column after column`() throws {
    let k2 = try window(2)
    let story = try executedStory(.unfold([k2, k2]), [counting([1, 1, 3, 3])])
    #expect(
      text.frame(1, of: story) == """
        unfold, kernel 2×2, frame 2 of 4

        input        columns
         0 [1][2]     0 [1] ·  ·
         3 [4][5]     1 [2] ·  ·
         6  7  8      3 [4] ·  ·
                      4 [5] ·  ·

        Column 1: the window covers rows 0–1 and columns 1–2 of the input. Its 4 cells
        are written below each other.
        """)
  }

  @Test func `a size that does not fit is derived on a strip of cells`() throws {
    let story = try Storyboard.sizeArithmetic(for: [try window(3, stride: 3)], input: [7])
    #expect(
      text.frame(5, of: story) == """
        output size, input 7, kernel 3, frame 6 of 6

        input axis               output positions
         0  1  2  3  4  5 /6/     0  1

        (7 − 3) / 3 + 1 ≈ 2.333
        ⌊(7 − 3) / 3⌋ + 1 = 2

        A size of 2.33… does not fit: frameworks floor to 2 and leave 1 cell uncovered.
        """)
  }

  @Test func `panels wrap below each other and large grids are cut around the window`() throws {
    let w = try window(3)
    let story = try executedStory(
      .convolution(Convolution(windows: [w, w])),
      [counting([1, 1, 40, 40]), Tensor([1, 1, 3, 3], repeating: 1)])
    #expect(
      PlainText(width: 48, rowLimit: 5).frame(20 * 38 + 10, of: story) == """
        conv2d, kernel 3×3, frame 771 of 1444

        input                     kernel
        …                          1  1  1
        … 770  771  772  773 …     1  1  1
        …[810][811][812] 813 …     1  1  1
        …[850][851][852] 853 …
        …[890][891][892] 893 …
        … 930  931  932  933 …
        …

        output
        …
        … 6930  6939  6948 …
        … 7290  7299  7308 …
        … 7650 [7659]    · …
        …    ·     ·     · …
        …    ·     ·     · …
        …

        810·1 + 811·1 + 812·1 + 850·1 + 851·1 + 852·1 +
            890·1 + 891·1 + 892·1 = 7659

        Output (row 20, column 10): the window covers
        rows 20–22 and columns 10–12 of the input.
        """)
  }

  @Test func `an endless sum ends with its result`() throws {
    let story = try executedStory(.reduce(Reduction(.sum, axes: [0])), [counting([3000])])
    let lines = text.frame(0, of: story).split(separator: "\n")
    #expect(lines.count < 20)
    #expect(lines.contains("    … = 4498500"))
  }

  @Test func `no line is longer than the width`() throws {
    let w = try window(3, padding: 1)
    let story = try executedStory(
      .convolution(Convolution(windows: [w, w])),
      [counting([1, 20, 9, 9]), Tensor([2, 20, 3, 3], repeating: -0.125)])
    for width in [30, 60, 80, 132] {
      let drawn = PlainText(width: width).frame(100, of: story)
      for line in drawn.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
    }
  }

  @Test func `the rows of columns have their names`() throws {
    let k2 = try window(2)
    let story = try executedStory(
      .convolution(Convolution(windows: [k2, k2])),
      [image([[1, 3, -1], [2, 1, 0], [0, 2, -1]]), image([[1, 0], [2, -1]])], view: .im2col)
    let lines = text.frame(1, of: story).split(separator: "\n").map(String.init)
    for row in ["0,0   1 [ 3]  2   1", "0,1   3 [-1]  1   0", "1,0   2 [ 1]  0   2"] {
      #expect(lines.contains { $0.contains(row.replacing("-", with: "−")) }, "\(row)")
    }
  }

  @Test func `of a wide matrix the columns of the lit row are in view`() throws {
    let k2 = try window(2)
    let story = try executedStory(
      .convolution(Convolution(windows: [k2, k2])),
      [counting([1, 2, 6, 6]), Tensor([1, 2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8])], view: .matrix)
    let lines = text.frame(7, of: story).split(separator: "\n").map(String.init)
    let row = try #require(
      lines.first { $0.contains("…[  1][  2]…[  3][  4]…[  5][  6]…[  7][  8]…") })
    // The input stands above the columns that it belongs to, the products below them.
    let others = lines.filter { $0.hasPrefix("   ") && $0.contains("…[") }
    #expect(others.count == 2)
    for other in others {
      #expect(
        other.firstRange(of: "…[")?.lowerBound.utf16Offset(in: other)
          == row.firstRange(of: "…[")?.lowerBound.utf16Offset(in: row))
    }
    #expect(lines.allSatisfy { $0.count <= 80 })
  }
}
