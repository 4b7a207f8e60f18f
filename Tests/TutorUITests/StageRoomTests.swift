import Problems
import StageUI
import Storyboards
import TensorEngine
import TerminalKit
import TestSupport
import Testing

@testable import TutorUI

/// A stage grows with its screen, and stays as it is while something happens on it.
struct StageRoomTests {
  private static let sizes = [(80, 24), (100, 40), (120, 36), (160, 50), (200, 60)].map {
    Size(width: $0, height: $1)
  }
  private static let problems = [
    ("1 3 -1 / 2 1 0 / 0 2 -1", "conv2d 1,0/2,-1"),
    (
      "3 3 2 1 0 / 0 0 1 3 1 / 3 1 2 2 3 / 2 0 0 2 2 / 2 0 0 0 1",
      "conv2d 0,1,2/2,2,0/0,1,2 padding=1"
    ),
    ("1 2 / 3 4", "conv_transpose2d 1,2,3/4,5,6/7,8,9 stride=2 padding=1"),
    ("1 2 3 4 / 5 6 7 8", "max_pool2d 2"),
    ("-2 -1 0 1 2", "sigmoid"), ("1 2 0 ; 0 1 1", "softmax"),
  ]

  private func lab(_ problem: (input: String, ops: String), _ size: Size) throws -> TutorModel {
    let lab = LabModel(
      try Problem(input: problem.input, operations: problem.ops), on: ReferenceBackend<Double>())
    return TutorModel(lab: lab, size: size)
  }

  /// The titles of grids where they stand, by the rows of the screen.
  private func titles(_ model: TutorModel) -> [Int: String] {
    let lines = drawing(TutorView(model: model), size: model.size).text.split(
      separator: "\n", omittingEmptySubsequences: false)
    return Dictionary(
      uniqueKeysWithValues: lines.enumerated().filter { _, line in
        line.contains(/^ +[a-z][a-z ,]+$/)
          && ["input", "kernel", "output", "stamps"].contains(where: line.contains)
      }.map { ($0, String($1)) })
  }

  @Test(arguments: sizes)
  func `no key that changes nothing moves a cell`(size: Size) throws {
    for problem in Self.problems {
      var model = try lab(problem, size)
      let before = titles(model)
      #expect(!before.isEmpty, "\(problem.1)")
      for key in ["e", .escape, "v", .right, .escape, .right, .right, .end, .home] as [Key] {
        _ = model.update(.key(key))
        #expect(titles(model) == before, "\(problem.1), \(key)")
      }
    }
  }

  @Test(arguments: sizes)
  func `steps with more stamps and with fewer leave every grid where it is`(size: Size) throws {
    for problem in [
      (
        "3 3 2 / 0 0 1 / 3 1 2",
        "conv_transpose2d 1,2,3/4,5,6/7,8,9 stride=2 padding=1 output_padding=1"
      ), ("1 2 3 4 5", "conv_transpose1d 1,2,3 stride=2"),
    ] {
      var model = try lab(problem, size)
      let before = titles(model)
      #expect(!before.isEmpty)
      for step in 1..<36 {
        _ = model.update(.key(.right))
        #expect(titles(model) == before, "\(problem.1), step \(step)")
      }
    }
  }

  @Test func `operators stand on the row of the grids that they join`() throws {
    let model = try lab(("5 7", "conv_transpose1d 1,2,3 stride=2"), Size(width: 80, height: 24))
    let text = drawing(TutorView(model: model), size: model.size).text
    let lines = text.split(separator: "\n").map(String.init)
    let line = try #require(lines.first { $0.filter { $0 == "→" }.count == 2 }, "\(text)")
    #expect(line.contains("  ·  "), "\(text)")
  }

  @Test(arguments: sizes)
  func `the keys to parameters and views keep their places`(size: Size) throws {
    let ops = ["relu", "conv2d 1", "max_pool2d 1", "softmax"]
    let screens = try ops.map { op in
      let model = try lab(("1 2 / 3 4", op), size)
      return drawing(TutorView(model: model), size: size).text.split(separator: "\n")
    }
    let places = screens.compactMap { lines in
      lines.first { $0.contains("P all") }.map {
        $0.range(of: "P all")!.lowerBound.utf16Offset(in: $0)
      }
    }
    #expect(Set(places).count == 1)
  }

  @Test func `an op whose views are too large says which and what to do`() throws {
    let model = try lab(
      (
        (0..<40).map { _ in Array(repeating: "1", count: 40).joined(separator: " ") }.joined(
          separator: " / "),
        "conv2d 1,1,1/1,1,1/1,1,1"
      ), Size(width: 120, height: 36))
    let large = model.lab?.live.tooLargeViews ?? []
    #expect(large.contains(.matrix))
    let text = drawing(TutorView(model: model), size: model.size).text
    #expect(text.contains("too large") && text.contains("matrix"))
    let help = StageHelp(model.lab?.player).rows
    #expect(help.contains { "\($0)".contains("Too large with these sizes") })
  }
}
