import TensorEngine
import Typesetting

extension Problem {
  /// The problem as a file that reads back as the same one.
  ///
  /// Numbers have the fewest digits that give them back; grids stand on one line where they are short,
  /// otherwise a row a line.
  public var yaml: String {
    var lines: [String] = []
    if let title { lines.append("title: \(title.yamlQuoted)") }
    if let question { lines.append("question: \(question.yamlQuoted)") }
    lines += input.yaml("input", indent: "")
    lines.append("ops:")
    for operation in operations { lines += operation.yaml }
    if let upstream { lines += upstream.yaml("upstream", indent: "") }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension ProblemOperation {
  fileprivate var yaml: [String] {
    let given = schema.parameters.filter { arguments[$0.name] != nil }
    guard !given.isEmpty else { return ["  - \(name)"] }
    var lines = ["  - \(name):"]
    for parameter in given {
      switch arguments[parameter.name]!.value {
      case .grid(let grid): lines += grid.yaml(parameter.name, indent: "      ")
      case .grids(let grids):
        lines.append("      \(parameter.name):")
        for grid in grids { lines.append("        - \(grid.value.nested)") }
      case let value: lines.append("      \(parameter.name): \(value.yaml)")
      }
    }
    return lines
  }
}

extension Argument {
  /// The value as a problem file writes it; grids are written by themselves.
  fileprivate var yaml: String {
    switch self {
    case .grid, .grids: ""
    case .lengths(let lengths), .padding(.amounts(let lengths)):
      lengths.count == 1 ? "\(lengths[0])" : Self.list(lengths.map(String.init))
    case .factors(let factors):
      factors.count == 1 ? NumberText.exact(factors[0]) : Self.list(factors.map(NumberText.exact))
    case .number(let number): NumberText.exact(number)
    case .shape(let lengths): Self.list(lengths.map(String.init))
    case .references(let references): Self.list(references.map(\.text))
    case .padding(.rule), .integer, .boolean, .word: text
    }
  }

  private static func list(_ parts: [String]) -> String {
    "[" + parts.joined(separator: ", ") + "]"
  }
}

extension GridLiteral {
  /// A named value: rows separated by `/` where they are short, a row a line otherwise, and lists for
  /// what has more axes than planes of an image.
  fileprivate func yaml(_ name: String, indent: String) -> [String] {
    let shape = value.shape.dimensions
    guard (1...3).contains(shape.count) else { return ["\(indent)\(name): \(value.nested)"] }
    let columns = shape[shape.count - 1]
    let rows = shape.count > 1 ? shape[shape.count - 2] : 1
    let planes = stride(from: 0, to: value.elements.count, by: rows * columns).map { start in
      (0..<rows).map { row in
        let first = start + row * columns
        return value.elements[first..<first + columns].map(NumberText.exact).joined(separator: " ")
      }
    }
    // A plane of one row, or one plane of three axes, would read back with fewer axes.
    guard shape.count < 3 || planes.count > 1, shape.count != 2 || rows > 1 else {
      return ["\(indent)\(name): \(value.nested)"]
    }
    let line = planes.map { $0.joined(separator: " / ") }.joined(separator: " ; ")
    if line.count <= 72 { return ["\(indent)\(name): \(line)"] }
    guard shape.count == 2 else { return ["\(indent)\(name): \(value.nested)"] }
    return ["\(indent)\(name): |"] + planes[0].map { "\(indent)  \($0)" }
  }
}

extension Tensor<Double> {
  /// Nested lists: `[[1, 2], [3, 4]]`; a lone number stands by itself.
  fileprivate var nested: String { nested(axis: 0, offset: 0) }

  private func nested(axis: Int, offset: Int) -> String {
    guard axis < shape.rank else { return NumberText.exact(elements[offset]) }
    let parts = (0..<shape[axis]).map {
      nested(axis: axis + 1, offset: offset + $0 * shape.strides[axis])
    }
    return "[" + parts.joined(separator: ", ") + "]"
  }
}

extension String {
  /// The text between quotes, as YAML reads it.
  fileprivate var yamlQuoted: String {
    let escaped = replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n").replacing("\t", with: "\\t")
    return "\"\(escaped)\""
  }
}
