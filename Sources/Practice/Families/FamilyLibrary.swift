import Foundation
import Problems
import Typesetting

/// A topic that can be practised: some families about one thing.
public struct PracticeTopic: Sendable {
  /// What commands call it.
  public let id: String
  /// What it is about.
  public let title: String
  /// The lessons that it practises, by their ids.
  public let lessons: [String]
  /// Its families.
  public let families: [Family]
  /// The file it stands in.
  public let file: SourceFile

  /// The names that a file of families may use.
  static let keys = ["format", "topic", "title", "lesson", "families"]

  /// Reads a file of families.
  public init(_ file: SourceFile) throws(Diagnostic) {
    try self.init(try YAMLReader.read(file))
  }

  /// Reads a file of families.
  init(_ node: SourceNode) throws(Diagnostic) {
    let values = try NamedValues(node, of: "a file of exercises", names: PracticeTopic.keys)
    let format = try values.required("format", of: "the file", remedy: "Write 'format: 1'.")
    guard try format.integer("format") == 1 else {
      throw format.diagnostic(
        "the file has format \(format.shortText), but this program reads format 1",
        remedy: "Write 'format: 1'.")
    }
    let topic = try values.required("topic", of: "the file", remedy: "Write 'topic: padding'.")
    let id = try topic.identifier(example: "padding")
    self.id = id
    title = try values.required("title", of: "the file", remedy: "Say what it is about.")
      .string("the title")
    lessons = try PracticeTopic.lessons(values["lesson"])
    let families = try values.required(
      "families", of: "the file", remedy: "List at least one family.")
    guard case .sequence(let items) = families.content, !items.isEmpty else {
      throw families.diagnostic(
        "families must be a list, and not empty", remedy: "Write '- id: …' for each.")
    }
    var read: [Family] = []
    for item in items { read.append(try Family(item, topic: id)) }
    self.families = read
    file = node.file
  }

  /// One lesson, or several.
  private static func lessons(_ node: SourceNode?) throws(Diagnostic) -> [String] {
    guard let node else { return [] }
    guard case .sequence(let items) = node.content else {
      return [try node.identifier(example: "padding-and-stride")]
    }
    var lessons: [String] = []
    for item in items { lessons.append(try item.identifier(example: "padding-and-stride")) }
    return lessons
  }
}

/// All topics of a folder, in the order of its files.
public struct FamilyLibrary: Sendable {
  /// The topics.
  public let topics: [PracticeTopic]
  /// What keeps other files from being read.
  public let problems: [Diagnostic]
  private let folder: String

  /// Reads a folder of files of families, `NN-topic.yaml`.
  ///
  /// A file that cannot be read does not keep the others from being used.
  /// - Throws: A diagnostic when the folder cannot be read, holds no file of families or none that can be
  ///   read.
  public init(folder: String) throws(Diagnostic) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      let isThere = FileManager.default.fileExists(atPath: folder)
      throw Diagnostic(
        file: folder,
        isThere ? "no folder of exercises can be read here" : "there is no such folder",
        remedy: isThere
          ? "Name a folder with files of families, which you may read." : "Check the path.")
    }
    var topics: [PracticeTopic] = []
    var problems: [Diagnostic] = []
    for name in names.sorted() where name.hasSuffix(".yaml") && !name.hasPrefix(".") {
      do throws(Diagnostic) {
        let topic = try PracticeTopic(try SourceFile.read("\(folder)/\(name)"))
        problems += FamilyLibrary.clashes(of: topic, with: topics)
        topics.append(topic)
      } catch {
        problems.append(error)
      }
    }
    guard !topics.isEmpty else {
      throw problems.first
        ?? Diagnostic(
          file: folder, "there are no exercises in this folder",
          remedy: "They are files such as 01-convolution.yaml.")
    }
    (self.topics, self.problems, self.folder) = (topics, problems, folder)
  }

  /// All families.
  public var families: [Family] { topics.flatMap(\.families) }

  /// The families that a name stands for: those of a topic, or one.
  ///
  /// - Throws: A diagnostic that proposes the nearest name.
  public func families(named name: String) throws(Diagnostic) -> [Family] {
    if let topic = topics.first(where: { $0.id == name }) { return topic.families }
    if let family = families.first(where: { $0.id == name }) { return [family] }
    let names = topics.map(\.id) + families.map(\.id)
    throw Diagnostic(
      file: folder, "there is no topic or family \(name.quoted)",
      remedy: NearestName.of(name, in: names).map { "Did you mean '\($0)'?" }
        ?? "The topics are: \(topics.map(\.id).joined(separator: ", ")).")
  }

  /// Ids that stand for two things.
  static func clashes(
    of topic: PracticeTopic, with others: [PracticeTopic]
  ) -> [Diagnostic] {
    var taken = Set(others.flatMap { [$0.id] + $0.families.map(\.id) } + [topic.id])
    return topic.families.compactMap { family in
      taken.insert(family.id).inserted
        ? nil
        : family.idNode.diagnostic(
          "the id \(family.id.quoted) is taken already",
          remedy: "Ids of families and topics are different everywhere.")
    }
  }
}
