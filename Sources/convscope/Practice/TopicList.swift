import Practice
import Typesetting

/// What can be practised, for people and programs.
enum TopicList {
  /// A table of topics, each with its families.
  static func text(_ library: FamilyLibrary) -> String {
    let rows = library.topics.flatMap { topic in
      [[topic.id, topic.title, ""]]
        + topic.families.map { ["  \($0.id)", $0.title, String($0.levels)] }
    }
    return TextTable(header: ["TOPIC OR FAMILY", "WHAT IT IS ABOUT", "LEVELS"], rows: rows).text
      + "\n\nPractise one with: convscope practice \(library.topics.first?.id ?? "TOPIC")"
  }

  /// A list of families, each with its topic.
  static func json(_ library: FamilyLibrary) -> String {
    var writer = JSONWriter()
    writer.array(library.families) { writer, family in
      writer.object { writer in
        writer.key("topic")
        writer.string(family.topic)
        writer.key("family")
        writer.string(family.id)
        writer.key("levels")
        writer.integer(family.levels)
      }
    }
    return writer.text
  }
}
