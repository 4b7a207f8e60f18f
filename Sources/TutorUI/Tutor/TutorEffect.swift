import Lessons
import Progress

/// What the tutor asks of the program around it.
enum TutorEffect: Equatable, Sendable {
  /// Read the lesson with this id and make it ready, to begin with a step where one is named; answer
  /// with ``TutorModel/open(_:resuming:at:)`` or ``TutorModel/fail(_:)``.
  case prepareLesson(String, step: Int?)
  /// Make exercises of a topic, or of what is due of all; answer with
  /// ``TutorModel/open(_:resuming:at:)`` or ``TutorModel/fail(_:)``.
  case practise(String?)
  /// See how firmly the topics sit now; answer with ``TutorModel/practised(_:_:)``.
  case readTopics
  /// Train a network on a screen of its own; answer with ``TutorModel/trained(_:)``.
  case train(TrainingChoice)
  /// Make the lab ready; answer with ``TutorModel/open(_:)`` or ``TutorModel/fail(_:)``.
  case openLab
  /// Read a problem and make the lab ready with it; answer with ``TutorModel/open(_:)`` or
  /// ``TutorModel/fail(_:)``.
  case openProblem(String)
  /// Write a problem; answer with ``TutorModel/saved(as:isThere:)`` or ``TutorModel/fail(_:)``.
  case saveProblem(String, path: String, replaces: Bool)
  /// Write a text to a file of its own; answer with ``TutorModel/wrote(to:)`` or
  /// ``TutorModel/fail(_:)``.
  case write(String)
  /// Remember what the learner has done.
  case record(ProgressEvent)
  /// Put an answer to a question into the file that is handed in.
  case keep(question: String, answer: String)
  /// End the program.
  case quit
}
