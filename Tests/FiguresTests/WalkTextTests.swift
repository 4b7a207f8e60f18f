import Figures
import Storyboards
import TensorEngine
import Testing

/// Tables of several bands as text.
struct WalkTextTests {
  /// f = (x + y) · z with x = −2, y = 5, z = −4.
  private func story() throws -> Storyboard {
    var graph = Graph()
    let x = try graph.input([1], name: "x")
    let y = try graph.input([1], name: "y")
    let z = try graph.input([1], name: "z")
    let sum = try graph.append(.binary(.add), [x, y])
    let end = try graph.append(.binary(.multiply), [sum, z])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: Tensor([1], [-2]), y: Tensor([1], [5]), z: Tensor([1], [-4])])
    return try Storyboard.explaining(end, in: executed, view: .graph)
  }

  /// Where the words of a line begin.
  private func starts(_ line: String) -> [Int] {
    let signs = Array(line)
    return signs.indices.filter { signs[$0] != " " && ($0 == 0 || signs[$0 - 1] == " ") }
  }

  @Test(arguments: [80, 40, 20])
  func `each gradient stands below its value, however narrow it is`(width: Int) throws {
    let story = try story()
    let lines = PlainText(width: width).frame(story.frames.count - 1, of: story)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let gradients = lines.indices.filter {
      !lines[$0].isEmpty && lines[$0].split(separator: " ").allSatisfy { $0 == "gradient" }
    }
    #expect(gradients.count == [80: 1, 40: 2, 20: 3][width])
    var titles: [String] = []
    for line in gradients {
      // A title, one row of numbers, and an empty line stand above.
      #expect(lines[line - 1].isEmpty && starts(lines[line - 3]) == starts(lines[line]))
      titles += lines[line - 3].split(separator: " ").map(String.init)
    }
    #expect(titles == ["x", "y", "add", "z", "mul"])
  }
}
