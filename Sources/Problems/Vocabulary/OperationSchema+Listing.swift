extension OperationSchema {
  /// The op with its parameters and their defaults, as `solve --list-ops` prints it.
  ///
  /// ```
  /// max_unpool2d — Puts values back where an earlier max_pool2d found its maxima.
  ///   kernel_size = the pool's       the window of the pool
  /// ```
  public var listing: String {
    let names = parameters.map { parameter in
      parameter.defaultText.map { "\(parameter.name) = \($0)" } ?? "\(parameter.name) (required)"
    }
    let width = names.map(\.count).max() ?? 0
    let lines = zip(names, parameters).map { name, parameter in
      let padding = String(repeating: " ", count: width - name.count)
      return "  \(name)\(padding)  \(parameter.kind.text): \(parameter.summary)"
    }
    return (["\(name) — \(summary)"] + lines).joined(separator: "\n")
  }

  /// The ops as the table of the guide on problem files.
  public static var markdownTable: String {
    let rows = all.map { schema in
      let parameters = schema.parameters.map { parameter in
        parameter.defaultText.map { "`\(parameter.name)` (\($0))" } ?? "**`\(parameter.name)`**"
      }
      return "| `\(schema.name)` | \(parameters.joined(separator: ", ")) | \(schema.summary) |"
    }
    return (["| op | parameters (default) | |", "|---|---|---|"] + rows).joined(separator: "\n")
  }
}
