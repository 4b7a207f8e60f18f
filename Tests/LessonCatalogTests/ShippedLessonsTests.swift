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
  private let backend = ReferenceBackend<Double>()

  init() throws {
    folder = try #require(LessonCatalog.bundledDirectory).path
    library = try LessonLibrary(folder: folder)
  }

  @Test func `the build carries the lessons in the order of their chapters`() {
    #expect(library.problems.isEmpty)
    #expect(library.lessons.first?.id == "convolution")
    #expect(library.lessons.last?.chapter == "Homework")
    var chapters: [String?] = []
    for lesson in library.lessons where chapters.last != lesson.chapter {
      chapters.append(lesson.chapter)
    }
    #expect(Set(chapters).count == chapters.count, "a chapter is in two places: \(chapters)")
    #expect(!chapters.contains(nil))
  }

  @Test func `the linter has nothing to say about them`() {
    // The exercises among them are checked with their families.
    let report = LessonLinter.check(
      folder, on: backend, other: { PracticeTopic.isTopic($0) ? [] : nil })
    #expect(report.lessonCount == library.lessons.count)
    #expect(report.problemCount == 0)
    #expect(report.diagnostics.map(\.description) == [])
  }

  @Test func `the bundle holds the lesson files alone`() throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { path in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder)
      return !isFolder.boolValue && !path.hasPrefix(LessonLibrary.exercisesFolder)
    }
    #expect(files.count == library.lessons.count)
    let place = /\d\d-[^\/]+\/\d\d-[^\/]+\/lesson\.yaml/
    #expect(files.filter { $0.wholeMatch(of: place) == nil } == [])
  }

  @Test func `every question has hints, an explanation and slips`() throws {
    for lesson in library.lessons {
      #expect(lesson.steps.contains { $0.question != nil }, "\(lesson.id) asks nothing")
      for (number, step) in lesson.steps.enumerated() {
        guard let question = step.question else { continue }
        #expect(question.hints.count >= 2, "\(lesson.id), step \(number + 1)")
        #expect(!question.explanation.isEmpty, "\(lesson.id), step \(number + 1)")
        #expect(!question.slips.isEmpty, "\(lesson.id), step \(number + 1)")
      }
    }
  }

  @Test func `each slip is told what it is told in the file`() throws {
    for lesson in library.lessons {
      let prepared = try lesson.prepared(on: backend)
      #expect(lesson.steps.count == prepared.steps.count)
      for (step, preparedStep) in zip(lesson.steps, prepared.steps) {
        guard let question = step.question else { continue }
        let preparedQuestion = try #require(preparedStep.question)
        #expect(preparedQuestion.check(preparedQuestion.solution) == .correct)
        for (index, slip) in question.slips.enumerated() {
          let text = try slip.node.string("the slip")
          guard
            case .wrong(_, let message, .slip(index)?) = preparedQuestion.check(
              answer(text, preparedQuestion))
          else {
            Issue.record("\(lesson.id): \(text) is not that slip")
            continue
          }
          #expect(message.contains(slip.say), "\(lesson.id): \(text)")
        }
      }
    }
  }

  /// Prose, stage and question share 24 rows: a line each for the title and the keys, a title over
  /// the grids, the caption in two lines, the arithmetic in two, and blank lines between.
  @Test func `prose and grids fit on a screen of 80 by 24`() throws {
    for lesson in library.lessons {
      let prepared = try lesson.prepared(on: backend)
      for (number, step) in prepared.steps.enumerated() {
        let grids = step.storyboard?.panels.filter { !$0.isOptional }.map { panel in
          panel.planes.map { $0.rows + 1 }.reduce(0, +)
        }
        let stage = grids.map { ($0.max() ?? 0) + 4 } ?? 0
        let question = step.question.map { question in
          if case .choice(let options) = question.form { options.count + 1 } else { 2 }
        }
        let lines = step.text.lineCount(width: 76) + stage + (question ?? 0) + 3
        #expect(lines <= 24, "\(lesson.id), step \(number + 1)")
      }
    }
  }

  /// An answer as the tutor hands it over: a grid cell by cell, a choice by its number.
  private func answer(_ text: String, _ question: PreparedQuestion) -> [String] {
    switch question.form {
    case .grid:
      text.split { $0 == "/" || $0 == " " }.map(String.init)
    case .choice(let options):
      [String((options.firstIndex(of: text) ?? -1) + 1)]
    case .number, .size:
      [text]
    }
  }
}
