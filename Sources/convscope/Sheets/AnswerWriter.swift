import Dispatch
import Homework
import Interchange
import Problems
import Synchronization
import TutorUI
import Typesetting

/// Puts answers into their file while questions are on the screen: at once, and while the disk is busy
/// the newest of each.
final class AnswerWriter: AnswerKeeper {
  private let queue = DispatchQueue(label: "convscope.answers")
  private let shared: Mutex<Shared>

  /// What both sides of the queue look at.
  private struct Shared {
    var file: AnswerFile
    /// What is not in the file yet, by question.
    var waiting: [String: String] = [:]
    /// What is wrong with the file and has not been told.
    var trouble: String?
  }

  /// Writes into a file that was read.
  init(_ file: AnswerFile) { shared = Mutex(Shared(file: file)) }

  func keep(_ answer: String, to question: String) {
    // A remark or a question's number would end the answer in the file.
    let answer = answer.filter { $0 != "#" && $0 != ":" }.trimmingWhitespace
    shared.withLock { $0.waiting[question] = answer }
    queue.async { self.write() }
  }

  func takeTrouble() -> String? {
    shared.withLock { shared in
      defer { shared.trouble = nil }
      return shared.trouble
    }
  }

  func finish() { queue.sync { write() } }

  /// The file as it is now.
  var file: AnswerFile { shared.withLock { $0.file } }

  /// Writes what waits; what cannot be written goes on waiting for the next answer.
  private func write() {
    let (file, waiting) = shared.withLock { ($0.file, $0.waiting) }
    guard !waiting.isEmpty else { return }
    do {
      var changed = file
      for (question, answer) in waiting { changed = try changed.answering(question, with: answer) }
      try AtomicFile.write(changed.text, to: changed.path)
      shared.withLock { shared in
        shared.file = changed
        shared.waiting = shared.waiting.filter { waiting[$0.key] != $0.value }
      }
    } catch {
      let trouble = (error as? any UserError)?.report ?? "\(error)"
      shared.withLock { $0.trouble = trouble }
    }
  }
}
