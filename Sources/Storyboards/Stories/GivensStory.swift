import TensorEngine
import Typesetting

extension Storyboard {
  /// The numbers that were given, and nothing that is computed from them.
  ///
  /// - Parameters:
  ///   - title: What they were given for.
  ///   - sentence: What is to be said of them, such as why nothing can be computed; may be empty.
  ///   - values: The numbers that were given, with their nodes, the input first.
  ///   - graph: The graph that names them.
  public init(
    title: String, saying sentence: String,
    showing values: [(node: NodeID, value: Tensor<Double>)], of graph: Graph
  ) {
    var builder = PanelBuilder()
    for (node, value) in values {
      let name = graph[node].name ?? ""
      // `0.weight` is the weight of the op on the stage.
      let word = String(name.split(separator: ".").last ?? "")
      let part = OperandRole(rawValue: word)
      _ = builder.add(
        value, of: node, part?.title ?? word, part?.valueRole ?? .plain, operand: part)
    }
    let frame = Frame(caption: sentence, marks: [], arithmetic: [])
    let story = Storyboard(
      title: title, panels: builder.panels, frames: Frames(count: 1) { _ in frame })
    self = story
    // Whoever points at a number goes on looking for what to change.
    detail = { cell in
      let value = story.panels[cell.panel].planes[cell.plane][cell.row, cell.column]
      return Frame(
        caption: "\(story.name(of: cell)) is \(NumberText.short(value)). \(sentence)",
        marks: [Mark(cell, .chosen)], arithmetic: [])
    }
  }
}
