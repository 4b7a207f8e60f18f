import Foundation
import Testing

/// A file of exercises with one thing wrong in it.
struct MalformedExercise: CustomTestStringConvertible, Sendable {
  let what: String
  let text: String
  /// Line and column of the fault; `nil` where the whole file is meant.
  let place: String?
  let mention: String
  let remedy: String
  var testDescription: String { what }

  static let good = """
    format: 1
    topic: strides
    title: Strides
    families:
      - id: one-stride
        title: One cell under a stride
        numbers: {n: 4..6, k: 2, s: 2}
        grids:
          x: {size: [n, n], of: -2..5}
          w: {size: [k, k], of: -4..5, distinct: true}
        problem:
          input: $x
          ops:
            - conv2d: {weight: $w, stride: $s}
        ask:
          kind: number
          question: Which number stands in row {row}, column {column}?
        where: [small]

    """

  /// The good file with something else in place of a part of it.
  private init(
    _ what: String, _ part: String, _ other: String, at place: String?, _ mention: String,
    remedy: String
  ) {
    self.init(
      what: what, text: Self.good.replacing(part, with: other), place: place, mention: mention,
      remedy: remedy)
  }

  private init(what: String, text: String, place: String?, mention: String, remedy: String) {
    (self.what, self.text, self.place) = (what, text, place)
    (self.mention, self.remedy) = (mention, remedy)
  }

  static let all = [
    MalformedExercise(
      what: "nothing in it", text: "\n", place: nil, mention: "the file is empty",
      remedy: "exercises 'topic:' and 'families:'"),
    MalformedExercise(
      "a list without its end", "[small]", "[small", at: "19:1", "a list is not closed",
      remedy: "']' at the end"),
    MalformedExercise(
      "a tab", "    title: One", "\ttitle: One", at: "6:1", "a tab where YAML wants spaces",
      remedy: "Indent with spaces."),
    MalformedExercise(
      "a newer format", "format: 1", "format: 9", at: "1:9", "this program reads format 1",
      remedy: "Write 'format: 1'."),
    MalformedExercise(
      "a name that families have not", "where:", "wher:", at: "18:5", "a family has no 'wher'",
      remedy: "Did you mean 'where'?"),
    MalformedExercise(
      "another kind of answer", "kind: number", "kind: nombre", at: "16:13",
      "cannot ask for 'nombre'",
      remedy: "Did you mean 'number'?"),
    MalformedExercise(
      "a grid that is not drawn", "input: $x", "input: $y", at: "12:14",
      "nothing called 'y' is drawn",
      remedy: "The family draws: k, n, s, w, x."),
    MalformedExercise(
      "a range from its end", "n: 4..6", "n: 6..4", at: "7:18", "the range from 6 to 4 is empty",
      remedy: "Write the smaller end first."),
    MalformedExercise(
      "a sum without its end", "[n, n]", "[n+, n]", at: "9:18", "'n+' is no sum",
      remedy: "such as n - k + 1"),
    MalformedExercise(
      "a kernel larger than its image", "{n: 4..6, k: 2", "{n: 2, k: 3", at: "14:11",
      "the kernel is larger than its input", remedy: "use a smaller kernel"),
    MalformedExercise(
      "an op that there is not", "conv2d", "conv2e", at: "14:11", "there is no op 'conv2e'",
      remedy: "Did you mean 'conv2d'?"),
    MalformedExercise(
      "a blank in the question that nothing fills", "{row}", "{rowe}", at: "17:17",
      "the question names {rowe}", remedy: "Did you mean 'row'?"),
    MalformedExercise(
      "more different numbers than there are", "of: -4..5", "of: 1..2", at: "10:10",
      "not 4 different numbers", remedy: "Widen 'of'."),
    MalformedExercise(
      "an id of two words", "id: one-stride", "id: one stride", at: "5:9",
      "other characters than letters, digits and '-'", remedy: "Write it like 'one-cell'."),
  ]
}

/// Whatever is wrong with a file of exercises: one message that says where and what to do.
@Suite("malformed exercises")
struct MalformedExerciseTests {
  @Test(arguments: MalformedExercise.all)
  func `practice says what is wrong once, and makes no exercise`(file: MalformedExercise) throws {
    let sandbox = try Sandbox()
    _ = try sandbox.write(file.text, to: "own/01-strides.yaml")
    let run = try Convscope.run(
      "practice", "one-stride", "--exercises", "own", "--seed", "1", "--json", in: sandbox)
    #expect(run.status == .exited(2))
    #expect(run.standardOutput == "")
    let place = file.place.map { ":\($0)" } ?? ""
    #expect(
      run.standardError.hasPrefix("own/01-strides.yaml\(place): error: "), "\(run.standardError)")
    #expect(run.standardError.contains(file.mention), "\(run.standardError)")
    #expect(run.standardError.contains(file.remedy), "\(run.standardError)")
    #expect(run.standardError.split(separator: "\n").count == 2, "\(run.standardError)")
  }

  @Test(arguments: MalformedExercise.all)
  func `a check of the folder finds the same`(file: MalformedExercise) throws {
    let sandbox = try Sandbox()
    _ = try sandbox.write(file.text, to: "own/01-strides.yaml")
    let run = try Convscope.run("check", "own", in: sandbox)
    #expect(run.status == .exited(1))
    #expect(run.standardOutput.contains(file.mention), "\(run.standardOutput)")
    #expect(run.standardOutput.contains("1 error"), "\(run.standardOutput)")
  }

  @Test func `the file that they are made from is right, in a folder of its own`() throws {
    let sandbox = try Sandbox()
    _ = try sandbox.write(MalformedExercise.good, to: "own/01-strides.yaml")
    let run = try Convscope.run("check", "own", in: sandbox)
    #expect(run.status == .exited(0), "\(run.standardOutput)")
    #expect(run.standardOutput == "1 topic checked: no errors\n")
  }

  @Test func `a file that cannot be read does not keep another one from being used`() throws {
    let sandbox = try Sandbox()
    _ = try sandbox.write(MalformedExercise.good, to: "own/01-strides.yaml")
    _ = try sandbox.write("format: 9", to: "own/02-broken.yaml")
    let run = try Convscope.run(
      "practice", "one-stride", "--exercises", "own", "--seed", "1", "--json", in: sandbox)
    #expect(run.status == .exited(0))
    #expect(run.standardError.hasPrefix("own/02-broken.yaml:1:"))
    #expect(run.standardOutput.contains("\"family\":\"one-stride\""))
  }
}
