import Foundation
import NeuralNetworks
import Problems
import Typesetting

/// Optimisers on their way down a bowl: a curve over one weight, a ravine over two.
struct DescentExhibit: ExhibitKind {
  static let name = "descent"
  static let names = ["start", "optimizers", "rate", "slide", "steps"]

  private let node: SourceNode
  private let curvatures: [Double]
  private let start: [Double]
  private let methods: [DescentMethod]
  private let rates: [Double]
  /// The rates of the slider, and where it stands; `nil` for none.
  private let slide: (values: [Double], start: Int)?
  private let steps: Int

  init(_ values: NamedValues) throws(Diagnostic) {
    node = try values.required(
      Self.name, of: "show", remedy: "Write one curvature, or two: 1 9.")
    curvatures = try node.numbers("the curvatures")
    guard (1...2).contains(curvatures.count), curvatures.allSatisfy({ $0 > 0 }) else {
      throw node.diagnostic(
        "a bowl has one curvature or two, above 0", remedy: "Write 2 for w², or 1 9.")
    }
    let startNode = try values.required("start", of: "show", remedy: "Write where it begins.")
    start = try startNode.numbers("start", count: curvatures.count)
    guard start.contains(where: { $0 != 0 }) else {
      throw startNode.diagnostic("this is the bottom already", remedy: "Begin elsewhere.")
    }
    methods = try Self.methods(values["optimizers"])
    rates = try values["rate"]?.numbers("rate") ?? [0.1]
    guard !rates.isEmpty, rates.allSatisfy({ $0 >= 0 }) else {
      throw (values["rate"] ?? node).diagnostic("a rate is at least 0", remedy: "Use 0.1.")
    }
    guard methods.count * rates.count <= Ink.seriesCount else {
      throw node.diagnostic(
        "\(methods.count * rates.count) paths cannot be told apart",
        remedy: "Show up to \(Ink.seriesCount).")
    }
    let count = try values["steps"]?.integer("steps") ?? 12
    guard (1...60).contains(count) else {
      throw (values["steps"] ?? node).diagnostic("steps go from 1 to 60", remedy: "Use 12.")
    }
    steps = count
    if let slideNode = values["slide"] {
      guard let rateNode = values["rate"], rates.count == 1 else {
        throw slideNode.diagnostic(
          "a slider changes one rate", remedy: "Write the rate at which it begins.")
      }
      let range = try SlideRange(slideNode)
      slide = (range.values, try range.place(of: rateNode))
    } else {
      slide = nil
    }
  }

  private static func methods(_ node: SourceNode?) throws(Diagnostic) -> [DescentMethod] {
    var methods: [DescentMethod] = []
    for part in try node?.parts ?? [] {
      let words = try part.string("optimizers").split(separator: " ").map(String.init)
      guard words.count <= 2, DescentMethod.words.contains(words[0]) else {
        throw part.diagnostic(
          "there is no optimizer '\(part.shortText)'",
          remedy: NearestName.remedy(
            for: words[0], in: DescentMethod.words, listedAs: "There is"))
      }
      var momentum: Double?
      if words.count == 2, case .number(let number) = NumberSyntax.parse(words[1]) {
        momentum = number
      }
      let takesNumber = ["momentum", "nesterov"].contains(words[0])
      guard words.count == 1 || takesNumber && momentum != nil else {
        throw part.diagnostic(
          "only momentum and nesterov have a number", remedy: "Write 'momentum 0.9'.")
      }
      do {
        methods.append(try DescentMethod(words.joined(separator: " "), momentum: momentum))
      } catch {
        throw part.diagnostic("\(error)", remedy: "Use a momentum from 0 to below 1.")
      }
    }
    if methods.isEmpty, let method = try? DescentMethod("sgd", momentum: nil) { return [method] }
    return methods
  }

  func content(from sources: ExhibitSources) throws(Diagnostic) -> ExhibitContent {
    let title = curvatures.count == 1 ? "Down a curve" : "Down a ravine"
    guard let slide else {
      let paths = try paths(rates)
      return ExhibitContent(title, steps: scenes(paths), facts: facts(paths))
    }
    var ways: [[DescentPath]] = []
    for rate in slide.values { ways.append(try paths([rate])) }
    return ExhibitContent(
      title,
      slider: Slider(
        "rate", labels: slide.values.map { NumberText.short($0) }, start: slide.start),
      scenes: ways.map(scenes),
      facts: facts(ways[slide.start]) + limits(of: ways, at: slide.values))
  }

  private func paths(_ rates: [Double]) throws(Diagnostic) -> [DescentPath] {
    var paths: [DescentPath] = []
    for method in methods {
      for rate in rates {
        let rateText = NumberText.short(rate)
        let name =
          rates.count == 1
          ? method.name : methods.count == 1 ? rateText : "\(method.name) \(rateText)"
        do {
          paths.append(
            try DescentPath(
              name, method.settings, rate: rate, curvatures: curvatures, from: start,
              steps: steps))
        } catch {
          throw node.diagnostic("the steps cannot be made: \(error)", remedy: "Change the rate.")
        }
      }
    }
    return paths
  }

