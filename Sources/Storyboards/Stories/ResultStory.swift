import TensorEngine
import Typesetting

extension Explainer {
  /// The values alone, in one frame: for given values, for results without cells, and for windows
  /// over more axes than a plane has or over more padding than can be drawn.
  func resultStory() -> Storyboard {
    var builder = PanelBuilder()
    for position in operands.indices { _ = show(position, in: &builder) }
    _ = showResult(in: &builder)
    let shape = result.shape.sizeText
    let numbers = shape.isEmpty ? "one number" : "\(shape) numbers"
    let frame = Frame(
      caption: "\(resultTitle.capitalizedFirst): \(numbers)\(op.isLeaf ? ", given" : "").",
      marks: [], arithmetic: [],
      finishedCells: result.shape.count)
    return Storyboard(
      title: title, panels: builder.panels, frames: Frames(count: 1) { _ in frame })
  }
}

extension Op {
  /// Whether the value was given and not computed from others.
  fileprivate var isLeaf: Bool {
    switch self {
    case .input, .fill: true
    default: false
    }
  }
}
