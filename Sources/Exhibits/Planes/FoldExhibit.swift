import Foundation
import Problems
import Typesetting

/// Points of the input plane beside the places to which two hidden units send them.
struct FoldExhibit: ExhibitKind {
  static let name = "fold"
  static let names = ["bias", "activation", "points"]

  private let weights: [[Double]]
  private let bias: [Double]
  private let activation: Activation
  private let data: LabelledPoints

  /// What the hidden units do with their sums.
  private enum Activation: String, CaseIterable {
    case relu, step, sigmoid, tanh, none

    func callAsFunction(_ z: Double) -> Double {
      switch self {
      case .relu: max(0, z)
      case .step: z >= 0 ? 1 : 0
      case .sigmoid: 1 / (1 + exp(-z))
      case .tanh: Foundation.tanh(z)
      case .none: z
      }
    }
  }

  /// How many steps the points take on each of their ways.
  private static let pace = 4

  init(_ values: NamedValues) throws(Diagnostic) {
    let node = try values.required(
      Self.name, of: "show", remedy: "Write the weights of two units: 1 -1 / -1 1.")
    weights = try node.rows("the weights")
    guard weights.count == 2, weights[0].count == 2 else {
      throw node.diagnostic(
        "a fold has two units with two weights each", remedy: "Write 1 -1 / -1 1, for one.")
    }
    bias = try values["bias"]?.numbers("bias", count: 2) ?? [0, 0]
    let word = try values["activation"]?.word(
      "activation", of: Activation.allCases.map(\.rawValue))
    activation = word.flatMap(Activation.init) ?? .relu
    data = try LabelledPoints(
      try values.required("points", of: "show", remedy: "Name a gate, such as xor."), as: "points")
  }

  func content(from sources: ExhibitSources) -> ExhibitContent {
    let inputs = data.points.map { Chart.Point($0.x1, $0.x2) }
    let sums = data.points.map { point in
      let z = zip(weights, bias).map { row, bias in row[0] * point.x1 + row[1] * point.x2 + bias }
      return Chart.Point(z[0], z[1])
    }
    let hidden = sums.map { Chart.Point(activation($0.x), activation($0.y)) }
    var scenes = [scene(inputs, inputs, sums, hidden, "The points of the input plane.")]
    for (from, to, caption) in [
      (inputs, sums, "Weights and biases move the plane: it is turned, stretched and shifted."),
      (sums, hidden, bend),
    ] where activation != .none || to != hidden || from == inputs {
      for step in 1...Self.pace {
        let share = Double(step) / Double(Self.pace)
        let places = zip(from, to).map { from, to in
          Chart.Point(from.x + share * (to.x - from.x), from.y + share * (to.y - from.y))
        }
        scenes.append(scene(inputs, places, sums, hidden, caption))
      }
    }
    return ExhibitContent(
      "The input plane, and the hidden one", steps: scenes, facts: facts(hidden))
  }

  private var bend: String {
    switch activation {
    case .relu: "ReLU folds what is below 0 onto the axes."
    case .step: "The threshold leaves four corners."
    case .sigmoid, .tanh: "The activation squeezes the plane into a square."
    case .none: ""
    }
  }

  private func scene(
    _ inputs: [Chart.Point], _ places: [Chart.Point], _ sums: [Chart.Point],
    _ hidden: [Chart.Point], _ caption: String
  ) -> Scene {
    let all = inputs + sums + hidden
    func chart(_ title: String, _ points: [Chart.Point], _ names: (String, String)) -> Chart {
      let isHidden = names.0 != "x1"
      let shown = isHidden ? all : inputs
      return Chart(
        [],
        title: title,
        marks: zip(data.points, points).map { point, place in
          Chart.Mark(
            place, point.isOne ? .full : .hollow, point.isOne ? .series(2) : .series(0),
            label: point.text, piece: isHidden ? Piece("hidden plane") : nil)
        },
        x: Axis(names.0, ends(shown.map(\.x))), y: Axis(names.1, ends(shown.map(\.y))),
        isPlane: true)
    }
    return Scene(
      [
        .chart(chart("input", inputs, ("x1", "x2"))),
        .chart(chart("hidden", places, ("h1", "h2"))),
      ], caption: caption)
  }

  private func ends(_ values: [Double]) -> ClosedRange<Double> {
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    return (low - 0.5)...(high + 0.5)
  }

  private func facts(_ hidden: [Chart.Point]) -> [Fact] {
    [Fact("spots", Double(Set(hidden).count))]
      + zip(data.points, hidden).flatMap { point, place in
        [
          Fact("h1 at \(point.text)", place.x, piece: "hidden plane"),
          Fact("h2 at \(point.text)", place.y, piece: "hidden plane"),
        ]
      }
  }
}
