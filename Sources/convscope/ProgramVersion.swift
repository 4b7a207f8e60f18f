/// The version of this program; nothing else states it.
enum ProgramVersion {
  /// `MAJOR.MINOR.PATCH`, as semantic versioning has it.
  static let current = "0.1.0"
}
