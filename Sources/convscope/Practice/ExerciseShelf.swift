import Lessons
import Practice
import Problems

/// The places where families of exercises may be: a folder that was named, or the one that lies among
/// the lessons which came along.
enum ExerciseShelf {
  /// Reads the families.
  ///
  /// - Parameter chosenFolder: The value of `--exercises`.
  /// - Throws: A diagnostic when the folder cannot be read; a failure when there is none.
  static func library(chosenFolder: String?) throws -> FamilyLibrary {
    if let chosenFolder { return try FamilyLibrary(folder: chosenFolder) }
    let places = LessonShelf(environment: [:]).places.compactMap(\.folder)
    for place in places {
      if let library = try? FamilyLibrary(folder: "\(place)/\(LessonLibrary.exercisesFolder)") {
        return library
      }
    }
    throw CommandFailure(
      "no exercises were found",
      remedy: "Name a folder of them with --exercises; 'convscope doctor' shows where lessons and"
        + " exercises are looked for.")
  }
}
