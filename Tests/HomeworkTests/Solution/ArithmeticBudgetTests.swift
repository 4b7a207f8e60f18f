import Storyboards
import Testing

@testable import Homework

/// How much arithmetic is spelled out before it is cut.
@Suite struct ArithmeticBudgetTests {
  private func story(cells: Int, tokensPerCell: Int) -> Storyboard {
    let tokens = [ArithmeticLine.Token](repeating: .sign("+"), count: tokensPerCell)
    let frame = Frame(caption: "", marks: [], arithmetic: [ArithmeticLine(tokens, result: 0)])
    return Storyboard(title: "", panels: [], frames: Frames(count: cells) { _ in frame })
  }

  @Test func `all cells of a homework's kernel are spelled out`() {
    let budget = ArithmeticBudget()
    #expect(budget.cells(of: story(cells: 4096, tokensPerCell: 40), wanted: 4096) == 4096)
    #expect(!budget.isSpent)
  }

  @Test func `endless sums are cut to a few cells, and later ones to one`() {
    let budget = ArithmeticBudget()
    let endless = story(cells: 4096, tokensPerCell: 100_000)
    #expect(budget.cells(of: endless, wanted: 4096) == 2)
    #expect(budget.isSpent)
    #expect(budget.cells(of: endless, wanted: 24) == 1)
    #expect(budget.cells(of: endless, wanted: 24) == 1)
  }
}
