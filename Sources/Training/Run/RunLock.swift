import Foundation

/// What keeps two programs from training in one folder.
public final class RunLock {
  private let descriptor: Int32

  /// Takes the lock of a run's folder; it is given back when the program ends, however it does.
  ///
  /// - Throws: ``TrainingError`` when another program has it.
  public init(_ folder: RunFolder) throws(TrainingError) {
    descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // Some network file systems have no locks; two programs are then not noticed.
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else {
      return
    }
    close(descriptor)
    throw TrainingError(
      path: folder.path, "another program is training this run",
      remedy: "Wait until it has ended, or stop it.")
  }

  /// Gives the lock back.
  public func release() {
    if descriptor >= 0 { close(descriptor) }
  }
}
