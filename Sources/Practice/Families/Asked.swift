import Problems
import Typesetting

/// What a family asks of what it draws.
struct Asked: Sendable {
  /// The names that it may use.
  static let keys = ["question", "kind", "of", "cell", "products", "explain"]

  /// In which form the answer is given.
  enum Kind: String, CaseIterable, Sendable {
    /// One number of a value.
    case number
    /// A plane of a value.
    case grid
    /// The size of a result.
    case size
    /// How many numbers, weights or operations.
    case count
  }

  /// Which cell is asked for, where one is.
  enum Cell: Sendable {
    /// Any, drawn with the exercise.
    case any
    /// One whose window reaches into the padding, where there is such a one.
    case first
    /// The last one.
    case last
    /// This one.
    case at([Expression])
  }

  /// The question, with `{row}`, `{column}`, `{channel}` and the numbers' names to be filled in.
  let question: String
  /// The form of the answer.
  let kind: Kind
  /// The value: `output`, `gradient:input`, `running_mean`, a quantity of a layer.
  let value: String
  /// Which cell.
  let cell: Cell
  /// Where it says that the products of the sum are asked for, too; `nil` where it does not.
  let productsNode: SourceNode?
  /// Where the question stands.
  let questionNode: SourceNode
  /// Why the answer is what it is, where that is more than the arithmetic.
  let explanation: String
  /// Where it stands.
  let node: SourceNode
  /// Where the value is named.
  let valueNode: SourceNode?

  /// Reads what is asked.
  init(_ node: SourceNode) throws(Diagnostic) {
    self.node = node
    let values = try NamedValues(node, of: "ask", names: Asked.keys)
    questionNode = try values.required(
      "question", of: "ask", remedy: "Write 'question: Which number …?'.")
    question = try questionNode.string("the question")
    let names = Kind.allCases.map(\.rawValue)
    let kindNode = try values.required(
      "kind", of: "ask", remedy: "It is one of \(names.joined(separator: ", ")).")
    let kindText = try kindNode.string("the kind")
    guard let kind = Kind(rawValue: kindText) else {
      throw kindNode.diagnostic(
        "an exercise cannot ask for \(kindText.quoted)",
        remedy: NearestName.remedy(for: kindText, in: names, listedAs: "It can ask for"))
    }
    self.kind = kind
    valueNode = values["of"]
    value = try valueNode?.string("of") ?? "output"
    explanation = try values["explain"]?.string("explain") ?? ""
    cell = try Asked.readCell(values["cell"])
    let products = values["products"]
    productsNode = try products?.boolean("products") == true ? products : nil
    if let productsNode, kind != .number {
      throw productsNode.diagnostic(
        "the products of a sum are asked for, but this is kind \(kind.rawValue)",
        remedy: "Write 'kind: number', or remove 'products'.")
    }
  }

  private static func readCell(_ node: SourceNode?) throws(Diagnostic) -> Cell {
    guard let node else { return .any }
    if case .sequence(let items) = node.content {
      var index: [Expression] = []
      for item in items { index.append(try Expression(item)) }
      return .at(index)
    }
    switch try node.string("cell") {
    case "any": return .any
    case "first": return .first
    case "last": return .last
    default:
      throw node.diagnostic(
        "a cell cannot be \(node.shortText.quoted)",
        remedy: "It is any, first, last, or a list such as [0, k - 1].")
    }
  }
}
