import Problems
import Typesetting

/// A threshold unit with its bias on a slider: the line on the plane, and the truth table.
struct UnitExhibit: ExhibitKind {
  static let name = "unit"
  static let names = ["bias", "slide", "fires"]

  private let weights: [Double]
  private let biases: [Double]
  private let start: Int
  private let firesAtZero: Bool

  init(_ values: NamedValues) throws(Diagnostic) {
    let node = try values.required(Self.name, of: "show", remedy: "Write both weights: 2 3.")
    weights = try node.numbers("the weights", count: 2)
    firesAtZero =
      try values["fires"]?.word("fires", of: ThresholdUnit.rules) != ThresholdUnit.rules[1]
    let slide = try SlideRange(
      try values.required("slide", of: "show", remedy: "Write from, to and by: -6 1 0.5."))
    biases = slide.values
    start = try values["bias"].map { node throws(Diagnostic) in try slide.place(of: node) } ?? 0
  }

  func content(from sources: ExhibitSources) -> ExhibitContent {
    let units = biases.map {
      ThresholdUnit(weights: [$0] + weights, firesAtZero: firesAtZero)
    }
    let tables = Set(units.map { unit in LabelledPoints.corners.map { unit.fires($0.0, $0.1) } })
    let first = units[start]
    var facts = [
      Fact("tables", Double(tables.count)),
      Fact("ones", Double(LabelledPoints.corners.count { first.fires($0.0, $0.1) })),
    ]
    for (x1, x2) in LabelledPoints.corners {
      let row = "\(Int(x1)) \(Int(x2))"
      facts.append(Fact("z at \(row)", first.sum(x1, x2), piece: "z at \(row)"))
      facts.append(Fact("h at \(row)", first.fires(x1, x2) ? 1 : 0, piece: "h at \(row)"))
    }
    return ExhibitContent(
      "A unit with weights \(weights.map { NumberText.short($0) }.joined(separator: " and "))",
      slider: Slider("bias", labels: biases.map { NumberText.short($0) }, start: start),
      scenes: units.map { [scene($0)] }, facts: facts)
  }

  private func scene(_ unit: ThresholdUnit) -> Scene {
    let ends = -0.5...1.5
    let marks = LabelledPoints.corners.map { x1, x2 in
      let row = "\(Int(x1)) \(Int(x2))"
      return Chart.Mark(
        Chart.Point(x1, x2), unit.fires(x1, x2) ? .full : .hollow,
        piece: Piece("dot at \(row)", in: "outputs"))
    }
    let chart = Chart(
      [Chart.Curve("", .series(1), unit.line(in: ends, ends), piece: Piece("line"))], marks: marks,
      x: Axis("x1", ends), y: Axis("x2", ends), isPlane: true)
    let rows = LabelledPoints.corners.map { x1, x2 in
      let row = "\(Int(x1)) \(Int(x2))"
      let fires = unit.fires(x1, x2)
      return Table.Row([
        Table.Cell("\(Int(x1))"), Table.Cell("\(Int(x2))"),
        Table.Cell(
          NumberText.short(unit.sum(x1, x2)), .dim, piece: Piece("z at \(row)", in: "sums")),
        Table.Cell(
          fires ? "1" : "0", fires ? .series(2) : .text, piece: Piece("h at \(row)", in: "outputs")),
      ])
    }
    return Scene([
      .chart(chart),
      .table(Table(rows, header: ["x1", "x2", "z", "says"], trailing: [0, 1, 2, 3])),
    ])
  }
}
