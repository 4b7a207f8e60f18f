import Foundation
import LessonCatalog
import Practice
import Problems
import Storyboards
import TensorEngine
import Testing

@testable import Lessons

/// The shipped lessons, as the build's bundle holds them.
struct ShippedLessonsTests {
  private let folder: String
  private let library: LessonLibrary
  private let lessons: [Lesson]
  private let backend = ReferenceBackend<Double>()

  init() throws {
    folder = try #require(LessonCatalog.bundledDirectory).path
    let library = try LessonLibrary(folder: folder)
    lessons = try library.summaries.map { try library.lesson($0.id) }
    self.library = library
  }

  @Test func `every lesson ends with three facts to keep`() {
    for lesson in lessons {
      #expect(Set(lesson.facts).count == 3, "\(lesson.id)")
      #expect(lesson.facts.allSatisfy { $0.hasSuffix(".") }, "\(lesson.id)")
    }
  }

  @Test func `the build carries the lessons in the order of their chapters`() {
    #expect(library.problems.isEmpty)
    #expect(lessons.first?.id == "convolution")
    #expect(lessons.last?.chapter == "Homework")
    var chapters: [String?] = []
    for lesson in lessons where chapters.last != lesson.chapter {
      chapters.append(lesson.chapter)
    }
    #expect(Set(chapters).count == chapters.count, "a chapter is in two places: \(chapters)")
    #expect(!chapters.contains(nil))
  }

  @Test func `the linter has nothing to say about them`() {
    // The exercises among them are checked with their families.
    let report = LessonLinter.check(
      [folder], on: backend, other: { PracticeTopic.isTopic($0) ? [] : nil })
    #expect(report.lessonCount == lessons.count)
    #expect(report.problemCount == 0)
    #expect(report.diagnostics.map(\.description) == [])
  }

  @Test func `the bundle holds the lesson files alone`() throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { path in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder)
      return !isFolder.boolValue && !path.hasPrefix(LessonLibrary.exercisesFolder)
        && !path.hasPrefix("Runs/") && !path.hasPrefix("Pictures/")
    }
    #expect(files.count == lessons.count)
    let place = /\d\d-[^\/]+\/\d\d-[^\/]+\/lesson\.yaml/
    #expect(files.filter { $0.wholeMatch(of: place) == nil } == [])
  }

  @Test func `every question has hints, an explanation and slips`() throws {
    for lesson in lessons {
      #expect(lesson.steps.contains { !$0.questions.isEmpty }, "\(lesson.id) asks nothing")
      for (number, step) in lesson.steps.enumerated() {
        for question in step.questions {
          #expect(question.isPrediction || question.hints.count >= 2, "\(lesson.id), \(number + 1)")
          #expect(!question.explanation.isEmpty, "\(lesson.id), step \(number + 1)")
          #expect(!question.slips.isEmpty, "\(lesson.id), step \(number + 1)")
        }
      }
    }
  }

  @Test func `a lesson takes a quarter of an hour or two, in eight to sixteen steps`() {
    let summaries = library.summaries
    #expect(summaries.count == lessons.count)
    for lesson in summaries {
      #expect((12...25).contains(lesson.minutes), "\(lesson.id) takes \(lesson.minutes) minutes")
      #expect((8...16).contains(lesson.steps.count), "\(lesson.id)")
    }
  }

  @Test func `each slip is told what it is told in the file`() throws {
    for lesson in lessons {
      let prepared = try lesson.prepared(on: backend)
      #expect(lesson.steps.count == prepared.steps.count)
      for (step, preparedStep) in zip(lesson.steps, prepared.steps) {
        for (question, asked) in zip(step.questions, preparedStep.questions) {
          #expect(asked.check(asked.solution) == .correct, "\(lesson.id), \(asked.id)")
          for (index, slip) in question.slips.enumerated() {
            guard case .answer = slip.mistake, let text = answer(slip, to: question, asked)
            else { continue }
            switch asked.check(text) {
            case .wrong(_, let message, .slip(index)?), .predicted(let message):
              #expect(message.contains(slip.say), "\(lesson.id): \(text)")
            default: Issue.record("\(lesson.id): \(text) is not that slip")
            }
          }
        }
      }
    }
  }

  @Test func `what is right in 64 bits is right in 32, and the other way round`() throws {
    for lesson in lessons {
      let precise = try lesson.prepared(on: backend)
      let single = try lesson.prepared(on: ReferenceBackend<Float>())
      for (step, other) in zip(precise.steps, single.steps) {
        for (question, asked) in zip(step.questions, other.questions) {
          #expect(asked.check(question.solution) == .correct, "\(lesson.id), \(question.id)")
          #expect(question.check(asked.solution) == .correct, "\(lesson.id), \(question.id)")
        }
      }
    }
  }

  /// A slip as the tutor hands it over: one text for each part.
  private func answer(
    _ slip: Question.Slip, to question: Question, _ asked: PreparedQuestion
  ) -> [String]? {
    guard let answer = try? question.asked.read(slip.node, as: asked.form) else { return nil }
    return AnswerKey(RightAnswer(form: asked.form, expected: answer)).solution
  }
}
