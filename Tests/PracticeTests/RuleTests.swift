import Problems
import TensorEngine
import Testing

@testable import Practice

/// How the numbers of a family are drawn, at the ends of what can be written.
@Suite struct RuleTests {
  @Test(arguments: [
    ("-2..9223372036854775807", "this number is too large"),
    ("-9223372036854775807..2", "this number is too large"),
    ("-1 - 9223372036854775807", "this number is too large"),
    ("9223372036854775807", "this number is too large"),
    ("9223372036854775807 * 2", "this number is too large"),
    ("1000000 * 1000000 * 2", "this number is too large"),
    ("0..1000000 * 1000000", "the range from 0 to 1000000000000 is too large"),
    (
      "-1000000 * 1000000..1000000 * 1000000",
      "the range from -1000000000000 to 1000000000000 is too large"
    ),
    ("3..1", "the range from 3 to 1 is empty"), ("1/0", "this divides by zero"),
    ("-7/-0", "this divides by zero"), ("18446744073709551616", "is no sum of whole numbers"),
  ])
  func `numbers that cannot be drawn are refused`(rule: String, message: String) throws {
    var generator = SeededNumbers(seed: 1)
    do throws(Diagnostic) {
      let number = try NumberRule(node(rule)).draw([:], &generator)
      Issue.record("\(rule) gave \(number)")
    } catch {
      #expect(error.message.contains(message), "\(rule): \(error.message)")
    }
  }

  @Test func `as many different numbers as there are can be drawn, and not one more`() throws {
    var generator = SeededNumbers(seed: 1)
    let drawn = try GridRule(node("{size: [50, 80], of: 0..3999, distinct: true}"))
      .draw([:], &generator)
    #expect(Set(drawn.elements).count == 4_000)
    #expect(throws: Diagnostic.self) {
      try GridRule(node("{size: [4], of: 1..3, distinct: true}")).draw([:], &generator)
    }
  }

  /// Each candidate of an exercise is computed with all its wrong ways.
  @Test(arguments: ["[65536]", "[2, 65537]", "[0]", "[3, -1]"])
  func `grids that nobody looks at are refused`(size: String) throws {
    var generator = SeededNumbers(seed: 1)
    do throws(Diagnostic) {
      let grid = try GridRule(node("{size: \(size), of: 1..9}")).draw([:], &generator)
      Issue.record("\(size) gave \(grid.shape)")
    } catch {
      #expect(error.remedy == "Lengths are 1 or more, and a grid has at most 4096 numbers.")
    }
  }

  @Test(arguments: [
    ("grid", "conv2d: 1 0 / 0 1", "the products of a sum are asked for, but this is kind grid"),
    ("number", "max_pool2d: 2", "the number that is asked for is no sum of products"),
    ("number", "conv2d: 2", "the number that is asked for is no sum of products"),
  ])
  func `products are asked for where there are some`(
    kind: String, operation: String, message: String
  ) throws {
    let error = #expect(throws: Diagnostic.self) {
      let text = """
        {id: a, title: A, grids: {x: {size: [3, 3], of: 1..9}},
         problem: {input: $x, ops: [{\(operation)}]},
         ask: {kind: \(kind), products: true, question: Which?}}
        """
      let family = try Family(node(text), topic: "t")
      _ = try family.exercise(seed: 1, level: 1, on: ReferenceBackend<Double>())
    }
    #expect(error?.message == message)
  }

  private func node(_ text: String) throws(Diagnostic) -> SourceNode {
    try YAMLReader.read(SourceFile(path: "family.yaml", text: text))
  }
}
