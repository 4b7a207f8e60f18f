import Problems
import StageUI
import Storyboards
import TerminalKit
import Typesetting

/// The lab's screen: parameters over their keys, the stage, and what everything comes to.
struct LabView: Widget {
  private let model: LabModel
  private let glyphs: GlyphSet
  private let stage: StageView
  private let readout: LabReadout
  private let layout: LabLayout

  init(_ model: LabModel, in area: Rect, glyphs: GlyphSet = .unicode) {
    var stage = model.player.view()
    stage.isRoomy = area.height >= 30
    (self.model, self.glyphs, self.stage) = (model, glyphs, stage)
    var readout = LabReadout(model)
    func layout(_ readout: LabReadout) -> LabLayout {
      LabLayout(
        hasSidePanel: model.hasSidePanel, isBrief: readout.isBrief,
        readoutHeight: readout.height(width: LabLayout.width(in: area), glyphs: glyphs), in: area)
    }
    // Grids are what there is to be seen; I shows the facts. While sums grow longer they stay left out.
    readout.isBrief =
      model.isLearning || stage.lacksRows(in: layout(readout).stage, glyphs: glyphs)
    self.readout = readout
    self.layout = layout(readout)
  }

  func draw(in area: Rect, on buffer: inout Buffer) {
    drawHeader(in: layout.header, on: &buffer)
    buffer.draw(LabParameters(model), in: layout.parameters)
    buffer.draw(stage, in: layout.stage)
    if let head = stageHead { buffer.write(head, in: layout.stageHead, alignment: .trailing) }
    buffer.draw(readout, in: layout.readout)
    switch model.panel {
    case .inverse(let list): buffer.draw(InverseTable(list), in: layout.side)
    case .learning(let learning): buffer.draw(LearningPanel(learning), in: layout.side)
    case .choice(let choice): buffer.draw(ChoiceBox(choice), in: area)
    case .prompt(let prompt): buffer.draw(FileBox(prompt), in: area)
    case .replacing(let path):
      buffer.draw(
        Dialog(
          StyledText("Replace the file?", Style.accent.bold),
          text: StyledText("\(path.printable) is there already."), hints: model.keys.hints),
        in: area)
    case .leaving:
      buffer.draw(
        Dialog(
          StyledText("Leave without saving?", Style.accent.bold),
          text: "What was changed is in no file yet. C-c ends the program.", hints: model.keys.hints
        ), in: area)
    case nil: break
    }
  }

  /// Where the cursor blinks while something is typed.
  func cursor(in area: Rect) -> Point? {
    switch model.panel {
    case .prompt(let prompt): FileBox(prompt).cursor(in: area)
    case .choice(let choice): ChoiceBox(choice).cursor(in: area)
    case .learning(let learning): LearningPanel(learning).cursor(in: layout.side)
    case nil: stage.cursor(in: layout.stage, glyphs: glyphs)
    default: nil
    }
  }

  /// The cell of the stage at a point, for the mouse.
  func cell(at point: Point) -> CellReference? {
    stage.cell(at: point, in: layout.stage, glyphs: glyphs)
  }

  /// The cell of the stage that somebody points at who points there.
  func pointedCell(at point: Point) -> CellReference? {
    stage.pointedCell(at: point, in: layout.stage, glyphs: glyphs)
  }

  /// The first cells of the grids of the stage that may be pointed at.
  var grids: [CellReference] { stage.grids(in: layout.stage, glyphs: glyphs) }

  private func drawHeader(in area: Rect, on buffer: inout Buffer) {
    let count = model.problem.operations.count
    var title = StyledText("lab", Style.accent.bold)
    title.append("   \(model.operation.name)", Style.text.bold)
    let parts = model.live.parts.count
    if parts > 1 { title.append("   part \(model.part + 1) of \(parts)", .accent) }
    if count > 1 {
      let chain = model.problem.operations.map(\.name).joined(separator: " | ")
      title.append("   op \(model.live.operation + 1) of \(count): \(chain)", .dim)
    }
    let file = model.file.map { $0.printable } ?? ""
    let state =
      model.isUnsaved
      ? StyledText(file.isEmpty ? "unsaved" : "\(file), unsaved", .warning) : StyledText(file, .dim)
    buffer.write(title, in: area.splitLeft(max(0, area.width - state.width - 1)).left)
    buffer.write(state, in: area, alignment: .trailing)
  }

  /// The views, and which frame is on the stage.
  private var stageHead: StyledText? {
    let frames = model.player.visibleFrames
    let place =
      frames.count > 1
      ? StyledText("\(model.player.position - frames.lowerBound + 1)/\(frames.count)", .accent) : ""
    let room = layout.stageHead.width - place.width - 3
    let choice = stage.choice(upTo: room)
    let parts = [tooLarge(upTo: room - choice.width - 3), choice, place].filter { !$0.isEmpty }
    return parts.dropFirst().reduce(parts.first ?? "") { $0 + StyledText("   ") + $1 }
  }

  /// Which views the op would have with smaller grids, and what to do about it, as far as there is room.
  private func tooLarge(upTo room: Int) -> StyledText {
    let views = model.live.tooLargeViews.map(\.rawValue)
    guard !views.isEmpty else { return "" }
    let names = "too large for a view: \(views.joined(separator: ", "))"
    let texts = ["\(names) (P: smaller input or kernel)", names, "\(views.count) too large (?)"]
    return StyledText(texts.first { DisplayWidth.of($0) <= room } ?? "", .dim)
  }
}

/// Where the parts of the lab stand.
struct LabLayout {
  let header: Rect
  let parameters: Rect
  let stageHead: Rect
  let stage: Rect
  let side: Rect
  let readout: Rect

  private static let sideWidth = 30

  /// From this height on, an empty row stands below the header.
  private static let roomyFrom = 28

  /// The columns between the margins.
  static func width(in area: Rect) -> Int { area.inset(horizontally: 2).width }

  init(hasSidePanel: Bool, isBrief: Bool, readoutHeight: Int, in area: Rect) {
    let rows = area.inset(horizontally: 2).rows(
      .fixed(1), .fixed(area.height < Self.roomyFrom ? 0 : 1), .fixed(3), .fixed(1), .fill,
      .fixed(isBrief ? 0 : 1), .fixed(min(readoutHeight, area.height / 3)))
    header = rows[0]
    parameters = rows[2]
    stageHead = rows[3]
    if hasSidePanel {
      let columns = rows[4].columns(.fill, .fixed(Self.sideWidth), spacing: 2)
      (stage, side) = (columns[0], columns[1])
    } else {
      (stage, side) = (rows[4], .zero)
    }
    readout = rows[6]
  }
}

extension LabModel {
  /// Whether weights are being learned.
  fileprivate var isLearning: Bool { if case .learning = panel { true } else { false } }

  /// Whether something stands beside the stage.
  var hasSidePanel: Bool {
    switch panel {
    case .inverse, .learning: true
    case .choice, .prompt, .replacing, .leaving, nil: false
    }
  }
}
