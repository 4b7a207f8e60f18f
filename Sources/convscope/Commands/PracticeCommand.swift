import ArgumentParser
import Backends
import Lessons
import Practice
import Problems
import Progress
import TensorEngine
import Typesetting

/// Exercises without end, and what came of an answer.
struct PracticeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "practice",
    abstract: "Practise a topic with exercises that never run out.",
    usage: "convscope practice [<options>] [<topic>]",
    discussion: """
      Every exercise is computed anew from its family, seed and level, and is the same on every \
      machine. A wrong answer that a known slip leads to is told which slip it is.

        convscope practice --list
        convscope practice padding-and-stride --level 2
        convscope practice size-strided --seed 7 --json
        convscope practice size-strided --seed 7 --answer "3 x 3"

      Where there is no terminal to draw on, the exercises are printed as text, with hints and \
      answers; --json prints an exercise for programs, or with --count a list of them. With --answer the exit status is 0 for a right answer, 1 for a wrong one, and 2 for \
      one that cannot be read.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("A topic or a family; all topics when absent.", valueName: "topic"),
    completion: .custom { _, _, _ in PracticeCommand.knownNames() })
  var name: String?

  @Option(
    help: ArgumentHelp(
      "How difficult, from 1 to 5; by default from 1 on as it goes.", valueName: "level"))
  var level: Int?

  @Option(help: ArgumentHelp("How many exercises.", valueName: "count"))
  var count: Int?

  @Option(help: ArgumentHelp("Which exercises; by default others each time.", valueName: "number"))
  var seed: UInt64?

  @Flag(help: "List topics and families.")
  var list = false

  @Flag(help: "Print the exercises as text, with hints and answers.")
  var plain = false

  @OptionGroup var screen: ScreenOptions
  @OptionGroup var motion: MotionOptions

  @Flag(help: "Print for programs: the list, an exercise, or what came of --answer.")
  var json = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Check an answer to the exercise of --seed.", valueName: "answer"))
  var answer: String?

  @Option(
    help: ArgumentHelp(
      "A folder of families to use instead of those that came along.", valueName: "folder"),
    completion: .directory)
  var exercises: String?

  func validate() throws {
    if list, name != nil || answer != nil {
      throw ValidationError("--list lists everything; leave topic and --answer out.")
    }
    if let level, !(1...Family.mostLevels).contains(level) {
      throw ValidationError("There is no level \(level); levels go from 1 to \(Family.mostLevels).")
    }
    if let count, !(1...1000).contains(count) {
      throw ValidationError("--count is a number from 1 to 1000.")
    }
    if answer != nil, name == nil || seed == nil {
      throw ValidationError("--answer needs a family and the --seed of the exercise.")
    }
    if json, answer == nil, !list, name == nil {
      throw ValidationError("--json prints one exercise; name a family, or use --list.")
    }
  }

  func run() throws {
    let library = try ExerciseShelf.library(chosenFolder: exercises)
    for problem in library.problems { StandardError.write(problem.report) }
    if list || (name == nil && plain) {
      if json {
        StandardOutput.writeExactly(TopicList.json(library))
      } else {
        StandardOutput.write(TopicList.text(library))
      }
      return
    }
    let families =
      try name.map { name throws(Diagnostic) in
        try library.families(named: name)
      } ?? library.families
    let set = PracticeSet(families, seed: seed ?? UInt64.random(in: 1...9999), level: level ?? 1)
    let backend = try Backends.reference.makePrecise()
    if let answer {
      try check(answer, of: set.exercise(0, on: backend))
    } else if json {
      var writer = JSONWriter()
      if let count {
        let exercises = try (0..<count).map { try set.exercise($0, on: backend) }
        writer.array(exercises) { $1.write(to: &$0) }
      } else {
        try set.exercise(0, on: backend).write(to: &writer)
      }
      StandardOutput.writeExactly(writer.text)
    } else {
      let title =
        name.flatMap { name in library.topics.first { $0.id == name }?.title }
        ?? families.first.map { families.count == 1 ? $0.title : "Practice" } ?? "Practice"
      try show(set, of: library, title: title, on: backend)
    }
  }

  /// Shows exercises on the terminal, or prints them where there is none.
  private func show(
    _ set: PracticeSet, of library: FamilyLibrary, title: String, on backend: any Backend
  ) throws {
    if !plain, let terminal = try motion.screen(screen) {
      let memory = ProgressRecorder(ProgressFile.standard)
      let session = session
      let kept = memory.sessions.first { $0.name == session }
        .flatMap { ExercisePlan($0, from: library.families) }
      let plan = kept ?? plan(set, count: count ?? 10)
      try TutorSession.run(
        on: terminal,
        alone: try plan.lesson(
          title, session: session, command: command(seed: plan.entries[0].seed),
          adapts: level == nil, on: backend),
        memory: memory, topics: PracticeDesk(library, memory: memory).topics)
      return
    }
    let lesson = try plan(set, count: count ?? (plain ? 1 : 10)).lesson(
      title, session: session, adapts: false, on: backend)
    let summary = LessonSummary(
      id: lesson.id, title: title, goals: [], needs: [],
      steps: lesson.steps.map { .init(id: $0.id, words: $0.text.firstSentence) })
    StandardOutput.write(LessonTranscript(summary, lesson).text)
    StandardOutput.write("\nThe same again: \(command(seed: set.seed))")
  }

  private func plan(_ set: PracticeSet, count: Int) -> ExercisePlan {
    ExercisePlan(
      (0..<count).map { position in
        let family = set.family(position)
        return .init(
          family: family, seed: set.seed &+ UInt64(position), level: min(set.level, family.levels))
      })
  }

  /// The command that sets the exercises of a seed out.
  private func command(seed: UInt64) -> String {
    let words = ["convscope practice", name, "--seed \(seed)", level.map { "--level \($0)" }]
    return words.compactMap { $0 }.joined(separator: " ")
  }

  /// What the memory calls what is asked for: a topic as the map of the course does.
  private var session: String {
    let words = [
      name ?? "everything", level.map { "--level \($0)" }, count.map { "--count \($0)" },
      seed.map { "--seed \($0)" }, exercises,
    ]
    return words.compactMap { $0 }.joined(separator: " ")
  }

  /// Checks an answer, and says what came of it.
  private func check(_ written: String, of exercise: Exercise) throws {
    let verdict = exercise.question.check([WrittenAnswer.text(written)])
    if case .unreadable(_, let message) = verdict {
      throw CommandFailure(
        "the answer \(written.quoted) cannot be read", remedy: message)
    }
    if json {
      var writer = JSONWriter()
      exercise.write(verdict, to: &writer)
      StandardOutput.writeExactly(writer.text)
    } else {
      StandardOutput.write(Self.text(verdict, of: exercise))
    }
    if verdict != .correct { throw ExitStatus.checkFailed }
  }

  private static func text(_ verdict: Verdict, of exercise: Exercise) -> String {
    switch verdict {
    case .correct, .kept:
      return Prose.wrapped(["Right.", exercise.explanation].joined(separator: " "))
    case .wrong(_, let message, .misconception(_, let name, _)?):
      return Prose.wrapped("Wrong: \(name). \(message)")
    case .wrong(_, let message, _), .unreadable(_, let message), .predicted(let message):
      return Prose.wrapped("Wrong. \(message)")
    }
  }

  /// The names that a shell proposes; none where the exercises cannot be read.
  private static func knownNames() -> [String] {
    guard let library = try? ExerciseShelf.library(chosenFolder: nil) else { return [] }
    return library.topics.map(\.id) + library.families.map(\.id)
  }
}
