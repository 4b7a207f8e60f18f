import TensorEngine
import Typesetting

/// What a problem file may say about one op: its name, its parameters and their defaults, and the
/// nodes that it becomes.
///
/// Names and defaults are those of PyTorch's functional form; where this program differs, the
/// parameter's summary says so. Parsing, building, messages, the list of ops that the command line
/// prints, the JSON Schema and the guide all come from this one table.
public struct OperationSchema: Sendable {
  /// One parameter of an op.
  public struct Parameter: Sendable {
    /// The name as PyTorch writes it.
    public let name: String
    /// What kind of value it takes.
    public let kind: Kind
    /// The default as text; `nil` when the parameter must be given.
    public let defaultText: String?
    /// What it is, in a few words.
    public let summary: String
    /// The numbers it may be; `nil` where the op itself decides.
    let limits: Limits?

    /// Whether the parameter must be given.
    public var isRequired: Bool { defaultText == nil }
  }

  /// The numbers that a parameter may be.
  struct Limits: Sendable {
    /// The least and the largest.
    let range: ClosedRange<Double>
    /// What to do about another one.
    let remedy: String
  }

  /// The kinds of values that parameters take.
  public enum Kind: Hashable, Sendable {
    /// A grid of numbers.
    case grid
    /// A list of grids.
    case grids
    /// A whole number, or one for each axis: `[vertical, horizontal]`, `2x3`.
    case lengths
    /// A number, or one for each axis.
    case factors
    /// A number, `[vertical, horizontal]`, `[top, bottom, left, right]`, `same`, `valid`, `full`.
    case padding
    /// A number.
    case number
    /// A number, or `null`, which stands for the stated one.
    case numberOrNull(Double)
    /// A whole number.
    case integer
    /// `true` or `false`.
    case boolean
    /// One of some words.
    case choice([String])
    /// Lengths of axes, one of which may be −1.
    case shape
    /// `input`, or the number of an earlier op; or a list of these.
    case references

    /// The kind in words, for listings.
    public var text: String {
      switch self {
      case .grid: "grid"
      case .grids: "list of grids"
      case .lengths: "whole number or [vertical, horizontal]"
      case .factors: "number or [vertical, horizontal]"
      case .padding: "number, [v, h], [top, bottom, left, right], same, valid or full"
      case .number: "number"
      case .numberOrNull: "number or null"
      case .integer: "whole number"
      case .boolean: "true or false"
      case .choice(let words): words.joined(separator: " | ")
      case .shape: "list of lengths, one may be -1"
      case .references: "input or the index of an earlier op"
      }
    }
  }

  /// How an op understands the axes of the first value of its chain.
  public enum InputLayout: Hashable, Sendable {
    /// [N, C, L]: a plain row is one sequence with one channel.
    case sequence
    /// [N, C, H, W]: a plain grid is one image with one channel.
    case image
    /// [N, C·K, positions], the columns that `fold` puts back.
    case columns
    /// [N, F]: a row of a grid is one example; a higher rank stays as it is written.
    case rows
    /// A grid is rows of features [N, F], as PyTorch has it; a higher rank is an image.
    case rowsOrImage
    /// A grid is rows of features [N, F], as PyTorch has it; three axes are sequences [N, C, L].
    case rowsOrSequence
    /// Any: the next op of the chain decides, and where none does it is an image.
    case any
  }

  /// The name in problem files.
  public let name: String
  /// Other names people use, which are answered with this one.
  public let aliases: [String]
  /// What the op does, in one line.
  public let summary: String
  /// How it understands the axes of its input.
  public let inputLayout: InputLayout
  /// The parameters; the first is the one that may be written without its name.
  public let parameters: [Parameter]
  /// Appends the op's nodes to a graph and returns the one that holds its result.
  let append: @Sendable (ProblemBuilder, ProblemOperation) throws -> NodeID

  /// Every op, in the order of the guide.
  public static let all: [OperationSchema] =
    windowOperations + poolingOperations + linearOperations + activations + losses
    + normalisations + optimizers + movements

