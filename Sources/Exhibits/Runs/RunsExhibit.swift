import Problems
import Typesetting

/// The curves of shipped training runs over each other.
struct RunsExhibit: ExhibitKind {
  static let name = "runs"
  static let names = ["names", "curve", "by", "scale", "range", "span", "at"]

  let runs: [SourceNode]
  /// What the legend calls them; empty for their own names.
  private let runNames: [String]
  private let quantities: [Quantity]
  /// Where the quantities are named.
  let curveNode: SourceNode
  private let isBySteps: Bool
  private let isLogarithmic: Bool
  /// The ends of the vertical axis; `nil` for as the values ask.
  let range: ClosedRange<Double>?
  private let span: ClosedRange<Double>?
  /// Of which epoch gradients are shown; `nil` for the first that has any.
  let epochNode: SourceNode?

  init(_ values: NamedValues) throws(Diagnostic) {
    let node = try values.required(
      Self.name, of: "show", remedy: "Name one or several shipped runs.")
    runs = try node.parts
    guard (1...Ink.seriesCount).contains(runs.count) else {
      throw node.diagnostic(
        "\(runs.count) runs cannot be told apart", remedy: "Name 1 to \(Ink.seriesCount).")
    }
    runNames = try values["names"]?.strings("names") ?? []
    if !runNames.isEmpty, runNames.count != runs.count {
      throw (values["names"] ?? node).diagnostic(
        "each run has a name, but there are \(runNames.count) for \(runs.count)",
        remedy: "Give a name to each.")
    }
    curveNode = values["curve"] ?? node
    quantities = try values["curve"].map(Self.readQuantities) ?? [.trainLoss]
    isBySteps = try values["by"]?.word("by", of: ["epoch", "step"]) == "step"
    isLogarithmic = try values["scale"]?.word("scale", of: ["linear", "log"]) == "log"
    range = try values["range"]?.range("range")
    span = try values["span"]?.range("span")
    epochNode = values["at"]
    _ = try epochNode?.integer("at")
    try check(values)
  }

  /// One quantity, or two of the same measure.
  private static func readQuantities(_ node: SourceNode) throws(Diagnostic) -> [Quantity] {
    var quantities: [Quantity] = []
    for part in try node.parts {
      let word = try part.word("curve", of: Quantity.allCases.map(\.rawValue))
      quantities += Quantity.allCases.filter { $0.rawValue == word }
    }
    guard (1...2).contains(quantities.count), Set(quantities).count == quantities.count,
      Set(quantities.map(\.axisTitle)).count == 1
    else {
      throw node.diagnostic(
        "these curves do not go on one axis", remedy: "Name one, or train and test of the same.")
    }
    return quantities
  }

  /// Refuses what the quantities do not have.
  private func check(_ values: NamedValues) throws(Diagnostic) {
    let isOfLayers = quantities == [.gradients]
    if quantities.contains(.rate), !isBySteps {
      throw curveNode.diagnostic(
        "the learning rate is told of each step", remedy: "Write 'by: step'.")
    }
    if let range, isLogarithmic || isOfLayers, range.lowerBound <= 0 {
      throw (values["range"] ?? values.node).diagnostic(
        "a logarithmic axis cannot begin at \(NumberText.short(range.lowerBound))",
        remedy: "Begin above 0.")
    }
    for name in ["by", "span", "scale"] where isOfLayers {
      guard let node = values[name] else { continue }
      throw node.diagnostic(
        "gradients are drawn over the layers, on a logarithmic axis, so there is no \(name.quoted)",
        remedy: "Remove it.")
    }
    if let epochNode, !isOfLayers {
      throw epochNode.diagnostic(
        "'at' says of which epoch gradients are shown", remedy: "Remove it, or use 'span'.")
    }
  }

  func content(from sources: ExhibitSources) throws(Diagnostic) -> ExhibitContent {
    var shipped: [ShippedRun] = []
    for node in runs {
      let run = try ShippedRun(node, in: sources.runs)
      guard !shipped.contains(where: { $0.name == run.name }) else {
        throw node.diagnostic("the run '\(run.name)' is listed twice", remedy: "Remove one.")
      }
      shipped.append(run)
    }
    return quantities == [.gradients] ? try gradients(shipped) : try curves(shipped)
  }

  /// What a run is called in the picture.
  func legend(_ index: Int, _ shipped: [ShippedRun]) -> String {
    runNames.isEmpty ? shipped[index].name : runNames[index]
  }

  private func curves(_ shipped: [ShippedRun]) throws(Diagnostic) -> ExhibitContent {
    let noun = isBySteps ? "step" : "epoch"
    var curves: [Chart.Curve] = []
    var facts: [Fact] = []
    for (index, run) in shipped.enumerated() {
      for (number, quantity) in quantities.enumerated() {
        let points = quantity.points(run.history, bySteps: isBySteps)
        guard !points.isEmpty else {
          throw curveNode.diagnostic(
            "the log of '\(run.name)' has no \(quantity.rawValue) by \(noun)",
            remedy: isBySteps ? "Write 'by: epoch'." : "Write 'by: step', or show another run.")
        }
        let piece = Piece(
          "\(run.name) \(quantity.rawValue)", in: run.name, quantity.rawValue, Piece.all)
        facts +=
          RunFacts(
            points, of: quantity, in: shipped.count == 1 ? nil : run.name, piece: piece.name,
            noun: noun
          ).facts
        curves.append(
          Chart.Curve(
            // Of one run the curves are told apart by colour too, of several the runs are.
            name(index, quantity, shipped), .series(shipped.count == 1 ? number : index),
            isDotted: quantities.count == 2 && number == 0,
            points.filter { span?.contains($0.x) ?? true }, piece: piece))
      }
    }
    let points = curves.flatMap(\.points)
    guard let first = points.map(\.x).min(), let last = points.map(\.x).max() else {
      throw runs[0].diagnostic(
        "nothing of these runs lies in the span", remedy: "Name other ends.")
    }
    let chart = Chart(
      curves, x: Axis(noun, span ?? (first...max(last, first + 1)), isWhole: true),
      y: Axis(
        quantities[0].axisTitle,
        range ?? Axis.ends(around: points.map(\.y), isLogarithmic: isLogarithmic),
        isLogarithmic: isLogarithmic))
    let title = quantities.map(\.rawValue).joined(separator: " and ") + " by \(noun)"
    return ExhibitContent(
      title.prefix(1).uppercased() + title.dropFirst(),
      Scene([.chart(chart)], caption: ShippedRun.origin(of: shipped)), facts: facts)
  }

  /// What stands at the end of a curve: what tells it from the others.
  private func name(_ index: Int, _ quantity: Quantity, _ shipped: [ShippedRun]) -> String {
    let run = legend(index, shipped)
    guard quantities.count == 2 else { return run }
    let kind = quantity.isOfTraining ? "train" : "test"
    return shipped.count == 1 && runNames.isEmpty ? kind : "\(run) \(kind)"
  }
}

extension Piece {
  /// The group of all pieces.
  static let all = "all"
}
