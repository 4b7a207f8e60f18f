import TensorEngine
import Typesetting

/// A change to a problem: what somebody who looks at it does with a key.
///
/// A list of edits is all that has to be kept to find a changed problem again, and undoing takes the
/// last one off.
public enum ProblemEdit: Codable, Hashable, Sendable {
  /// Another number in a grid: `of` is `input`, `0.weight`, `upstream`, and the position counts in
  /// row-major order.
  case number(of: String, position: Int, to: Double)
  /// Another grid.
  case grid(of: String, shape: [Int], numbers: [Double])
  /// Another value of an op's parameter, written as in a problem file; its default leaves it out.
  case parameter(operation: Int, name: String, text: String)
  /// Ops behind the last one, written as on a command line.
  case append(String)
  /// One op less.
  case remove(operation: Int)
  /// Another problem altogether, written as on a command line.
  case replace(input: String, operations: String)
  /// Several changes that are undone together.
  case all([ProblemEdit])

  /// Whether an op's index means another one afterwards.
  var changesOperations: Bool {
    switch self {
    case .number, .grid, .parameter, .append: false
    case .remove, .replace: true
    case .all(let edits): edits.contains(where: \.changesOperations)
    }
  }
}

extension Problem {
  /// The problem with some changes, in their order.
  ///
  /// - Throws: A diagnostic when a change names what is not there, or a value that the parameter
  ///   cannot have. Whether the shapes still go together is found out when it is built.
  /// - Complexity: O(edits · numbers of the grids that they change).
  public func edited(by edits: [ProblemEdit]) throws(Diagnostic) -> Problem {
    var problem = self
    for edit in edits { try problem.apply(edit) }
    return problem
  }

  /// The grid with a name, `input`, `upstream` or `0.weight`; `nil` where none is written.
  public func grid(named name: String) -> GridLiteral? {
    switch name {
    case "input": return input
    case "upstream": return upstream
    default:
      guard let (operation, parameter) = parameter(named: name),
        case .grid(let grid) = operations[operation].arguments[parameter]?.value
      else { return nil }
      return grid
    }
  }

  /// The op and the parameter that a name such as `0.weight` is about.
  private func parameter(named name: String) -> (operation: Int, parameter: String)? {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, let operation = Int(parts[0]), operations.indices.contains(operation),
      operations[operation].schema.parameter(parts[1]) != nil
    else { return nil }
    return (operation, parts[1])
  }

  private mutating func apply(_ edit: ProblemEdit) throws(Diagnostic) {
    switch edit {
    case .number(let name, let position, let number):
      guard let grid = grid(named: name), grid.value.elements.indices.contains(position) else {
        throw noGrid(name)
      }
      var value = grid.value
      value.elements[position] = number
      try set(value, of: name)
    case .grid(let name, let shape, let numbers):
      guard shape.allSatisfy({ $0 >= 0 }), let count = Shape.checkedCount(shape),
        count == numbers.count,
        count <= ProblemLimits.mostNumbers
      else { throw noGrid(name) }
      try set(Tensor(Shape(shape), numbers), of: name)
    case .parameter(let operation, let name, let text):
      guard operations.indices.contains(operation) else { throw noGrid("\(operation).\(name)") }
      operations[operation] = try operations[operation].setting(name, to: text)
    case .append(let text):
      operations += try Problem(input: "0", operations: text).operations
      upstream = nil
    case .remove(let operation):
      guard operations.indices.contains(operation), operations.count > 1 else {
        throw firstOperation.diagnostic("a problem has at least one op")
      }
      operations.remove(at: operation)
      upstream = nil
    case .replace(let input, let operations):
      let other = try Problem(input: input, operations: operations)
      (self.input, self.operations, upstream) = (other.input, other.operations, nil)
    case .all(let edits):
      for edit in edits { try apply(edit) }
    }
  }

  private mutating func set(_ value: Tensor<Double>, of name: String) throws(Diagnostic) {
    switch name {
    case "input": input = GridLiteral(value, at: input.node)
    case "upstream": upstream = GridLiteral(value, at: upstream?.node ?? input.node)
    default:
      guard let (operation, parameter) = parameter(named: name) else { throw noGrid(name) }
      operations[operation] = operations[operation].setting(parameter, to: value)
    }
  }

  private func noGrid(_ name: String) -> Diagnostic {
    firstOperation.diagnostic(
      "there is no \(name.quoted) to change in this problem",
      remedy: "What can be changed: input, upstream, and the grids of its ops, such as 0.weight.")
  }
}

extension ProblemOperation {
  /// The op with another value of a parameter, written as in a problem file.
  fileprivate func setting(_ name: String, to text: String) throws(Diagnostic) -> ProblemOperation {
    let parameter = try schema.requiredParameter(name, at: location, in: file)
    if text == parameter.defaultText {
      var changed = self
      changed.arguments[name] = nil
      return changed
    }
    let source = SourceNode(wholeTextOf: try SourceFile(path: name, text: text))
    var changed = self
    changed.arguments[name] = GivenArgument(
      value: try Argument(source, for: parameter, of: schema.name), node: source)
    return changed
  }

  /// The op with another grid.
  fileprivate func setting(_ name: String, to value: Tensor<Double>) -> ProblemOperation {
    var changed = self
    let node =
      arguments[name]?.node ?? SourceNode(.scalar("", .plain), at: location, in: file)
    changed.arguments[name] = GivenArgument(value: .grid(GridLiteral(value, at: node)), node: node)
    return changed
  }
}
