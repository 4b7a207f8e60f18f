import Datasets
import Foundation
import Interchange
import Lessons

/// The index of lessons in the user's cache.
///
/// Nothing depends on it: where it is missing, damaged, of another program or cannot be written, lessons
/// are read instead.
struct LessonIndexFile {
  /// What the file holds, and for which program: another build may sum lessons up otherwise.
  private struct Content: Codable {
    let program: FileStamp
    let index: LessonIndex
  }

  private let path = DataFolder.standard + "/lessons.json"
  private let program = FileStamp(path: "/proc/self/exe")

  /// The index as it was left; an empty one where there is none.
  func read() -> LessonIndex {
    guard let program, let data = FileManager.default.contents(atPath: path),
      let content = try? JSONDecoder().decode(Content.self, from: data), content.program == program
    else { return LessonIndex() }
    return content.index
  }

  /// Keeps an index.
  func write(_ index: LessonIndex) {
    guard let program, let data = try? JSONEncoder().encode(Content(program: program, index: index))
    else { return }
    try? FileManager.default.createDirectory(
      atPath: DataFolder.standard, withIntermediateDirectories: true)
    try? AtomicFile.write(data, to: path)
  }
}
