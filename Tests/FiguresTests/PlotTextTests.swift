import Figures
import TensorEngine
import Testing

/// Curves in plain text.
struct PlotTextTests {
  @Test func `a curve is a table of values, and the lines say where its point is`() throws {
    let story = try executedStory(
      .unary(.relu), [Tensor([2], [-2, 1.5])], view: .curve)
    #expect(
      PlainText().frame(1, of: story) == """
        relu, frame 2 of 2

        input         relu                     output
          −2 [1.5]    x     −4  −2  0  2  4       0 [1.5]
                      f(x)   0   0  0  2  4

        max(0, 1.5) = 1.5

        Output (position 1): at 1.5 the curve stands at 1.5, and its slope is 1.
        """)
  }

  @Test func `in ASCII it has nothing but ASCII`() throws {
    let story = try executedStory(.unary(.tanh), [Tensor([1], [-1])], view: .curve)
    let text = PlainText(glyphs: .ascii).frame(0, of: story)
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    #expect(text.contains("f(x)  -0.999  -0.964  0  0.964  0.999"))
  }
}
