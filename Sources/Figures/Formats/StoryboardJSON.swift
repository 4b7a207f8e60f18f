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
/// hold padding and inserted zeros too. One that belongs to some frames alone lists them, from 0 as they
/// stand in the text, under `frames`. `labels` are the names of its rows, `kinds` says what stands in cells
/// that are no elements, and `start` and `spacing` in which row and column the elements begin, and how far
/// apart they lie.
///
/// `result` is the element that a frame makes, by its
/// coordinates in the tensor, `value` what it comes to, and `cell` where it stands: position in `panels`,
/// row, column; all are `null` where a frame makes none. `marks` are the other cells that take part, each
/// kind with its own, and `copies` those of the padding among them that are copies, each with the cell it is a copy of.
/// `terms` has the factors of each product whose sum the value is, a bias as one factor; it
/// is left out where the arithmetic is no sum of products. A curve has `points` in place of `values`,
/// and a frame about one of them its `point` and the `slope` there. In the view `units` each unit is a
/// plane, with what its numbers are called under `labels`, and `edges` has the weights with how strongly
/// the loss feels each of them (`gradient`), from unit to unit by the first of their names. What is not finite is `null`.
public struct StoryboardJSON {
  private let operation: String
  private let view: StoryView
  private let views: [StoryView]
  private let storyboard: Storyboard
  private let stage: StageParts
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
    stage = StageParts(storyboard.panels)
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
      let shown = frames.map { storyboard.frames[$0] }
      writer.array(stage.parts) { writer, part in
        write(part, in: shown, to: &writer)
      }
      if !storyboard.edges.isEmpty { writeEdges(to: &writer) }
      writer.key("frames")
      writer.array(shown) { writer, frame in
        write(frame, to: &writer)
      }
    }
    return writer.text
  }

  private func write(
    _ part: StageParts.Part, in frames: [Frame], to writer: inout JSONWriter
  ) {
    let shown = frames.indices.filter { frames[$0].shows(part) }
    writer.object { writer in
      writer.key("title")
      writer.string(part.panel.title)
      if let title = part.plane?.title, !title.isEmpty {
        writer.key("plane")
        writer.string(title)
      }
      writer.key("role")
      writer.string(part.panel.role.rawValue)
      if shown.count < frames.count {
        writer.key("frames")
        writer.array(shown) { $0.integer($1) }
      }
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

  /// Each edge with the units at its ends, by what their numbers are called, and how strongly the loss
  /// feels its weight.
  private func writeEdges(to writer: inout JSONWriter) {
    func name(_ end: UnitEdge.End) -> String {
      storyboard.panels[end.panel].planes[end.plane].rowLabels.first ?? ""
    }
    writer.key("edges")
    writer.array(storyboard.edges) { writer, edge in
      writer.object { writer in
        writer.key("from")
        writer.string(name(edge.start))
        writer.key("to")
        writer.string(name(edge.end))
        for (key, number) in [("weight", edge.weight), ("gradient", edge.gradient)] {
          guard let number else { continue }
          writer.key(key)
          writer.number(number)
        }
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
    if !plane.rowLabels.isEmpty {
      writer.key("labels")
      writer.array(plane.rowLabels) { $0.string($1) }
    }
    writeLayout(of: plane, to: &writer)
  }

  /// Where elements stand among other cells; nothing where there are no others.
  private func writeLayout(of plane: Plane, to writer: inout JSONWriter) {
    let kinds = (0..<plane.rows).map { row in
      (0..<plane.columns).map { plane.kind(row: row, column: $0) }
    }
    guard kinds.joined().contains(where: { $0 != .data }) else { return }
    writer.key("kinds")
    writer.array(kinds) { $0.string(String($1.map(\.letter))) }
    let (rows, columns) = (plane.layout.rows, plane.layout.columns)
    for (name, values) in [
      ("start", [rows.start, columns.start]), ("spacing", [rows.spacing, columns.spacing]),
    ] {
      writer.key(name)
      writer.array(values) { $0.integer($1) }
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
      writer.key("cell")
      if let cell { write(cell, to: &writer) } else { writer.null() }
      writer.key("marks")
      writeMarks(of: frame, besides: cell, to: &writer)
      writeCopies(of: frame, to: &writer)
      if let terms = storyboard.addends(of: frame) {
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

  private func write(_ cell: CellReference, to writer: inout JSONWriter) {
    let part = stage.position(panel: cell.panel, plane: cell.plane)
    writer.array([part, cell.row, cell.column]) { $0.integer($1) }
  }

  /// The cells that take part beside the result, each kind with its own.
  private func writeMarks(
    of frame: Frame, besides result: CellReference?, to writer: inout JSONWriter
  ) {
    let marks = frame.marks.filter { $0.cell != result && frame.shows($0.cell) }
    let kinds = Dictionary(grouping: marks) { $0.kind.rawValue }
    writer.object { writer in
      for (kind, marks) in kinds.sorted(by: { $0.key < $1.key }) {
        writer.key(kind)
        writer.array(Set(marks.map(\.cell)).sorted()) { write($1, to: &$0) }
      }
    }
  }
}

extension StoryboardJSON {
  /// The copies in the padding that a frame reads, each with the cell that it is a copy of.
  private func writeCopies(of frame: Frame, to writer: inout JSONWriter) {
    let links = storyboard.panels.indices.flatMap { storyboard.copies(in: frame, panel: $0) }
      .filter { frame.shows($0.copy) }
    guard !links.isEmpty else { return }
    writer.key("copies")
    writer.array(links) { writer, link in
      writer.array([link.copy, link.source]) { write($1, to: &$0) }
    }
  }
}

extension CellKind {
  /// What stands for it in a row of kinds.
  fileprivate var letter: Character {
    switch self {
    case .data: "d"
    case .added: "a"
    case .insertedZero: "z"
    case .padding: "p"
    case .cropped: "c"
    case .empty: "e"
    }
  }
}

extension Frame {
  /// Whether a part of the stage belongs to what the frame shows.
  fileprivate func shows(_ part: StageParts.Part) -> Bool {
    guard let plane = part.planePosition, let planes = visiblePlanes[part.panelPosition] else {
      return true
    }
    return planes.contains(plane)
  }
}
