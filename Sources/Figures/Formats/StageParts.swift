import Storyboards

/// The planes and curves of a stage in one list, as programs get them.
struct StageParts {
  /// What has an entry of its own: a plane of a panel, or its curve.
  struct Part {
    let panel: Panel
    /// The panel's position in the storyboard.
    let panelPosition: Int
    /// The plane's position in the panel; `nil` for a curve.
    let planePosition: Int?

    /// The plane; `nil` for a curve.
    var plane: Plane? { planePosition.map { panel.planes[$0] } }
  }

  /// The parts in the order of panels and planes.
  let parts: [Part]
  /// The position of each panel's first part.
  private let starts: [Int]

  /// Lists the parts of panels.
  init(_ panels: [Panel]) {
    var parts: [Part] = []
    var starts: [Int] = []
    for (position, panel) in panels.enumerated() {
      starts.append(parts.count)
      let planes: [Int?] = panel.plot == nil ? Array(panel.planes.indices) : [nil]
      parts += planes.map { Part(panel: panel, panelPosition: position, planePosition: $0) }
    }
    (self.parts, self.starts) = (parts, starts)
  }

  /// The position of a plane among the parts.
  func position(panel: Int, plane: Int) -> Int { starts[panel] + plane }
}
