import TerminalKit

/// Where the parts of the playground stand; drawing and mouse read it.
struct PlaygroundLayout {
  let header: Rect
  let scores: Rect
  let settings: Rect
  let network: NetworkLayout
  /// A title, and the picture below it; two where a kept run has room beside the present one.
  let planes: [Rect]
  let curves: Rect
  let formula: Rect
  let footer: Rect

  private static let settingsWidth = 23
  private static let gap = 2
  private static let formulaLeast = 28

  init(_ model: PlaygroundModel, in area: Rect) {
    let rows = area.rows(.fixed(1), .fixed(1), .fixed(1), .fill, .fixed(1))
    header = rows[0].inset(horizontally: 2)
    scores = rows[1].inset(horizontally: 2)
    footer = rows[4].inset(horizontally: 1)
    let body = rows[3].inset(horizontally: 2)
    let columns = body.columns(.fixed(Self.settingsWidth), .fill, spacing: Self.gap)
    settings = columns[0]
    let right = columns[1]

    let isRoomy = right.width >= 85
    let count = model.kept != nil && isRoomy ? 2 : 1
    let networkLeast = isRoomy && count == 1 ? 44 : 26
    let lowerLeast = right.height >= 28 ? 9 : 7
    // A row of a picture is as high as two columns are wide.
    let widest = (right.width - networkLeast - count * Self.gap) / (2 * count)
    let height = min(right.height - lowerLeast - 2, widest, 30)
    let (upper, lower) = right.splitTop(height + 1)
    let side = 2 * height
    let networkWidth = upper.width - count * (side + Self.gap)
    network = NetworkLayout(
      [model.settings.features.count] + model.widths, in: upper.splitLeft(networkWidth).left)
    planes = (0..<count).map { index in
      Rect(
        x: upper.minX + networkWidth + Self.gap + index * (side + Self.gap), y: upper.minY,
        width: side, height: height + 1)
    }
    let parts = lower.splitTop(1).rest.columns(
      .fill, isRoomy ? .fill : .fixed(Self.formulaLeast), spacing: Self.gap)
    (curves, formula) = (parts[0], parts[1])
  }

  /// The place in the plane at a point of the screen.
  func place(at point: Point) -> PlaygroundModel.Place? {
    guard let title = planes.first(where: { $0.contains(point) }) else { return nil }
    let picture = title.splitTop(1).rest
    guard picture.contains(point) else { return nil }
    let across = (Double(point.x - picture.minX) + 0.5) / Double(picture.width)
    let down = (Double(point.y - picture.minY) + 0.5) / Double(picture.height)
    return PlaygroundModel.Place(
      x: (2 * across - 1) * Plane.reach, y: (1 - 2 * down) * Plane.reach)
  }

  /// The unit whose picture is drawn at a point.
  func unit(at point: Point) -> PlaygroundModel.UnitPlace? {
    for (column, units) in network.columns.enumerated().dropFirst() {
      if let index = units.firstIndex(where: { $0.contains(point) }) {
        return PlaygroundModel.UnitPlace(layer: column - 1, index: index)
      }
    }
    return nil
  }

  /// The setting whose row is at a point.
  func setting(at point: Point) -> PlaygroundSetting? {
    guard settings.contains(point) else { return nil }
    return PlaygroundSetting.allCases.first { settings.minY + SettingsView.row(of: $0) == point.y }
  }
}

extension PlaygroundModel {
  /// Where everything stands now.
  var layout: PlaygroundLayout {
    PlaygroundLayout(self, in: Rect(origin: .zero, size: size))
  }
}

/// Where the units' pictures stand: a column of inputs, one for each hidden layer, and the scores.
struct NetworkLayout {
  let title: Rect
  /// The rectangles of each column's units, from the top; those of the inputs are empty where there is
  /// no room for more than their names.
  let columns: [[Rect]]

  /// The columns of cells left of the inputs, for their names, and right of the scores.
  private static let (before, behind) = (6, 2)
  /// The columns of cells from which on inputs have pictures.
  private static let roomy = 30

  init(_ counts: [Int], in area: Rect) {
    let (top, below) = area.splitTop(1)
    title = top
    let room = Rect(
      x: below.minX + Self.before, y: below.minY,
      width: below.width - Self.before - Self.behind, height: below.height)
    let (most, gaps) = (counts.max() ?? 1, counts.count - 1)
    let hasInputs = room.width >= Self.roomy
    // Wires need two columns; where those are missing, pictures come first.
    let widest = max(1, (room.width - 2 * gaps) / (hasInputs ? counts.count : gaps))
    let highest = max(1, (room.height - (most - 1)) / most)
    let height = max(1, min(highest, (widest + 1) / 2, 4))
    let width = max(1, min(widest, max(2, 2 * height)))
    let pitch = most > 1 ? max(height, min(height + 2, (room.height - height) / (most - 1))) : 0
    columns = counts.enumerated().map { column, count in
      let isEmpty = column == 0 && !hasInputs
      // Columns stand at their right ends, as far from each other.
      let first = hasInputs ? width : 0
      let end = room.minX + first + column * (room.width - first) / gaps
      let x = isEmpty ? room.minX : end - width
      let top = room.minY + max(0, (room.height - ((count - 1) * pitch + height)) / 2)
      return (0..<count).map {
        Rect(x: x, y: top + $0 * pitch, width: isEmpty ? 0 : width, height: height)
      }
    }
  }
}