  // MARK: - Scenes

  private func scenes(_ paths: [DescentPath]) -> [Scene] {
    (0...steps).map { step in
      Scene(
        [.chart(chart(paths, upTo: step)), .table(table(paths, upTo: step))],
        caption: step == 0 ? "Before the first step." : "After \(step) step\(step == 1 ? "" : "s")."
      )
    }
  }

  /// The room of the picture: the start and as much on the other side, so that an explosion is seen to
  /// leave it.
  private var room: [ClosedRange<Double>] {
    let most = start.map { abs($0) }.max() ?? 1
    return start.map { start in
      let reach = 1.25 * max(abs(start), most / 5)
      return -reach...reach
    }
  }

  private func chart(_ paths: [DescentPath], upTo step: Int) -> Chart {
    let room = room
    let bowl = curvatures.count == 1 ? [curve(in: room[0])] : rings()
    let ways = paths.enumerated().map { index, path in
      Chart.Curve(
        path.name, .series(index), path.places.prefix(step + 1).map(point), piece: piece(path))
    }
    let balls = paths.enumerated().map { index, path in
      Chart.Mark(point(path.places[step]), .here, .series(index), piece: piece(path))
    }
    let height = DescentPath.loss([room[0].upperBound], curvatures)
    return Chart(
      bowl + ways, marks: balls, x: Axis(curvatures.count == 1 ? "w" : "x", room[0]),
      y: curvatures.count == 1
        ? Axis("loss", 0...height) : Axis("y", room[1]))
  }

  private func piece(_ path: DescentPath) -> Piece { Piece(path.name, in: "paths") }

  private func point(_ place: [Double]) -> Chart.Point {
    Chart.Point(
      place[0], place.count == 2 ? place[1] : DescentPath.loss(place, curvatures))
  }

  private func curve(in room: ClosedRange<Double>) -> Chart.Curve {
    Chart.Curve(
      "", .dim,
      (0...80).map { index in
        point([room.lowerBound + (room.upperBound - room.lowerBound) * Double(index) / 80])
      })
  }

  /// Places of equal loss: through the start, and at fractions of its loss.
  private func rings() -> [Chart.Curve] {
    let loss = DescentPath.loss(start, curvatures)
    return [0.0625, 0.25, 1].map { share in
      let radii = curvatures.map { (2 * loss * share / $0).squareRoot() }
      return Chart.Curve(
        "", .dim, isDotted: true,
        (0...96).map { index in
          let angle = 2 * Double.pi * Double(index) / 96
          return Chart.Point(radii[0] * cos(angle), radii[1] * sin(angle))
        })
    }
  }

  private func table(_ paths: [DescentPath], upTo step: Int) -> Table {
    let names = curvatures.count == 1 ? ["w"] : ["x", "y"]
    guard paths.count == 1, let path = paths.first else {
      let rows = paths.enumerated().map { index, path in
        Table.Row(
          [Table.Cell(path.name, .series(index))]
            + path.places[step].map { Table.Cell(Self.text($0), piece: piece(path)) })
      }
      return Table(rows, header: [""] + names, trailing: Set(1...names.count))
    }
    let rows = path.places.prefix(step + 1).enumerated().map { index, place in
      Table.Row(
        [Table.Cell("\(index)", .dim)]
          + place.map { Table.Cell(Self.text($0), piece: piece(path)) },
        isCurrent: index == step)
    }
    return Table(rows, header: ["step"] + names, trailing: Set(0...names.count))
  }

  private static func text(_ value: Double) -> String { NumberText.short(value, digits: 3) }

  /// The largest rate of the slider with which each optimiser ends below where it began.
  private func limits(of ways: [[DescentPath]], at rates: [Double]) -> [Fact] {
    methods.indices.compactMap { method in
      let falling = zip(rates, ways).filter { _, paths in
        let losses = paths[method].places.map { DescentPath.loss($0, curvatures) }
        return losses[losses.count - 1] < losses[0]
      }
      let prefix = methods.count == 1 ? "" : methods[method].name + " "
      return falling.last.map { Fact("\(prefix)largest rate that comes down", $0.0) }
    }
  }

  private func facts(_ paths: [DescentPath]) -> [Fact] {
    let names = curvatures.count == 1 ? ["w"] : ["x", "y"]
    return paths.flatMap { path in
      let prefix = paths.count == 1 ? "" : path.name + " "
      return path.places.enumerated().flatMap { step, place in
        zip(names, place).map { name, value in
          Fact("\(prefix)\(name) after \(step)", value, piece: path.name)
        } + [
          Fact(
            "\(prefix)loss after \(step)", DescentPath.loss(place, curvatures), piece: path.name)
        ]
      }
    }
  }
}
