import Problems
import TensorEngine
import Typesetting

/// The numbers and grids that an exercise is made of.
struct Draw: Sendable {
  /// The numbers by their names.
  private(set) var numbers: [String: Int] = [:]
  /// The grids by their names.
  private(set) var grids: [String: Tensor<Double>] = [:]

  /// Draws what a family names, in its order.
  init(
    _ family: Family, level: Int, _ generator: inout SeededNumbers
  ) throws(Diagnostic) {
    let override = family.overrides.isEmpty ? [:] : family.overrides[level - 1]
    for (name, rule) in family.numbers {
      numbers[name] = try (override[name] ?? rule).draw(numbers, &generator)
    }
    for (name, rule) in family.grids {
      grids[name] = try rule.draw(numbers, &generator)
    }
  }

  /// A node with what was drawn in place of the names.
  ///
  /// - Throws: A diagnostic at a name that was not drawn.
  func filled(_ node: SourceNode) throws(Diagnostic) -> SourceNode {
    let content: SourceNode.Content
    switch node.content {
    case .scalar(let text, let style):
      guard text.hasPrefix("$") else { return node }
      let name = text.dropFirst().trimmingPrefix("{").prefix { $0 != "}" }
      if let grid = grids[String(name)] { return grid.node(at: node) }
      guard numbers[String(name)] != nil || !name.allSatisfy({ $0.isLetter || $0.isNumber }) else {
        throw node.diagnostic(
          "nothing called \(name.quoted) is drawn",
          remedy: NearestName.remedy(
            for: String(name), in: (Array(grids.keys) + numbers.keys).sorted(),
            listedAs: "The family draws"))
      }
      let value = try Expression(name, in: node).value(numbers)
      content = .scalar(String(value), style)
    case .sequence(let items):
      var filled: [SourceNode] = []
      for item in items { filled.append(try self.filled(item)) }
      content = .sequence(filled)
    case .mapping(let entries):
      var filled: [SourceNode.Entry] = []
      for entry in entries {
        filled.append(
          .init(
            key: entry.key, keyLocation: entry.keyLocation, value: try self.filled(entry.value)))
      }
      content = .mapping(filled)
    }
    return SourceNode(content, at: node.location, in: node.file)
  }

  /// A text with `{n}` replaced by the number of that name, and `{x}` by the numbers of a grid.
  func filled(_ text: String, also names: [String: Int] = [:]) -> String {
    let numbers = numbers.merging(names) { $1 }.mapValues { NumberText.short(Double($0)) }
    let grids = grids.mapValues {
      $0.elements.map { NumberText.short($0) }.joined(separator: ", ")
    }
    return numbers.merging(grids) { number, _ in number }.reduce(text) { text, entry in
      text.replacing("{\(entry.key)}", with: entry.value)
    }
  }
}

extension Tensor<Double> {
  /// The grid as nested lists that stand where a node does.
  fileprivate func node(at place: SourceNode) -> SourceNode {
    func list(_ axis: Int, _ offset: Int) -> SourceNode {
      guard axis < shape.rank else {
        let text = NumberText.exact(elements[offset])
        return SourceNode(.scalar(text, .plain), at: place.location, in: place.file)
      }
      let items = (0..<shape[axis]).map { list(axis + 1, offset + $0 * shape.strides[axis]) }
      return SourceNode(.sequence(items), at: place.location, in: place.file)
    }
    return list(0, 0)
  }
}
