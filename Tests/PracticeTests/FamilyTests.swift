import Foundation
import Misconceptions
import Practice
import Problems
import TensorEngine
import TestSupport
import Testing

@testable import Lessons

/// The families that come with the program.
let shippedFamilies: FamilyLibrary = {
  let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Lessons/Exercises").standardized.path
  do throws(Diagnostic) {
    return try FamilyLibrary(folder: folder)
  } catch {
    fatalError(error.report)
  }
}()

extension Family: CustomTestStringConvertible {
  /// The family's id.
  public var testDescription: String { id }
}

@Suite("The families that come with the program")
struct FamilyTests {
  /// How many exercises of each level are made; `PRACTICE_SEEDS=200` makes a campaign of it.
  static let seeds =
    ProcessInfo.processInfo.environment["PRACTICE_SEEDS"].flatMap(UInt64.init) ?? 3

  static let backend = ReferenceBackend<Double>()

  @Test("can all be read")
  func read() {
    #expect(shippedFamilies.problems.isEmpty, "\(shippedFamilies.problems.map(\.report))")
  }

  @Test("practise lessons that there are")
  func lessons() throws {
    let folder = Repository.url("Lessons").path
    let lessons = Set(try LessonLibrary(folder: folder).summaries.map(\.id))
    for topic in shippedFamilies.topics {
      #expect(!topic.lessons.isEmpty, "\(topic.id)")
      #expect(topic.lessons.filter { !lessons.contains($0) } == [], "\(topic.id)")
    }
  }

  @Test(
    "make exercises that can be answered, and tell every slip", arguments: shippedFamilies.families)
  func exercises(_ family: Family) throws {
    for level in 1...family.levels {
      for seed in 0..<Self.seeds {
        let exercise = try family.exercise(seed: seed, level: level, on: Self.backend)
        let question = exercise.question
        let place = "\(family.id), level \(level), seed \(seed)"
        #expect(question.check(question.solution) == .correct, "\(place)")
        #expect(!exercise.prompt.contains("{"), "\(place): \(exercise.prompt)")
        #expect(!exercise.hints.isEmpty, "\(place)")
        for hint in exercise.hints {
          let end = hint.last(where: { !$0.isWhitespace })
          #expect(end != nil && end != ":", "\(place): \(hint)")
        }
        for slip in exercise.slips {
          guard let written = slip.answer.written, slip.answer.fits(question.form) else {
            continue
          }
          let verdict = question.check(written)
          guard case .wrong(_, _, let diagnosis) = verdict else {
            Issue.record("\(place): \(slip.rule.id) \(written) is \(verdict)")
            continue
          }
          guard case .misconception = diagnosis else {
            // Slips of the pen are told only where no other number says as much.
            #expect(
              slip.rule.id.hasPrefix("sum-"), "\(place): \(slip.rule.id) \(written) is not told")
            continue
          }
        }
      }
    }
  }

  @Test(
    "say in the first hint what all ops on the way do, as they are set",
    arguments: [
      ("residual", "Add the two, cell by cell. Then: Negative"),
      ("true-convolution", "Turn the kernel by half a turn first."),
      ("gradient-step", "Take rate · gradient off each weight."),
      ("dropout-at-test", "At test time no dice are thrown"),
    ])
  func hints(_ family: String, _ words: String) throws {
    let family = try #require(shippedFamilies.families.first { $0.id == family })
    let exercise = try family.exercise(seed: 3, level: 1, on: Self.backend)
    #expect(exercise.hints.first?.hasPrefix(words) == true, "\(exercise.hints)")
  }

  @Test(
    "put on the stage what was given, and nothing of what is asked",
    arguments: shippedFamilies.families)
  func stages(_ family: Family) throws {
    for level in 1...family.levels {
      let exercise = try family.exercise(seed: 3, level: level, on: Self.backend)
      guard case .problem(let asked) = exercise.inquiry else { continue }
      guard let story = exercise.step.storyboard else {
        // Sizes that the question tells in words.
        #expect(
          exercise.question.form == .size(axes: 2) || exercise.kind == "count", "\(family.id)")
        continue
      }
      let graph = asked.solved.problem.graph
      let shown = story.panels.filter { !$0.isFilledByFrames && !$0.isOptional }
      let nodes = Set(shown.compactMap { $0.source?.node })
      #expect(nodes.count == shown.count, "\(family.id): what \(shown.map(\.title)) is")
      for node in nodes {
        guard case .input = graph[node].op else {
          Issue.record("\(family.id) shows \(graph[node].op.name)")
          continue
        }
      }
    }
  }

  @Test("make the same exercise of the same seed", arguments: shippedFamilies.families)
  func repeatable(_ family: Family) throws {
    let exercises = try (0..<2).map { _ in
      try family.exercise(seed: 41, level: 1, on: Self.backend)
    }
    #expect(exercises[0].prompt == exercises[1].prompt)
    #expect(exercises[0].answer == exercises[1].answer)
    #expect(exercises[0].slips.map(\.answer) == exercises[1].slips.map(\.answer))
  }
}

extension Answer {
  /// The answer as somebody types it, with all its digits; `nil` for an option.
  fileprivate var written: [String]? {
    switch self {
    case .number(let number): ["\(number)"]
    case .size(let lengths): [lengths.map { "\($0)" }.joined(separator: " x ")]
    case .grid(_, _, let values): values.map { "\($0)" }
    case .choice, .positions, .text, .numbers: nil
    }
  }
}
