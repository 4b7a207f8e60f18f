import Problems
import Typesetting

/// A curve made of ReLUs, unit by unit or with more and more pieces, and how far it is from a target.
struct PiecesExhibit: ExhibitKind {
  static let name = "pieces"
  static let names = ["bias", "domain", "target"]

  private let domain: ClosedRange<Double>
  private let target: Target?
  private let source: Source

  /// Where the units come from.
  private enum Source {
    /// They are given.
    case units(ReLUSum)
    /// They meet the target at the ends of equal pieces: so many at first.
    case slider(Int)
  }

  /// The most pieces of the slider.
  private static let mostPieces = 16
  /// How many places are looked at in a domain.
  private static let places = 320

  init(_ values: NamedValues) throws(Diagnostic) {
    let node = try values.required(
      Self.name, of: "show", remedy: "Write weights and places: 1@0 2@1.")
    domain = try values["domain"]?.range("domain") ?? 0...4
    let word = try values["target"]?.word("target", of: Target.allCases.map(\.rawValue))
    target = word.flatMap(Target.init)
    let text = try node.string("the units")
    if let count = Int(text) {
      guard target != nil, (1...Self.mostPieces).contains(count) else {
        throw node.diagnostic(
          "a number of pieces goes with a target, and from 1 to \(Self.mostPieces)",
          remedy: "Write 'target: x^2', or units such as 1@0 2@1.")
      }
      if let bias = values["bias"] {
        throw bias.diagnostic("pieces on a target have the bias they need", remedy: "Remove it.")
      }
      source = .slider(count)
      return
    }
    let bias = try values["bias"]?.number("bias") ?? 0
    source = .units(ReLUSum(bias: bias, units: try Self.units(text, node)))
  }

  private static func units(
    _ text: String, _ node: SourceNode
  ) throws(Diagnostic) -> [ReLUSum.Unit] {
    var units: [ReLUSum.Unit] = []
    for word in text.split(whereSeparator: { $0 == " " || $0 == "," || $0.isNewline }) {
      let parts = word.split(separator: "@", omittingEmptySubsequences: false).map {
        NumberSyntax.parse(String($0))
      }
      guard parts.count == 2, case .number(let weight) = parts[0],
        case .number(let place) = parts[1], weight.isFinite, place.isFinite
      else {
        throw node.diagnostic(
          "'\(String(word).prefix(20))' is no unit",
          remedy: "Write weight@place: 2@1 is 2·relu(x − 1).")
      }
      units.append(ReLUSum.Unit(weight: weight, place: place))
    }
    guard units.count <= 40 else {
      throw node.diagnostic("\(units.count) units are too many to see", remedy: "Use up to 40.")
    }
    return units
  }

  func content(from sources: ExhibitSources) throws(Diagnostic) -> ExhibitContent {
    switch source {
    case .units(let sum):
      let scenes = (0...sum.units.count).map { count in
        let part = ReLUSum(bias: sum.bias, units: Array(sum.units.prefix(count)))
        let added = sum.units.prefix(count).last.map { unit in
          "Added: \(NumberText.short(unit.weight))·relu(x − \(NumberText.factor(unit.place)))."
        }
        return scene(part, caption: added ?? "The bias alone.")
      }
      return ExhibitContent(
        "A curve of \(sum.units.count) ReLU\(sum.units.count == 1 ? "" : "s")", steps: scenes,
        facts: facts(sum))
    case .slider(let start):
      guard let target else { preconditionFailure("a slider is read with a target") }
      let sums = (1...Self.mostPieces).map {
        ReLUSum(meeting: target, in: domain, pieces: $0)
      }
      return ExhibitContent(
        "\(target.rawValue), met by straight pieces",
        slider: Slider(
          "pieces", labels: sums.indices.map { String($0 + 1) }, start: start - 1),
        scenes: sums.map { [scene($0, caption: "")] }, facts: facts(sums[start - 1]))
    }
  }

  private var xs: [Double] {
    (0...Self.places).map { index in
      domain.lowerBound + (domain.upperBound - domain.lowerBound) * Double(index)
        / Double(Self.places)
    }
  }

  private func scene(_ sum: ReLUSum, caption: String) -> Scene {
    let curve = xs.map { Chart.Point($0, sum($0)) }
    let wanted = target.map { target in xs.map { Chart.Point($0, target($0)) } } ?? []
    let bends = sum.units.filter { domain.contains($0.place) }.map { unit in
      Chart.Mark(
        Chart.Point(unit.place, sum(unit.place)), .full, .series(2), piece: Piece("curve"))
    }
    let heights = (wanted + finished).map(\.y)
    let chart = Chart(
      [
        Chart.Curve(target?.rawValue ?? "", .dim, isDotted: true, wanted),
        Chart.Curve("ReLUs", .series(0), curve, piece: Piece("curve")),
      ], marks: bends, x: Axis("x", domain), y: Axis("", Axis.ends(around: heights)))
    guard let worst = worst(of: sum) else { return Scene([.chart(chart)], caption: caption) }
    let rows = [
      ("pieces", String(sum.pieces(in: domain))),
      ("largest error", NumberText.short(worst.y)), ("at x", NumberText.short(worst.x)),
    ].map { name, value in
      Table.Row([Table.Cell(name, .dim), Table.Cell(value, piece: Piece(name, in: "error"))])
    }
    return Scene([.chart(chart), .table(Table(rows, trailing: [1]))], caption: caption)
  }

  /// The finished curve, whose ends the axis has all the time.
  private var finished: [Chart.Point] {
    guard case .units(let sum) = source else { return [] }
    return xs.map { Chart.Point($0, sum($0)) }
  }

  /// Where the curve is farthest from the target, and how far.
  private func worst(of sum: ReLUSum) -> Chart.Point? {
    guard let target else { return nil }
    return xs.map { Chart.Point($0, abs(sum($0) - target($0))) }.filter { $0.y.isFinite }
      // What rounding adds makes no other place the worst.
      .max { $0.y + 1e-9 < $1.y }
  }

  private func facts(_ sum: ReLUSum) -> [Fact] {
    var facts = [
      Fact("pieces", Double(sum.pieces(in: domain)), piece: "pieces"),
      Fact("units", Double(sum.units.count)),
    ]
    if let worst = worst(of: sum) {
      facts.append(Fact("largest error", worst.y, piece: "largest error"))
    }
    for x in xs {
      let place = NumberText.short(x)
      facts.append(Fact("value at \(place)", sum(x), piece: "curve"))
      if let target { facts.append(Fact("error at \(place)", abs(sum(x) - target(x)))) }
    }
    return facts
  }
}
