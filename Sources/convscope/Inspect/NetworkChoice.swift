import Foundation
import NeuralNetworks

/// What a user may mean by a network: a name, a description, or a file that holds one.
enum NetworkChoice {
  /// The largest file that is read as a description.
  private static let largestFile = 100_000

  /// The network that a word names.
  ///
  /// - Throws: ``NetworkError``, or a message about the file.
  static func architecture(_ text: String) throws -> Architecture {
    if let known = Zoo.all.first(where: { $0.name == text.lowercased() }) { return known }
    if text.contains(where: { $0.isWhitespace || $0 == "," || $0 == "(" })
      || Architecture.isLayer(text)
    {
      return try Architecture(text: text)
    }
    if text.contains("/") || text.contains(".") {
      return try described(in: text).architecture
    }
    return try Zoo.architecture(named: text)
  }

  /// The network of a run.
  ///
  /// - Throws: ``NetworkError`` when it is too large to be trained here, too.
  static func trainable(_ text: String) throws -> Architecture {
    let found = try architecture(text)
    guard found.isTrainable else {
      throw NetworkError.unsuitable(
        network: found.name,
        message:
          "it is there to be looked at: it is too large to be trained here, or makes no scores of classes",
        remedy:
          "Train one of: \(Zoo.all.filter(\.isTrainable).map(\.name).joined(separator: ", ")).")
    }
    return found
  }

  /// A description, read from a file where one is named.
  static func text(_ text: String) throws -> String {
    let isFile =
      !Zoo.all.contains { $0.name == text.lowercased() } && !text.contains(" ")
      && !text.contains(",") && (text.contains("/") || text.contains("."))
    return isFile ? try described(in: text).text : text
  }

  /// The network that a file describes; what is wrong is told with the file's name.
  private static func described(
    in path: String
  ) throws -> (text: String, architecture: Architecture) {
    let text = try contents(of: path)
    do throws(NetworkError) {
      return (text, try Architecture(text: text, name: name(of: path)))
    } catch {
      guard case .text(let place, let message, let remedy) = error else { throw error }
      throw NetworkError.text(place: "\(path): \(place)", message: message, remedy: remedy)
    }
  }

  private static func name(of path: String) -> String {
    URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
  }

  private static func contents(of path: String) throws -> String {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    guard let attributes else {
      throw CommandFailure(
        "there is no such file", place: path,
        remedy: "Check the path, or name a network; convscope inspect lists them.")
    }
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw CommandFailure(
        "this is no regular file", place: path,
        remedy: "Name a text file that describes a network.")
    }
    guard (attributes[.size] as? Int ?? 0) <= largestFile else {
      throw CommandFailure(
        "this is larger than \(largestFile) bytes", place: path,
        remedy: "Name a text file that describes a network.")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure(
        "this cannot be read", place: path,
        remedy: "Check its permissions.")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw CommandFailure(
        "this is not UTF-8 text", place: path,
        remedy: "Name a text file that describes a network.")
    }
    return text
  }
}
