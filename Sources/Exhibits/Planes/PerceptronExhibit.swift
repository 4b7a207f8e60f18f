import Problems
import Typesetting

/// The perceptron rule step by step: the line jumps with each correction, until all is right or it runs
/// in a circle.
struct PerceptronExhibit: ExhibitKind {
  static let name = "perceptron"
  static let names = ["start", "alpha", "fires"]

  private let data: LabelledPoints
  private let start: ThresholdUnit
  private let rate: Double

  init(_ values: NamedValues) throws(Diagnostic) {
    data = try LabelledPoints(
      try values.required(Self.name, of: "show", remedy: "Name a gate, such as and."), as: "points")
    let rule = try values["fires"]?.word("fires", of: ThresholdUnit.rules)
    start = ThresholdUnit(
      weights: try values["start"]?.numbers("start", count: 3) ?? [0, 0, 0],
      firesAtZero: rule != ThresholdUnit.rules[1])
    rate = try values["alpha"]?.number("alpha") ?? 1
    guard rate > 0, rate.isFinite else {
      throw (values["alpha"] ?? values.node).diagnostic(
        "alpha must be above 0", remedy: "Use 1, for one.")
    }
  }

  func content(from sources: ExhibitSources) -> ExhibitContent {
    let rule = PerceptronRule(start, on: data.points, rate: rate)
    let corrections = rule.corrections
    var scenes = [
      scene(start, corrections.prefix(0), caption: "At first: w0 w1 w2 = \(start.text).")
    ]
    for index in corrections.indices {
      let correction = corrections[index]
      scenes.append(
        scene(
          correction.unit, corrections.prefix(index + 1), caption: caption(correction)))
    }
    let last = corrections.last?.unit ?? start
    scenes.append(scene(last, corrections[...], isOver: true, caption: ending(rule)))
    return ExhibitContent(
      "The perceptron rule, correction by correction", steps: scenes, facts: facts(rule, last))
  }

  private func scene(
    _ unit: ThresholdUnit, _ corrections: ArraySlice<PerceptronRule.Correction>,
    isOver: Bool = false, caption: String
  ) -> Scene {
    let current = isOver ? nil : corrections.last?.point
    return Scene(
      [
        .chart(data.chart(unit, current: current, title: "● should be 1, ○ 0; ✗ wrong")),
        .table(table(corrections, isOver: isOver)),
      ],
      caption: caption)
  }

  private func table(
    _ corrections: ArraySlice<PerceptronRule.Correction>, isOver: Bool
  ) -> Table {
    let rows = corrections.enumerated().map { index, correction in
      let cells = [
        "\(index + 1)", data.points[correction.point].text, NumberText.short(correction.sum),
        correction.fired ? "1 → 0" : "0 → 1", correction.unit.text,
      ]
      return Table.Row(
        cells.map { Table.Cell($0, piece: Piece("correction \(index + 1)", in: "table")) },
        isCurrent: index == corrections.count - 1 && !isOver)
    }
    return Table(
      rows, header: ["", "row", "z", "h → y", "w0 w1 w2"], trailing: [0, 2], isLog: true)
  }

  private func caption(_ correction: PerceptronRule.Correction) -> String {
    let point = data.points[correction.point]
    return "Round \(correction.round), row \(point.text): z = \(NumberText.short(correction.sum))"
      + (correction.fired ? " fires and should not." : " is silent and should fire.")
      + " The weights become \(correction.unit.text)."
  }

  private func ending(_ rule: PerceptronRule) -> String {
    let count = rule.corrections.count
    switch rule.end {
    case .right(let round):
      return "Round \(round) goes by without a mistake: done, after \(count)"
        + " correction\(count == 1 ? "" : "s")."
    case .circle(let length):
      return "These weights were there before, at the same row: the last \(length) corrections come"
        + " again and again, for ever."
    case .open:
      return "After \(count) corrections there is neither a clean round nor a circle; it goes on."
    }
  }

  private func facts(_ rule: PerceptronRule, _ last: ThresholdUnit) -> [Fact] {
    var facts = [Fact("corrections", Double(rule.corrections.count))]
    switch rule.end {
    case .right(let round):
      facts += [Fact("rounds", Double(round)), Fact("circle", 0)]
    case .circle(let length):
      facts.append(Fact("circle", Double(length)))
    case .open: break
    }
    for (axis, weight) in last.weights.enumerated() { facts.append(Fact("w\(axis)", weight)) }
    for (index, correction) in rule.corrections.enumerated() {
      let name = "correction \(index + 1)"
      for (axis, weight) in correction.unit.weights.enumerated() {
        facts.append(Fact("w\(axis) after \(index + 1)", weight, piece: name))
      }
    }
    return facts
  }
}

extension LabelledPoints {
  /// The points, and the line of a unit: what it has wrong is marked as wrong.
  ///
  /// - Parameter current: The point that it has been corrected for.
  func chart(_ unit: ThresholdUnit, current: Int? = nil, title: String = "") -> Chart {
    let marks = points.enumerated().map { index, point in
      let isRight = unit.fires(point.x1, point.x2) == point.isOne
      return Chart.Mark(
        Chart.Point(point.x1, point.x2), point.isOne ? .full : .hollow,
        isRight ? .text : .wrong,
        label: (isRight ? "" : "✗") + (index == current ? "\(isRight ? "" : " ")this one" : ""))
    }
    let ends = ends
    return Chart(
      [Chart.Curve("", .series(1), unit.line(in: ends.x, ends.y), piece: Piece("line"))],
      title: title, marks: marks, x: Axis("x1", ends.x), y: Axis("x2", ends.y), isPlane: true)
  }
}
