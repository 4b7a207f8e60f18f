import TensorEngine
import Testing

@testable import Problems

struct GridLiteralTests {
  private func grid(_ yaml: String) throws -> Tensor<Double> {
    let file = try SourceFile(path: "grid.yaml", text: "g: " + yaml)
    let values = try NamedValues(try YAMLReader.read(file), of: "the test", names: ["g"])
    return try GridLiteral(try #require(values["g"]), as: "g").value
  }

  @Test(arguments: [
    "1 2 3 / 4 5 6", "1,2,3/4,5,6", "1, 2, 3 / 4, 5, 6", "|\n  1 2 3\n  4 5 6\n",
    "\n  1 2 3\n  4 5 6\n", "\n  1 2 3 /\n  4 5 6\n", ">\n  1 2 3 /\n  4 5 6\n",
    "'1 2 3 / 4 5 6'", "[[1, 2, 3], [4, 5, 6]]", "\n  - 1 2 3\n  - 4 5 6\n",
    "\n  - [1, 2, 3]\n  - 4 5 6\n", "\"1 2 3\n  4 5 6\"", "|\n  1 2 3\r\n  4 5 6\r\n",
  ])
  func `rows are separated by strokes, line ends or brackets`(yaml: String) throws {
    #expect(try grid(yaml) == Tensor([2, 3], [1, 2, 3, 4, 5, 6]))
  }

  @Test(arguments: [
    "1 2 / 3 4 ; 5 6 / 7 8", "|\n  1 2\n  3 4\n\n  5 6\n  7 8\n",
    "|\n  1 2\n  3 4\n  ;\n  5 6\n  7 8\n",
    "[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]", "\n  - 1 2 / 3 4\n  - 5 6 / 7 8\n",
  ])
  func `planes are separated by semicolons, blank lines or brackets`(yaml: String) throws {
    #expect(try grid(yaml) == Tensor([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]))
  }

  @Test func `blocks of planes are separated by double semicolons`() throws {
    #expect(try grid("1 2 ; 3 4 ;; 5 6 ; 7 8") == Tensor([2, 2, 1, 2], [1, 2, 3, 4, 5, 6, 7, 8]))
    #expect(try grid("1 2 ;; 3 4").shape == [2, 1, 1, 2])
  }

  @Test func `the rank is as written`() throws {
    #expect(try grid("7") == Tensor(.scalar, [7]))
    #expect(try grid("[7]") == Tensor([1], [7]))
    #expect(try grid("7 8") == Tensor([2], [7, 8]))
    #expect(try grid("[[7]]").shape == [1, 1])
  }

  @Test func `numbers are written as people write them`() throws {
    #expect(try grid("1 -2 −3 +4 .5 6. 1e3 2.5E-1").elements == [1, -2, -3, 4, 0.5, 6, 1000, 0.25])
    #expect(try grid("-0 0").elements.allSatisfy { $0.sign == .plus })
  }

  @Test(arguments: ["0x10", "1_000", "1:30", "on", "1e", "--1", "1.2.3", "١", "1e9999999"])
  func `what YAML might take for a number is none`(text: String) {
    if case .number = NumberSyntax.parse(text) { Issue.record("\(text) was read as a number") }
  }

  @Test func `leading axes of length 1 are added, never taken away`() throws {
    let file = try SourceFile(path: "g", text: "1 2 / 3 4")
    let node = SourceNode(.scalar(file.text, .plain), at: .init(line: 1, column: 1), in: file)
    let grid = try GridLiteral(node, as: "g")
    #expect(grid.value(ofRank: 4).shape == [1, 1, 2, 2])
    #expect(grid.value(ofRank: 1).shape == [2, 2])
  }

  @Test(arguments: [("1/3 1/3 1/3", true), ("1 2 3 / 4 5", false)])
  func `whoever writes fractions is told what a stroke is`(yaml: String, isTold: Bool) {
    let error = #expect(throws: Diagnostic.self) { try grid(yaml) }
    #expect(error?.remedy.hasPrefix("Give every row the same number of numbers.") == true)
    #expect(error?.remedy.contains("1/4 is written 0.25") == isTold)
  }
}
