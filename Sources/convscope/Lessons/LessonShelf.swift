import Foundation
import LessonCatalog
import Lessons
import Problems

/// The places where lessons may be, and the one whose lessons are used: the first that was named or
/// that exists.
///
/// Lessons of a learner's own come besides.
struct LessonShelf {
  /// A place where lessons may be.
  struct Place {
    /// What sends the program there: `--lessons`, `$CONVSCOPE_LESSONS`.
    let reason: String
    /// The folder; `nil` where there is nothing to look at.
    let folder: String?
    /// Whether the user named it, so that it is used or refused, never passed over.
    let isNamed: Bool

    /// Whether lessons are taken from here unless an earlier place has them.
    var isUsable: Bool { isNamed ? folder != nil : exists }

    /// Whether there is such a folder.
    var exists: Bool {
      guard let folder else { return false }
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
        && isFolder.boolValue
    }
  }

  /// The environment variable that names a folder.
  static let variable = "CONVSCOPE_LESSONS"

  /// The places in the order in which they are looked at.
  let places: [Place]

  /// The folder of lessons that are used besides; `nil` for none.
  private let besides: Place?

  /// Collects the places.
  ///
  /// - Parameters:
  ///   - ownFolder: The value of `--lessons`: lessons to have besides the others.
  ///   - only: Whether there are to be no others.
  ///   - environment: The environment variables.
  init(
    ownFolder: String? = nil, only: Bool = false,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    let variable = environment[LessonShelf.variable].flatMap { $0.isEmpty ? nil : $0 }
    let own = Place(reason: "--lessons", folder: ownFolder, isNamed: true)
    besides = only || ownFolder == nil ? nil : own
    places =
      (only ? [own] : []) + [
        Place(reason: "$\(LessonShelf.variable)", folder: variable, isNamed: true),
        Place(reason: "installed beside the program", folder: LessonShelf.share, isNamed: false),
        Place(
          reason: "part of the build", folder: LessonCatalog.bundledDirectory?.path,
          isNamed: false),
      ]
  }

  /// The place that is used; `nil` when there is none.
  var used: Place? {
    places.first(where: \.isUsable)
  }

  /// Reads the lessons; none of their problems is run.
  ///
  /// - Throws: A diagnostic when a folder cannot be read, or when there is none.
  func library() throws -> LessonLibrary {
    let file = LessonIndexFile()
    let known = file.read()
    var index = known
    let library = try library(&index)
    if index != known { file.write(index) }
    return library
  }

  private func library(_ index: inout LessonIndex) throws -> LessonLibrary {
    let own = try besides.map { try LessonShelf.library(of: $0, &index) }
    guard let place = used else {
      if let own { return own }
      throw CommandFailure(
        "no lessons were found",
        remedy: "Name a folder of lessons with --lessons or the environment variable"
          + " \(LessonShelf.variable). 'convscope doctor' shows where they are looked for.")
    }
    let library = try LessonShelf.library(of: place, &index)
    return own.map { library.adding($0) } ?? library
  }

  private static func library(
    of place: Place, _ index: inout LessonIndex
  ) throws -> LessonLibrary {
    do throws(Diagnostic) {
      return try LessonLibrary(
        folder: LessonShelf.withoutTrailingSlashes(place.folder ?? ""), index: &index)
    } catch {
      throw Diagnostic(
        file: error.file, at: error.location, "\(error.message) (\(place.reason))",
        remedy: error.remedy)
    }
  }

  /// The share folder of an installation: the program is in `bin` beside it.
  private static var share: String? {
    guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return nil }
    return program.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("share/convscope/Lessons").path
  }

  /// The folder without slashes at its end, which would double in messages.
  private static func withoutTrailingSlashes(_ folder: String) -> String {
    var folder = folder
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    return folder
  }
}
