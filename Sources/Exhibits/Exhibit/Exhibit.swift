import Problems
import Typesetting

/// What a lesson shows that is no problem: curves of training runs, a counted network, the perceptron
/// rule at work.
///
/// It is a few lines in the lesson's file, read here and computed by ``prepared(from:asking:)`` into scenes of
/// plain data. Screens and text draw the scenes and compute nothing.
public struct Exhibit: Sendable {
  /// The kinds of exhibits, in the order in which the guide lists them.
  static let kinds: [any ExhibitKind.Type] = [
    RunsExhibit.self, TableExhibit.self, BarsExhibit.self, PerceptronExhibit.self,
    UnitExhibit.self, DescentExhibit.self, PiecesExhibit.self, FoldExhibit.self,
    TimelineExhibit.self, OverlapExhibit.self, GalleryExhibit.self, MemoryExhibit.self,
    ProductsExhibit.self, LearnExhibit.self,
  ]

  /// The names of the kinds, one of which every exhibit has.
  public static let kindNames = kinds.map { $0.name }

  /// The names that an exhibit of any kind may have beside it.
  static let commonNames = ["title", "hide"]

  /// Every name that some exhibit may have.
  public static let keys: [String] = {
    var seen: Set<String> = []
    return (kindNames + commonNames + kinds.flatMap { $0.names })
      .filter { seen.insert($0).inserted }
  }()

  /// What its kind knows.
  private let kind: any ExhibitKind
  /// What it is called instead of what its kind says.
  private let title: String?
  /// What is kept back until it is answered.
  private let hidden: [SourceNode]

  /// Whether what a step shows is an exhibit, and not a problem.
  public static func isDescribed(by node: SourceNode) -> Bool {
    guard case .mapping(let entries) = node.content else { return false }
    return entries.contains { kindNames.contains($0.key) }
  }

  /// Reads an exhibit.
  public init(_ node: SourceNode) throws(Diagnostic) {
    let values = try NamedValues(node, of: "show", names: Exhibit.keys)
    let named = values.entries.filter { Exhibit.kindNames.contains($0.key) }
    guard let first = named.first, let kind = Exhibit.kinds.first(where: { $0.name == first.key })
    else {
      throw node.diagnostic(
        "this shows nothing",
        remedy: "Name one of " + Exhibit.kindNames.joined(separator: ", ") + ", or a problem.")
    }
    let names = [kind.name] + Exhibit.commonNames + kind.names
    // A name may be that of a kind and of a part of another kind.
    for entry in values.entries where !names.contains(entry.key) {
      throw entry.diagnostic(
        "\(entry.key.quoted) does not belong to \(kind.name.quoted)",
        remedy: "Beside '\(kind.name)' there can be " + names.dropFirst().joined(separator: ", ")
          + ".")
    }
    title = try values["title"]?.string("title")
    hidden = try values["hide"].map { node throws(Diagnostic) in try node.parts } ?? []
    self.kind = try kind.init(values)
  }

  /// Computes the exhibit.
  ///
  /// A number that is asked for is kept back where it would be said, whether `hide` names it or not.
  ///
  /// - Parameters:
  ///   - sources: Where the files that exhibits name lie.
  ///   - asked: The names of the numbers that questions ask for.
  /// - Throws: A diagnostic at what cannot be computed, or names nothing that can be kept back.
  public func prepared(
    from sources: ExhibitSources, asking asked: [String] = []
  ) throws(Diagnostic) -> PreparedExhibit {
    var content = try kind.content(from: sources)
    if let title { content.title = title }
    let names = content.pieceNames
    for node in hidden {
      let text = try node.string("hide")
      guard !names.contains(text) else { continue }
      throw node.diagnostic(
        "there is nothing called '\(node.shortText)' here to keep back",
        remedy: content.names.remedy(for: text, in: names, listedAs: "There is"))
    }
    let stated = Set(hidden.compactMap { $0.scalar?.trimmingWhitespace })
    let exhibit = PreparedExhibit(content, hidden: stated)
    let told = asked.compactMap(exhibit.fact(named:)).filter(exhibit.tells).compactMap(\.piece)
    return told.isEmpty ? exhibit : PreparedExhibit(content, hidden: stated.union(told))
  }
}

extension SourceNode {
  /// The items of a list; a single text is a list of one.
  var parts: [SourceNode] {
    get throws(Diagnostic) {
      guard case .sequence(let items) = content else {
        _ = try string("this")
        return [self]
      }
      return items
    }
  }
}
