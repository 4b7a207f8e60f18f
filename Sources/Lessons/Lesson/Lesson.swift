import Problems
import Typesetting

/// A lesson as its author wrote it: prose, problems to show, questions to ask.
///
/// A lesson is a folder `NN-slug` with a `lesson.yaml`. The number is the lesson's place in the
/// list; its ``id`` is what everything else goes by. Reading a lesson checks its form;
/// ``prepared(on:)`` runs its problems, and ``LessonLinter`` compares what the author claims with
/// what the engine computes.
public struct Lesson: Sendable {
  /// The version of the format that this program reads.
  public static let formatVersion = 1
  /// The names that a lesson's file may use.
  static let keys = [
    "format", "id", "title", "chapter", "goals", "facts", "needs", "sources", "steps",
  ]

  /// How many facts a lesson ends with.
  static let factCount = 3
  /// The most characters of one: two lines of a small screen.
  static let longestFact = 140

  /// What progress, `needs` and the command line call it.
  public let id: String
  /// The title.
  public let title: String
  /// The chapter of the course that it is part of; empty for a lesson that is of none.
  public let chapter: String
  /// What a learner can do afterwards.
  public let goals: [String]
  /// What to keep of it, each in a sentence: three, or none where the author names none.
  public let facts: [String]
  /// The identifiers of lessons that are best done before.
  public let needs: [Need]
  /// Where the facts come from.
  public let sources: [String]
  /// The steps; at least one.
  public let steps: [LessonStep]
  /// The file it stands in.
  public let file: SourceFile
  /// Where the id stands.
  let idLocation: SourceLocation
  /// Where the title stands.
  let titleLocation: SourceLocation

  /// A lesson that is best done before.
  public struct Need: Sendable {
    /// Its identifier.
    public let id: String
    /// Where it is named.
    let node: SourceNode
  }

  /// Reads a lesson.
  ///
  /// - Throws: A diagnostic that points at the first thing that is wrong.
  public init(_ file: SourceFile) throws(Diagnostic) {
    var problems: [Diagnostic] = []
    guard let lesson = Lesson.read(file, &problems), problems.isEmpty else {
      throw problems.min { $0.location ?? Lesson.start < $1.location ?? Lesson.start }
        ?? Diagnostic(file: file.path, "the lesson cannot be read")
    }
    self = lesson
  }

  private static let start = SourceLocation(line: 1, column: 1)

  /// Reads a lesson and everything that is wrong with it.
  ///
  /// - Returns: The lesson with the steps that could be read; `nil` when there are none.
  static func read(_ file: SourceFile, _ problems: inout [Diagnostic]) -> Lesson? {
    do throws(Diagnostic) {
      let node = try YAMLReader.read(file)
      let values = try NamedValues(node, of: "a lesson", names: keys)
      try checkFormat(values)
      return Lesson(try LessonHeader(values), try readSteps(values, &problems), file)
    } catch {
      problems.append(error)
      return nil
    }
  }

  private init?(_ header: LessonHeader, _ steps: [LessonStep], _ file: SourceFile) {
    guard !steps.isEmpty else { return nil }
    id = header.id
    title = header.title
    chapter = header.chapter
    goals = header.goals
    facts = header.facts
    needs = header.needs
    sources = header.sources
    idLocation = header.idLocation
    titleLocation = header.titleLocation
    self.steps = steps
    self.file = file
  }

  private static func checkFormat(_ values: NamedValues) throws(Diagnostic) {
    let node = try values.required(
      "format", of: "the lesson", remedy: "Write 'format: \(formatVersion)' in the first line.")
    let version = try node.integer("format")
    guard version == formatVersion else {
      throw node.diagnostic(
        "the lesson is written in format \(version), but this program reads"
          + " format \(formatVersion)",
        remedy: version > formatVersion
          ? "Use a newer convscope." : "Write 'format: \(formatVersion)'.")
    }
  }

  private static func readSteps(
    _ values: NamedValues, _ problems: inout [Diagnostic]
  ) throws(Diagnostic) -> [LessonStep] {
    let node = try values.required(
      "steps", of: "the lesson", remedy: "List the steps, each starting with '- text: …'.")
    let remedy = "List the steps, each starting with '- text: …'."
    guard case .sequence(let items) = node.content else {
      throw node.diagnostic("steps must be a list, but this is \(node.kindText)", remedy: remedy)
    }
    guard !items.isEmpty else {
      throw node.diagnostic("the list of steps is empty", remedy: remedy)
    }
    var steps: [LessonStep] = []
    for item in items {
      do throws(Diagnostic) {
        steps.append(try LessonStep(item))
      } catch {
        problems.append(error)
      }
    }
    let ids = StepIDs(of: steps)
    problems += ids.duplicates
    for index in steps.indices {
      steps[index].id = ids.steps[index]
      for position in steps[index].questions.indices {
        steps[index].questions[position].id = ids.questions[index][position]
      }
    }
    return steps
  }
}

/// What stands above a lesson's steps.
private struct LessonHeader {
  let id: String
  let idLocation: SourceLocation
  let title: String
  let titleLocation: SourceLocation
  let chapter: String
  let goals: [String]
  let facts: [String]
  let needs: [Lesson.Need]
  let sources: [String]

  init(_ values: NamedValues) throws(Diagnostic) {
    let id = try values.required(
      "id", of: "the lesson", remedy: "Give it a short name, such as 'id: padding'.")
    self.id = try id.identifier(example: "padding-and-stride")
    idLocation = id.location
    let title = try values.required("title", of: "the lesson", remedy: "Write 'title: …'.")
    self.title = try title.string("the title")
    titleLocation = title.location
    chapter = try values["chapter"]?.string("the chapter").trimmingWhitespace ?? ""
    goals = try values["goals"]?.strings("goals") ?? []
    facts = try Self.facts(values["facts"])
    sources = try values["sources"]?.strings("sources") ?? []
    var needs: [Lesson.Need] = []
    if let node = values["needs"] {
      if case .sequence(let items) = node.content {
        for item in items { needs.append(.init(id: try item.string("each need"), node: item)) }
      } else {
        needs = [.init(id: try node.string("needs"), node: node)]
      }
    }
    self.needs = needs
  }

  /// What is kept best: three sentences of a line or two.
  private static func facts(_ node: SourceNode?) throws(Diagnostic) -> [String] {
    guard let node else { return [] }
    let facts = try node.strings("facts")
    guard facts.count == Lesson.factCount else {
      throw node.diagnostic(
        "a lesson ends with \(Lesson.factCount) facts to keep, but these are \(facts.count)",
        remedy: "Write the three that matter most.")
    }
    if let long = facts.first(where: { $0.count > Lesson.longestFact }) {
      throw node.diagnostic(
        "the fact \(long.prefix(30).description.quoted)… has \(long.count) characters, more than"
          + " \(Lesson.longestFact)", remedy: "Say it more briefly.")
    }
    return facts
  }
}
