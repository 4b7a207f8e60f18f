import Problems
import Storyboards
import Typesetting

/// What figures there are of a problem: its nodes with their views.
struct FigureList {
  private let entries: [Entry]

  private struct Entry {
    let value: ProblemValue
    let operation: String
    let views: [StoryView]
    let frameCount: Int
  }

  /// Lists the ops in order, then the gradients, where the problem has any.
  init(_ problem: Problem) throws {
    // A problem that no gradient flows through has its ops still.
    let withGradients = try? problem.built(withGradients: true)
    let solved = try SolvedProblem(solving: try withGradients ?? problem.built())
    entries = try solved.problem.values.map { value in
      let views = try solved.views(of: value)
      return Entry(
        value: value, operation: solved.problem.operation(of: value) ?? "", views: views.views,
        frameCount: views.first.frames.count)
    }
  }

  /// A line for each node, under a header.
  var text: String {
    TextTable(
      header: ["node", "op", "frames", "views"],
      rows: entries.map { entry in
        [
          entry.value.name, entry.operation, String(entry.frameCount),
          entry.views.map(\.rawValue).joined(separator: " "),
        ]
      }, trailing: [2]
    ).text
  }

  /// The same as one line of JSON: `[{"node":"0","op":"conv2d","frames":4,"views":["window",…]},…]`.
  var json: String {
    var writer = JSONWriter()
    writer.array(entries) { writer, entry in
      writer.object { writer in
        writer.key("node")
        writer.string(entry.value.name)
        writer.key("op")
        writer.string(entry.operation)
        writer.key("frames")
        writer.integer(entry.frameCount)
        writer.key("views")
        writer.array(entry.views) { $0.string($1.rawValue) }
      }
    }
    return writer.text
  }
}
