import Lessons

/// The ops of the problem file with their parameters, as a page of text.
enum Vocabulary {
  /// An entry for each op, in the order of the guide.
  static var text: String {
    let entries = OperationSchema.all.map(entry)
    return ([introduction] + entries).joined(separator: "\n\n")
  }

  private static let introduction = Prose.wrapped(
    "The ops of problem files and --ops, with PyTorch's names. A value without a name is the first"
      + " parameter: 'max_pool2d 2' is 'max_pool2d kernel_size=2'. Parameters without a default"
      + " have to be given.")

  private static func entry(_ schema: OperationSchema) -> String {
    let head = Prose.wrapped(schema.summary, first: schema.name + "  ", indent: "    ")
    let width = schema.parameters.map(\.name.count).max() ?? 0
    let parameters = schema.parameters.map { parameter in
      let name = parameter.name.padding(to: width)
      let value = parameter.defaultText.map { "(default \($0))" } ?? "(required)"
      return Prose.wrapped(
        "\(parameter.summary) — \(parameter.kind.text) \(value)",
        first: "    \(name)  ", indent: String(repeating: " ", count: width + 6))
    }
    return ([head] + parameters).joined(separator: "\n")
  }
}

extension String {
  /// The text with spaces behind it up to a width.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
