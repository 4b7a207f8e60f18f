import Documents
import Foundation
import Homework
import Lessons
import NeuralNetworks
import Practice
import Problems
import TensorEngine
import TestSupport
import Testing

@testable import convscope

/// Texts that somebody's cat walked over: whatever comes of them, it is a result or a message.
struct TextFuzzTests {
  private let backend = ReferenceBackend<Double>()

  /// What a problem's answer may take of the time of a campaign.
  private static let mostWork = 1 << 20

  /// Problems as files of JSON: those that PyTorch solved, of every op.
  private static func problems() throws -> [String] {
    let folder = Repository.url("Tests/ConformanceTests/Fixtures")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".json") }
      .flatMap { name -> [String] in
        let data = try Data(contentsOf: folder.appendingPathComponent(name))
        let file = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        let cases = try #require(file["cases"] as? [[String: Any]])
        return try cases.map {
          let data = try JSONSerialization.data(withJSONObject: try #require($0["problem"]))
          return String(decoding: data, as: UTF8.self)
        }
        .filter { $0.utf8.count < 1_000 }
      }
  }

  private static let sheets = [
    """
    # Sheet 3
    title: Four steps
    input: 1 2 3 4 5 / 2 2 1 1 1
    ops:
      - conv2d: {weight: 0 -1 / 1 1, stride: 2, padding: [1, 0]}
      - &act relu
      - max_pool2d: 2
    upstream: 1

    """,
    """
    input: |
      1 2
      3 4

      5 6
      7 8
    ops: conv2d [[[1]],[[2]]] stride=2 | concat other=[[[[7]]]] dim=1 | flatten | softmax

    """,
  ]

  /// Solves and explains a problem as `convscope solve` does.
  private func solve(_ problem: Problem) throws {
    let built = try problem.built(withGradients: true)
    guard built.cost.work < Self.mostWork else { return }
    let solved = try SolvedProblem(running: built, on: backend)
    let page = try SolutionPage(solved).document
    _ = PlainPage().text(page) + MarkdownPage().text(page) + LaTeXPage().text(page)
    _ = solved.json
  }

  @Test func `problem files`() throws {
    let fuzzing = Fuzzing("problem", Self.sheets + (try Self.problems()))
    let complaints = fuzzing.complaints {
      try solve(try Problem(try SourceFile(path: "problem", bytes: $0)))
    }
    #expect(complaints == [])
  }

  @Test func `ops on the command line`() {
    let fuzzing = Fuzzing(
      "ops",
      [
        "conv2d weight=1,0/0,1 stride=2 padding=[1,0] | relu | max_pool2d 2",
        "conv2d [[[1]],[[2]]] | concat other=[[[[7]]]] dim=1 | flatten | softmax dim=1",
        "conv_transpose2d 1 2/3 4 stride=2 output_padding=1 | upsample scale_factor=2 mode=linear",
        "unfold 2 | fold output_size=3x3 kernel_size=2 | batch_norm eps=1e-3",
        "pad padding=[1,2] mode=reflect | avg_pool2d 2 ceil_mode=true | adaptive_avg_pool2d 2x1",
        "add from=input | mul 3 | dropout p=0.5 | local_response_norm size=3",
        "flatten | linear weight=1,2,3,4,5,6,7,8,9 bias=1 | mse_loss target=1",
        "flatten | cross_entropy target=2 | add other=-0.5",
      ])
    let complaints = fuzzing.complaints {
      let text = String(decoding: $0, as: UTF8.self)
      try solve(try Problem(input: "1 2 3/4 5 6/7 8 9", operations: text))
    }
    #expect(complaints == [])
  }

  @Test func `an input on the command line`() {
    let fuzzing = Fuzzing(
      "input",
      [
        "1 2 3/4 5 6/7 8 9", "[[1, -2.5], [3e-1, 4]]", "1/2 3/4", "1,2,3/4,5,6", "0.5 .5 5. -1e3",
        "1 2 / 3 4 // 5 6 / 7 8", "[[[1,2],[3,4]]]", "shape=2x3 1 2 3 4 5 6", "zeros 3x3",
      ])
    let complaints = fuzzing.complaints {
      let text = String(decoding: $0, as: UTF8.self)
      try solve(try Problem(input: text, operations: "conv2d 1 0 padding=1 | relu", upstream: text))
    }
    #expect(complaints == [])
  }

  @Test func `lessons`() throws {
    let folder = Repository.url("Lessons")
    let shipped = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix("/lesson.yaml") }
      .map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
    let fuzzing = Fuzzing("lesson", shipped + shipped.map(Self.shortened))
    let sandbox = try TemporaryFolder()
    let complaints = fuzzing.complaints(40) {
      let path = try sandbox.write($0, to: "lesson.yaml")
      for finding in LessonLinter.check([path], on: backend).diagnostics
      where finding.severity != .note {
        if finding.message.isEmpty || finding.remedy.isEmpty { throw finding }
      }
      let lesson = try Lesson(try SourceFile.read(path))
      _ = LessonTranscript(lesson.summary, try lesson.prepared(on: backend), glyphs: .ascii).text
    }
    #expect(complaints == [])
  }

  @Test func `files of exercises`() throws {
    let folder = Repository.url("Lessons/Exercises")
    let shipped = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".yaml") }
      .map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
    let sandbox = try TemporaryFolder()
    let fuzzing = Fuzzing("exercises", shipped.flatMap(Self.families))
    let complaints = fuzzing.complaints(60) {
      let topic = try PracticeTopic(try SourceFile.read(try sandbox.write($0, to: "01-a.yaml")))
      for family in topic.families {
        let exercise = try family.exercise(seed: 1, level: 1, on: backend)
        #expect(!exercise.prompt.isEmpty)
      }
    }
    #expect(complaints == [])
  }

  /// Files of one family each, of which a change hits more.
  private static func families(_ topic: String) -> [String] {
    let parts = topic.components(separatedBy: "\n  - id: ")
    return parts.dropFirst().map { parts[0] + "\n  - id: " + $0 + "\n" }
  }

  @Test func `a curriculum`() throws {
    let lessons = try LessonShelf(environment: [:]).library()
    let exercises = try ExerciseShelf.library(chosenFolder: nil)
    let text = try String(
      contentsOf: Repository.url("Documentation/curriculum.yaml"), encoding: .utf8)
    let sandbox = try TemporaryFolder()
    let fuzzing = Fuzzing("curriculum", [String(text.prefix(4_000))])
    let complaints = fuzzing.complaints(60) {
      let file = try SourceFile.read(try sandbox.write($0, to: "curriculum.yaml"))
      let curriculum = try Curriculum(
        try YAMLReader.read(file), lessons: lessons, exercises: exercises)
      #expect(curriculum.gapCount >= 0)
    }
    #expect(complaints == [])
  }

  /// A lesson's head and first three steps, of which a change hits more.
  private static func shortened(_ lesson: String) -> String {
    lesson.components(separatedBy: "\n  - ").prefix(4).joined(separator: "\n  - ") + "\n"
  }

  @Test func `networks`() {
    let fuzzing = Fuzzing(
      "network",
      [
        "conv 16 5x5 pad 2, relu, pool 2\nconv 20 5x5 pad 2, relu, pool 2, fc 10  # a remark",
        "conv 8 3x3 pad 1 nobias, res(conv 8 3x3 pad 1, bn, relu), globalpool, dropout 0.2, fc 10",
        "conv 4 1, concat(conv 4 1, bn | relu, conv 2 1 nobias), fc 10 nobias",
        "depthwise 3x3 pad 1 stride 2x1, conv 6 1 groups 3, avgpool 2x4, leaky_relu, fc 10",
        "upsample 2, conv 3 3x3 dilation 2 pad same, lrn, pool 3 stride 2 pad 1 ceil, flatten, fc 4",
      ])
    let complaints = fuzzing.complaints {
      let network = try Architecture(text: String(decoding: $0, as: UTF8.self))
      for mode in [NetworkMode.evaluation, .training] {
        let built = try network.build(batchSize: 2, mode: mode)
        let summary = NetworkSummary(network, built)
        _ = summary.text
        _ = try summary.json()
      }
    }
    #expect(complaints == [])
  }

  @Test func `schedules`() {
    let fuzzing = Fuzzing(
      "schedule",
      [
        "constant", "step:30ep,60ep:0.1", "step:50%,75%:0.2", "step:every:10ep:0.1", "cosine:0.01",
        "one-cycle:0.3:25:1e4", "warm-up:500:0.01+cosine", "warm-up:2ep+step:12000",
      ])
    let complaints = fuzzing.complaints {
      let schedule = try LearningRateSchedule(parsing: String(decoding: $0, as: UTF8.self))
      #expect(try LearningRateSchedule(parsing: schedule.text) == schedule)
      for step in [0, 7, 99] {
        #expect(schedule.rate(atStep: step, of: 100, stepsPerEpoch: 10, peak: 1).isFinite)
      }
    }
    #expect(complaints == [])
  }
}
