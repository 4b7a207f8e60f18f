import Foundation

/// The lessons that this build carries with it.
public enum LessonCatalog {
  /// The folder of resources that the package manager makes of this target: the package's name,
  /// the target's name.
  private static let bundleName = "convscope_LessonCatalog.resources"

  /// The folder with the shipped lessons, `NN-chapter/NN-slug/lesson.yaml` in it for each; `nil`
  /// where the program stands without it.
  ///
  /// It is looked for beside the running program, which is where a build leaves it. A program that
  /// was moved or installed alone does not have it. The generated `Bundle.module` is left alone on
  /// purpose: it looks in the same place, then in the folder of the build, and then traps.
  ///
  /// - Complexity: A look at the file system each time.
  public static var bundledDirectory: URL? {
    programDirectories
      .map { $0.appendingPathComponent(bundleName, isDirectory: true) }
      .first(where: isDirectory)
  }

  /// Where the program lies, the way it was called first and the place that a link leads to second.
  private static var programDirectories: [URL] {
    guard let program = Bundle.main.executableURL else { return [Bundle.main.bundleURL] }
    return [program, program.resolvingSymlinksInPath()].map { $0.deletingLastPathComponent() }
  }

  private static func isDirectory(_ url: URL) -> Bool {
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory)
    return exists && isDirectory.boolValue
  }
}
