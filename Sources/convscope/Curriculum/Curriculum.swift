import Lessons
import Practice
import Problems
import Typesetting

/// Everything that the course means to teach, and where it is taught.
///
/// An item has steps of lessons, families of exercises, or a note that says why it has neither. An
/// item with nothing is a gap.
struct Curriculum {
  /// One thing to teach.
  struct Item {
    /// What it is, in a few words.
    let what: String
    /// Where it is taught.
    let places: [Place]
    /// What there is to say instead.
    let note: String?
  }

  /// Where an item is taught.
  enum Place {
    /// A step of a lesson, counted from 0.
    case step(LessonSummary, Int)
    /// A family of exercises and its topic.
    case family(PracticeTopic, Family)
  }

  /// Items that belong together.
  struct Group {
    /// What they are about.
    let title: String
    /// The items.
    let items: [Item]
  }

  /// The groups, in their order.
  let groups: [Group]

  /// Reads a curriculum and looks every place up.
  ///
  /// - Parameters:
  ///   - node: The file's content.
  ///   - lessons: The lessons that `steps` name, `lesson/step`.
  ///   - exercises: The families that `exercises` name.
  /// - Throws: A diagnostic at a name that there is not.
  init(
    _ node: SourceNode, lessons: LessonLibrary, exercises: FamilyLibrary
  ) throws(Diagnostic) {
    let values = try NamedValues(node, of: "a curriculum", names: ["groups"])
    let places = Places(lessons: lessons, exercises: exercises)
    var groups: [Group] = []
    for group in try Curriculum.list("groups", of: values) {
      let values = try NamedValues(group, of: "a group", names: ["title", "items"])
      var items: [Item] = []
      for item in try Curriculum.list("items", of: values) {
        items.append(try Item(item, places))
      }
      groups.append(Group(title: try Curriculum.text("title", of: values), items: items))
    }
    self.groups = groups
  }

  /// How many items are taught nowhere and have no note.
  var gapCount: Int {
    groups.flatMap(\.items).count { $0.places.isEmpty && $0.note == nil }
  }

  private static func list(
    _ name: String, of values: NamedValues
  ) throws(Diagnostic) -> [SourceNode] {
    let node = try values.required(name, of: "it", remedy: "Write '\(name):' and a list.")
    guard case .sequence(let items) = node.content else {
      throw node.diagnostic("\(name) must be a list", remedy: "Write '- ' before each.")
    }
    return items
  }

  fileprivate static func text(_ name: String, of values: NamedValues) throws(Diagnostic) -> String
  {
    try values.required(name, of: "it", remedy: "Write '\(name): …'.").string(name)
  }
}

extension Curriculum.Item {
  fileprivate init(_ node: SourceNode, _ all: Places) throws(Diagnostic) {
    let values = try NamedValues(
      node, of: "an item", names: ["what", "steps", "exercises", "note"])
    what = try Curriculum.text("what", of: values)
    note = try values["note"]?.string("note")
    var places: [Curriculum.Place] = []
    for name in try values["steps"]?.strings("steps") ?? [] {
      places.append(try all.step(name, at: node))
    }
    for name in try values["exercises"]?.strings("exercises") ?? [] {
      places.append(try all.family(name, at: node))
    }
    self.places = places
  }
}

/// The steps and families that a curriculum can name.
private struct Places {
  let lessons: LessonLibrary
  let exercises: FamilyLibrary

  func step(_ name: String, at node: SourceNode) throws(Diagnostic) -> Curriculum.Place {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else {
      throw node.diagnostic("\(name.quoted) names no step", remedy: "Write lesson/step.")
    }
    guard let lesson = lessons.summaries.first(where: { $0.id == parts[0] }) else {
      throw node.diagnostic(
        "there is no lesson \(parts[0].quoted)",
        remedy: NearestName.remedy(
          for: parts[0], in: lessons.summaries.map(\.id), listedAs: "The lessons are",
          by: "convscope learn --list"))
    }
    guard let index = lesson.steps.firstIndex(where: { $0.id == parts[1] }) else {
      throw node.diagnostic(
        "lesson \(parts[0].quoted) has no step \(parts[1].quoted)",
        remedy: NearestName.remedy(
          for: parts[1], in: lesson.steps.map(\.id), listedAs: "Its steps are"))
    }
    return .step(lesson, index)
  }

  func family(_ name: String, at node: SourceNode) throws(Diagnostic) -> Curriculum.Place {
    for topic in exercises.topics {
      if let family = topic.families.first(where: { $0.id == name }) {
        return .family(topic, family)
      }
    }
    throw node.diagnostic(
      "there is no family of exercises \(name.quoted)",
      remedy: NearestName.remedy(
        for: name, in: exercises.topics.flatMap { $0.families.map(\.id) },
        listedAs: "The families are", by: "convscope practice --list"))
  }
}
