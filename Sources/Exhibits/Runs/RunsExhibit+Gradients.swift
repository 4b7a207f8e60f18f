import Foundation
import Problems
import Typesetting

/// The gradients of runs, over the layers of their networks.
extension RunsExhibit {
  func gradients(_ shipped: [ShippedRun]) throws(Diagnostic) -> ExhibitContent {
    var curves: [Chart.Curve] = []
    var facts: [Fact] = []
    for (index, run) in shipped.enumerated() {
      let sizes = try gradients(of: run)
      let piece = Piece(run.name, in: Piece.all)
      curves.append(
        Chart.Curve(
          legend(index, shipped), .series(index),
          sizes.enumerated().map { Chart.Point(Double($0 + 1), $1.size) }, piece: piece))
      let prefix = shipped.count == 1 ? "" : run.name + " "
      facts += sizes.map { Fact("\(prefix)gradient of \($0.layer)", $0.size, piece: piece.name) }
      facts.append(Fact("\(prefix)layers", Double(sizes.count)))
    }
    let points = curves.flatMap(\.points)
    let chart = Chart(
      curves,
      x: Axis("layer, from the input", 1...max(2, points.map(\.x).max() ?? 2), isWhole: true),
      y: Axis(
        Quantity.gradients.axisTitle,
        range ?? Axis.ends(around: points.map(\.y), isLogarithmic: true), isLogarithmic: true))
    return ExhibitContent(
      "Size of the gradient, layer by layer",
      Scene([.chart(chart)], caption: ShippedRun.origin(of: shipped)), facts: facts)
  }

  /// Those of the epoch that is asked for.
  private func gradients(
    of run: ShippedRun
  ) throws(Diagnostic) -> [(layer: String, size: Double)] {
    let logged = run.history.epochs.filter { $0.gradients?.isEmpty == false }
    let number = try epochNode?.integer("at") ?? logged.first?.epoch
    if let sizes = logged.first(where: { $0.epoch == number })?.gradients {
      return sizes.map { ($0.layer, $0.size) }
    }
    throw (epochNode ?? curveNode).diagnostic(
      "the log of '\(run.name)' has no gradients" + (number.map { " of epoch \($0)" } ?? ""),
      remedy: logged.isEmpty
        ? "Train it again: runs of today log them."
        : "It has those of epoch \(logged.map { String($0.epoch) }.joined(separator: ", ")).")
  }
}

extension ShippedRun {
  /// How runs came about, in a sentence for all of them.
  static func origin(of runs: [ShippedRun]) -> String {
    func distinct(_ texts: [String]) -> [String] {
      texts.reduce(into: []) { texts, text in if !texts.contains(text) { texts.append(text) } }
    }
    let time = time(hours: runs.map(\.origin.hours).reduce(0, +))
    let machines = distinct(runs.map(\.origin.machine)).joined(separator: ", ")
    let notes = distinct(runs.compactMap(\.origin.note))
    return (["Trained on \(machines), in \(time)."] + notes).joined(separator: " ")
  }

  /// How long something took, to the nearest second under two minutes, minute under an hour or tenth of an
  /// hour: `62 s`, `34 min`, `2.5 h`.
  static func time(hours: Double) -> String {
    let seconds = max(1, (hours * 3_600).rounded())
    if seconds < 120 { return "\(NumberText.short(seconds)) s" }
    let minutes = (hours * 60).rounded()
    return minutes < 60 ? "\(NumberText.short(minutes)) min" : "\(NumberText.fixed(hours, 1)) h"
  }
}