  /// The op with a name.
  public static func named(_ name: String) -> OperationSchema? { byName[name] }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The parameter with a name.
  public func parameter(_ name: String) -> Parameter? {
    parameters.first { $0.name == name }
  }

  /// The op with a name that stands somewhere in a file.
  ///
  /// - Throws: A diagnostic at that place when there is no such op.
  static func required(
    _ name: String, at location: SourceLocation, in file: SourceFile
  ) throws(Diagnostic) -> OperationSchema {
    if let schema = named(name) { return schema }
    throw Diagnostic(
      file: file.path, at: location, "there is no op \(name.quoted)",
      remedy: remedy(forUnknown: String(name.prefix(NearestName.longestName))))
  }

  /// The parameter with a name that stands somewhere in a file.
  ///
  /// - Throws: A diagnostic at that place when the op has no such parameter.
  func requiredParameter(
    _ name: String, at location: SourceLocation, in file: SourceFile
  ) throws(Diagnostic) -> Parameter {
    if let parameter = parameter(name) { return parameter }
    throw Diagnostic(
      file: file.path, at: location, "\(self.name) has no parameter \(name.quoted)",
      remedy: remedy(forUnknownParameter: String(name.prefix(NearestName.longestName))))
  }

  /// What to answer to a name that no op has.
  private static func remedy(forUnknown name: String) -> String {
    let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
    if plain.hasSuffix("3d") {
      return "Ops work on sequences and images, and there are none on volumes."
    }
    for schema in all {
      let names = [schema.name] + schema.aliases
      if names.contains(where: { $0.lowercased().filter { $0.isLetter || $0.isNumber } == plain }) {
        return "Did you mean '\(schema.name)'?"
      }
    }
    let names = all.flatMap { [$0.name] + $0.aliases }
    if let nearest = NearestName.of(name, in: names),
      let schema = all.first(where: { $0.name == nearest || $0.aliases.contains(nearest) })
    {
      return "Did you mean '\(schema.name)'?"
    }
    return NearestName.remedy(
      for: name, in: all.map(\.name), listedAs: "The ops are", by: "convscope solve --list-ops")
  }

  /// What to answer to a parameter that this op does not have.
  private func remedy(forUnknownParameter name: String) -> String {
    let names = parameters.map(\.name)
    guard !names.isEmpty else { return "\(self.name) takes no parameters." }
    if let known = OperationSchema.parameterAliases[name.lowercased()]?
      .first(where: names.contains)
    {
      return "Did you mean '\(known)'?"
    }
    if let nearest = NearestName.of(name, in: names) { return "Did you mean '\(nearest)'?" }
    return "\(self.name) takes \(names.joined(separator: ", "))."
  }

  /// Names that other frameworks, papers and tired people use for a parameter.
  private static let parameterAliases: [String: [String]] = [
    "kernel": ["kernel_size", "weight"], "filter": ["weight", "kernel_size"],
    "filters": ["weight"], "weights": ["weight"], "w": ["weight"], "k": ["kernel_size", "weight"],
    "kernel_size": ["weight"], "pool_size": ["kernel_size"],
    "size": ["kernel_size", "output_size"],
    "b": ["bias"], "s": ["stride"], "strides": ["stride"], "p": ["padding"], "pad": ["padding"],
    "dilation_rate": ["dilation"], "d": ["dilation"], "group": ["groups"],
    "mode": ["padding_mode"], "slope": ["negative_slope"], "epsilon": ["eps"],
    "gamma": ["weight"], "beta": ["bias"], "mean": ["running_mean"], "var": ["running_var"],
    "variance": ["running_var"], "axis": ["dim", "start_dim"], "scale": ["scale_factor"],
    "factor": ["scale_factor"], "rate": ["p"], "probability": ["p"], "label": ["target"],
    "labels": ["target"], "targets": ["target"], "output_shape": ["output_size", "shape"],
    "tensor": ["other"], "with": ["other", "from"], "y": ["other"],
  ]
}
