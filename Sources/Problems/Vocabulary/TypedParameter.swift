import TensorEngine

/// A parameter of an op with the type of its value.
struct TypedParameter<Value: Sendable>: Sendable {
  /// What listings, messages and schemas say of it.
  let parameter: OperationSchema.Parameter
  private let unwrapped: @Sendable (Argument?) -> Value

  /// Declares a parameter that must be given.
  init(
    _ name: String, _ kind: ValueKind<Value>, in limits: OperationSchema.Limits? = nil,
    _ summary: String
  ) {
    self.init(name, kind, in: limits, shownAs: nil, summary) { argument in
      guard let argument else { preconditionFailure("\(name) must be given and is not") }
      return kind.unwrapped(argument)
    }
  }

  /// Declares a parameter with a default.
  ///
  /// - Parameter text: The default as a problem file would write it, which is how it is read.
  init(
    _ name: String, _ kind: ValueKind<Value>, in limits: OperationSchema.Limits? = nil,
    default text: String, _ summary: String
  ) {
    let value = kind.unwrapped(ValueKind<Value>.written(text, as: kind.kind))
    self.init(name, kind, in: limits, shownAs: text, summary) { $0.map(kind.unwrapped) ?? value }
  }

  /// Declares a parameter that may be left out, which is not the same as any value of it.
  ///
  /// - Parameter text: What leaving it out means, for listings.
  init<Wrapped>(
    _ name: String, _ kind: ValueKind<Wrapped>, in limits: OperationSchema.Limits? = nil,
    absent text: String, _ summary: String
  ) where Value == Wrapped? {
    self.init(name, kind, in: limits, shownAs: text, summary) { $0.map(kind.unwrapped) }
  }

  private init<Read>(
    _ name: String, _ kind: ValueKind<Read>, in limits: OperationSchema.Limits?,
    shownAs text: String?, _ summary: String, _ unwrapped: @escaping @Sendable (Argument?) -> Value
  ) {
    parameter = OperationSchema.Parameter(
      name: name, kind: kind.kind, defaultText: text, summary: summary, limits: limits)
    self.unwrapped = unwrapped
  }

  /// The value that an op gives, or the default.
  func value(in operation: ProblemOperation) -> Value {
    unwrapped(operation.arguments[parameter.name]?.value)
  }
}

extension OperationSchema {
  /// Declares an op.
  ///
  /// - Parameters:
  ///   - name: The name in problem files.
  ///   - aliases: Other names people use.
  ///   - summary: What the op does, in one line.
  ///   - inputLayout: How it understands the axes of its input.
  ///   - parameters: The parameters; the first may be written without its name.
  ///   - append: Appends the op's nodes, given the value of each parameter in the same order: it
  ///     can ask for no other one, and not for one as something else.
  init<each Value: Sendable>(
    _ name: String, aliases: [String] = [], _ summary: String, _ inputLayout: InputLayout,
    _ parameters: repeat TypedParameter<each Value>,
    append: @escaping @Sendable (ProblemBuilder, repeat each Value) throws -> NodeID
  ) {
    var untyped: [Parameter] = []
    repeat untyped.append((each parameters).parameter)
    self.init(
      name: name, aliases: aliases, summary: summary, inputLayout: inputLayout,
      parameters: untyped
    ) { builder, operation in
      try append(builder, repeat (each parameters).value(in: operation))
    }
  }
}
