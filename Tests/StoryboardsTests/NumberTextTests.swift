import Storyboards
import Testing

/// Numbers as people read them.
struct NumberTextTests {
  @Test(arguments: [
    (-2, "−2"), (-0.0, "0"), (2 / 3.0, "0.6667"), (0.5, "0.5"), (-1e-7, "−1e−7"), (1e-5, "1e−5"),
    (4415.25, "4415.2"), (123_456.5, "123456.5"), (1e21, "1e21"), (3, "3"), (-0.00001, "−1e−5"),
    (.infinity, "∞"), (-.infinity, "−∞"), (.nan, "NaN"), (1000.04, "1000"),
  ])
  func `a number is short and has a true minus sign`(value: Double, text: String) {
    #expect(NumberText.short(value) == text)
  }

  @Test func `a factor that is negative stands in parentheses`() {
    #expect(NumberText.factor(-1) == "(−1)")
    #expect(NumberText.factor(1) == "1")
  }
}
