import Typesetting

/// One op of a problem, as it is written: its name and the parameters that were given.
public struct ProblemOperation: Sendable {
  /// A parameter that was given.
  public struct GivenArgument: Sendable {
    /// The value.
    public let value: Argument
    /// Where the value stands.
    public let node: SourceNode
  }

  /// What the op is.
  public let schema: OperationSchema
  /// The parameters that were given, by name.
  public internal(set) var arguments: [String: GivenArgument]
  /// Where the op's name stands.
  public let location: SourceLocation
  /// The file it stands in.
  public let file: SourceFile

  /// The op's name.
  public var name: String { schema.name }

  /// The parameters that were given, in the order of the schema: `weight 3×3, stride 2`.
  public var summary: String {
    schema.parameters.compactMap { parameter in
      arguments[parameter.name].map { "\(parameter.name) \($0.value.textOnScreen)" }
    }.joined(separator: ", ")
  }

  /// Reads an op: a name alone, or a name with its parameters.
  init(_ node: SourceNode) throws(Diagnostic) {
    let entry = try ProblemOperation.entry(of: node)
    self = try ProblemOperation(name: entry.key, at: entry.keyLocation, parameters: entry.value)
  }

  /// An op that nobody wrote, at the place of one that somebody did.
  ///
  /// - Precondition: There is an op with that name.
  init(named name: String, giving arguments: [String: Argument], at other: ProblemOperation) {
    guard let schema = OperationSchema.named(name) else { preconditionFailure("no op \(name)") }
    self.schema = schema
    (location, file) = (other.location, other.file)
    let node = SourceNode(.scalar("", .plain), at: other.location, in: other.file)
    self.arguments = arguments.mapValues { GivenArgument(value: $0, node: node) }
  }

  private init(
    name: String, at location: SourceLocation, parameters: SourceNode
  ) throws(Diagnostic) {
    let file = parameters.file
    let schema = try OperationSchema.required(name, at: location, in: file)
    self.schema = schema
    self.location = location
    self.file = file
    self.arguments = try ProblemOperation.arguments(parameters, schema)
    for parameter in schema.parameters
    where parameter.isRequired && arguments[parameter.name] == nil {
      throw Diagnostic(
        file: file.path, at: location, "\(name) has no \(parameter.name)",
        remedy: "Give it: \(parameter.name) is \(parameter.summary).")
    }
  }

  /// The name and the parameters of an op's node.
  private static func entry(of node: SourceNode) throws(Diagnostic) -> SourceNode.Entry {
    switch node.content {
    case .scalar(let text, _):
      guard text.contains(where: { $0 == " " || $0 == "=" }) else {
        let none = SourceNode(.scalar("", .plain), at: node.location, in: node.file)
        return .init(key: text, keyLocation: node.location, value: none)
      }
      var reader = CommandLineReader(node)
      let entry = try reader.operation()
      try reader.expectEnd()
      return entry
    case .mapping(let entries):
      guard let first = entries.first else {
        throw node.diagnostic("an op has no name", remedy: "Write a name, such as relu.")
      }
      guard entries.count == 1 else {
        if first.value.isNull, OperationSchema.named(first.key) != nil {
          throw entries[1].diagnostic(
            "\(entries[1].key.quoted) does not belong to \(first.key) where it stands",
            remedy: "Indent the parameters below '\(first.key):' by two more spaces.")
        }
        throw entries[1].diagnostic(
          "one item of the list holds several ops", remedy: "Start each op with its own '-'.")
      }
      return first
    case .sequence:
      throw node.diagnostic(
        "an op must be a name with its parameters, but this is a list",
        remedy: "Write '- relu' or '- conv2d: {weight: 1 0 / 0 1}'.")
    }
  }

  private static func arguments(
    _ node: SourceNode, _ schema: OperationSchema
  ) throws(Diagnostic) -> [String: GivenArgument] {
    guard case .mapping(let entries) = node.content else {
      if node.isNull { return [:] }
      guard let first = schema.parameters.first else {
        throw node.diagnostic(
          "\(schema.name) takes no parameters, but it is given \(node.kindText)",
          remedy: "Write '\(schema.name)' alone.")
      }
      let value = try Argument(node, for: first, of: schema.name)
      return [first.name: GivenArgument(value: value, node: node)]
    }
    var arguments: [String: GivenArgument] = [:]
    for (position, entry) in entries.enumerated() {
      if let torn = tornNumber(entry, behind: entries[..<position].last, of: schema) { throw torn }
      let parameter = try schema.requiredParameter(
        entry.key, at: entry.keyLocation, in: entry.value.file)
      if case .numberOrNull(let meaning) = parameter.kind, entry.value.isNull {
        arguments[entry.key] = GivenArgument(value: .number(meaning), node: entry.value)
        continue
      }
      guard !entry.value.isNull else {
        throw entry.diagnostic(
          "\(schema.name): \(entry.key) has no value",
          remedy: "Write the value, or remove the parameter.")
      }
      let value = try Argument(entry.value, for: parameter, of: schema.name)
      arguments[entry.key] = GivenArgument(value: value, node: entry.value)
    }
    return arguments
  }
}

extension ProblemOperation {
  /// What is wrong where the comma of a decimal has torn a number apart: `{weight: -0,5 2}` is a weight of
  /// −0, and behind it a name "5 2" without a value; `nil` where none has.
  private static func tornNumber(
    _ entry: SourceNode.Entry, behind before: SourceNode.Entry?, of schema: OperationSchema
  ) -> Diagnostic? {
    guard entry.value.isNull, entry.key.first?.isWholeNumber == true,
      schema.parameter(entry.key) == nil, let before, let start = before.value.scalar,
      start.last?.isWholeNumber == true
    else { return nil }
    return before.value.diagnostic(
      GridLiteral.mixedText("\(schema.name): \(before.key)"), remedy: GridLiteral.mixedRemedy)
  }

  /// A diagnostic at a parameter's value, or at the op's name when it was not given.
  public func diagnostic(
    _ message: String, remedy: String = "", at name: String? = nil
  ) -> Diagnostic {
    let place = name.flatMap { arguments[$0]?.node.location } ?? location
    return Diagnostic(file: file.path, at: place, message, remedy: remedy)
  }
}
