import NeuralNetworks
import Problems
import TensorEngine
import Typesetting

/// A network that lessons name or write down, built to be counted.
struct CountedNetwork: Sendable {
  /// What people call it.
  let title: String
  /// The image that it takes, [C, H, W].
  let image: Shape
  /// Its layers, in order.
  let layers: [Layer]
  /// All that it learns.
  let parameters: Int
  /// The work of one image.
  let multiplyAdds: Int

  /// The word of a total among the rows.
  static let totalRow = "total"
  /// The word of the image among the rows.
  static let imageRow = "image"

  /// Builds the network.
  ///
  /// - Parameters:
  ///   - node: The name of one that has a name, or layers.
  ///   - image: The image's shape, `1x28x28`; `nil` for the one that it was made for.
  init(_ node: SourceNode, image imageNode: SourceNode?) throws(Diagnostic) {
    let text = try node.string("the network")
    let shape = try imageNode.map(Self.readImage)
    do {
      let isText = text.contains { $0 == "," || $0 == " " || $0 == "\n" }
      let architecture =
        isText || Architecture.isLayer(text)
        ? try Architecture(text: text) : try Zoo.architecture(named: text)
      let network = try architecture.build(batchSize: 1, mode: .evaluation, inputShape: shape)
      title = isText ? "A small network" : architecture.title
      image = shape ?? architecture.inputShape
      layers = network.layers
      (parameters, multiplyAdds) = (network.parameterCount, network.multiplyAdds)
    } catch let error as any UserError {
      throw node.diagnostic("\(error.place): \(error.message)", remedy: error.remedy)
    } catch {
      throw node.diagnostic("the network cannot be built: \(error)", remedy: "Change its layers.")
    }
  }

  private static func readImage(_ node: SourceNode) throws(Diagnostic) -> Shape {
    let lengths = try node.string("image").split { $0 == "x" || $0 == "×" }.map {
      Int(String($0).trimmingWhitespace)
    }
    guard lengths.count == 3, lengths.allSatisfy({ $0.map { (1...4096).contains($0) } ?? false })
    else {
      throw node.diagnostic(
        "'\(node.shortText)' is no size of an image",
        remedy: "Write channels, height and width, such as 1x28x28.")
    }
    return Shape(lengths.compactMap { $0 })
  }

  /// The layers that rows name, or all that learn something or have windows.
  ///
  /// - Parameter others: Words that are allowed beside layers' names.
  func rows(_ nodes: [SourceNode]?, besides others: [String]) throws(Diagnostic) -> [Row] {
    guard let nodes else {
      return layers.filter { $0.parameterCount > 0 || $0.windows != nil }.map(Row.layer)
        + (others.contains(Self.totalRow) ? [.total] : [])
    }
    var rows: [Row] = []
    for node in nodes {
      let word = try node.string("rows")
      let known = layers.map(\.name) + others
      guard known.contains(word) else {
        throw node.diagnostic(
          "rows cannot be '\(node.shortText)'",
          remedy: PieceNames(words: otherWords).remedy(for: word, in: known, listedAs: "It can be"))
      }
      switch word {
      case Self.totalRow: rows.append(.total)
      case Self.imageRow: rows.append(.image)
      default: rows += layers.filter { $0.name == word }.map(Row.layer)
      }
    }
    return rows
  }

  /// A row of a table of the network.
  enum Row {
    case image
    case layer(Layer)
    case total

    /// What lessons call it.
    var name: String {
      switch self {
      case .image: CountedNetwork.imageRow
      case .layer(let layer): layer.name
      case .total: CountedNetwork.totalRow
      }
    }
  }

  /// What can be asked about it.
  ///
  /// - Parameter pieces: What shows a layer's numbers: a row's name and a column's.
  var facts: [Fact] {
    func share(_ part: Int, of whole: Int) -> Double {
      whole == 0 ? 0 : 100 * Double(part) / Double(whole)
    }
    var facts = [
      Fact("total parameters", Double(parameters), piece: "total parameters"),
      Fact("total multiply-adds", Double(multiplyAdds), piece: "total multiply-adds"),
      Fact("layers", Double(layers.count)),
    ]
    for layer in layers {
      let name = layer.name
      let dimensions = layer.outputShape.dimensions
      facts += [
        Fact("\(name) parameters", Double(layer.parameterCount), piece: "\(name) parameters"),
        Fact("\(name) multiply-adds", Double(layer.multiplyAdds), piece: "\(name) multiply-adds"),
        Fact("\(name) outputs", Double(layer.outputShape.count), piece: "\(name) output"),
        Fact("\(name) channels", Double(dimensions[0]), piece: "\(name) output"),
        Fact("\(name) share of parameters", share(layer.parameterCount, of: parameters)),
        Fact("\(name) share of multiply-adds", share(layer.multiplyAdds, of: multiplyAdds)),
      ]
      if dimensions.count == 3 {
        facts.append(Fact("\(name) height", Double(dimensions[1]), piece: "\(name) output"))
        facts.append(Fact("\(name) width", Double(dimensions[2]), piece: "\(name) output"))
      }
      for (noun, value) in layer.fieldNumbers {
        facts.append(Fact("\(name) \(noun)", value, piece: "\(name) field"))
      }
    }
    return facts
  }
}

extension Layer {
  /// How far a unit sees and how far its neighbours are apart, by what lessons call it: one number each
  /// where both axes are alike.
  fileprivate var fieldNumbers: [(String, Double)] {
    guard let field = receptiveField, let rows = field.first, let columns = field.last else {
      return []
    }
    func numbers(_ noun: String, _ rows: Int, _ columns: Int) -> [(String, Double)] {
      rows == columns
        ? [(noun, Double(rows))]
        : [("\(noun) height", Double(rows)), ("\(noun) width", Double(columns))]
    }
    return numbers("field", rows.size, columns.size) + numbers("jump", rows.jump, columns.jump)
  }

  /// The same as text: `7×7, jump 2`.
  var fieldInWords: String {
    guard let field = receptiveField, let rows = field.first, let columns = field.last else {
      return outputShape.rank == 1 ? "all" : ""
    }
    let jump = rows.jump == columns.jump ? "\(rows.jump)" : "\(rows.jump)×\(columns.jump)"
    return "\(rows.size)×\(columns.size), jump \(jump)"
  }
}
