import Storyboards
import TensorEngine
import Typesetting

/// A storyboard as one line of JSON, for programs.
///
/// ```json
/// {"op":"conv2d","view":"im2col","views":["window","im2col","matrix","gradients"],
///  "panels":[{"title":"input","role":"input","rows":3,"columns":3,"values":[[1,3,-1],…]},…],
///  "frames":[{"result":[0,0,1,2],"value":6,"terms":[[1,3],[-1,2]],"caption":"…"},…]}
/// ```
///
/// A tensor of several planes has an entry of `panels` for each, with its name under `plane`; values
/// hold padding and inserted zeros too. `result` is the element that a frame makes, by its
/// coordinates in the tensor, and `value` what it comes to; both are `null` where a frame makes
/// none. `terms` has the factors of each product whose sum the value is, a bias as one factor; it
/// is left out where the arithmetic is no sum of products. A curve has `points` in place of `values`,
/// and a frame about one of them its `point` and the `slope` there. What is not finite is `null`.
public struct StoryboardJSON {
  private let operation: String
  private let view: StoryView
  private let views: [StoryView]
  private let storyboard: Storyboard
  private let isSinglePrecision: Bool

  /// Describes a view of a node.
  ///
  /// - Parameters:
  ///   - operation: The op's name.
  ///   - views: The node's views.
  ///   - view: The one that is written.
  ///   - isSinglePrecision: Whether its numbers were computed in `Float`.
  /// - Precondition: The node has the view.
  public init(
    _ operation: String, _ views: LinkedViews, as view: StoryView, isSinglePrecision: Bool
  ) {
    self.operation = operation
    (self.view, self.views) = (view, views.views)
    storyboard = views.storyboard(view)
    self.isSinglePrecision = isSinglePrecision
  }

  /// The text, with some of the frames.
  ///
  /// - Precondition: The storyboard has the frames.
  public func text(frames: Range<Int>) -> String {
    var writer = JSONWriter(isSinglePrecision: isSinglePrecision)
    writer.object { writer in
      writer.key("op")
      writer.string(operation)
      writer.key("view")
      writer.string(view.rawValue)
      writer.key("views")
      writer.array(views) { $0.string($1.rawValue) }
      writer.key("panels")
      writer.array(storyboard.panels.flatMap(\.parts)) { writer, part in
        write(part, to: &writer)
      }
      writer.key("frames")
      writer.array(frames) { writer, position in
        write(storyboard.frames[position], to: &writer)
      }
    }
    return writer.text
  }

  private func write(_ part: PanelPart, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("title")
      writer.string(part.panel.title)
      if let title = part.plane?.title, !title.isEmpty {
        writer.key("plane")
        writer.string(title)
      }
      writer.key("role")
      writer.string(part.panel.role.rawValue)
      if let plane = part.plane { write(plane, to: &writer) }
      if let plot = part.panel.plot {
        writer.key("points")
        writer.array(plot.points) { writer, point in
          writer.array([point.x, point.y]) { $0.number($1) }
        }
        if !plot.dots.isEmpty { write(plot.dots, to: &writer) }
      }
    }
  }

  private func write(_ dots: [Plot.Dot], to writer: inout JSONWriter) {
    for (name, isFull) in [("full", true), ("hollow", false)] {
      writer.key(name)
      writer.array(dots.filter { $0.isFull == isFull }) { writer, dot in
        writer.array([dot.point.x, dot.point.y]) { $0.number($1) }
      }
    }
  }

  private func write(_ plane: Plane, to writer: inout JSONWriter) {
    writer.key("rows")
    writer.integer(plane.rows)
    writer.key("columns")
    writer.integer(plane.columns)
    writer.key("values")
    writer.array(0..<plane.rows) { writer, row in
      writer.array(0..<plane.columns) { $0.number(plane[row, $1]) }
    }
  }

  private func write(_ frame: Frame, to writer: inout JSONWriter) {
    let cell = storyboard.resultCell(of: frame)
    writer.object { writer in
      writer.key("result")
      if let cell, let element = storyboard.element(in: cell) {
        writer.array(element.index) { $0.integer($1) }
      } else {
        writer.null()
      }
      writer.key("value")
      let shown = cell.map { storyboard.panels[$0.panel].planes[$0.plane][$0.row, $0.column] }
      if let value = shown ?? frame.arithmetic.last?.result {
        writer.number(value)
      } else {
        writer.null()
      }
      if let terms = frame.terms {
        writer.key("terms")
        writer.array(terms) { writer, factors in
          writer.array(factors) { $0.number($1) }
        }
      }
      if let mark = frame.plotMarks.min(by: { $0.key < $1.key })?.value {
        writer.key("point")
        writer.array([mark.point.x, mark.point.y]) { $0.number($1) }
        writer.key("slope")
        writer.number(mark.slope)
      }
      writer.key("caption")
      writer.string(frame.caption)
    }
  }
}

/// What has an entry of its own: a plane of a panel, or its curve.
private struct PanelPart {
  let panel: Panel
  let plane: Plane?
}

extension Panel {
  fileprivate var parts: [PanelPart] {
    plot == nil
      ? planes.map { PanelPart(panel: self, plane: $0) } : [PanelPart(panel: self, plane: nil)]
  }
}
