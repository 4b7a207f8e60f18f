import Problems
import Testing

@testable import Lessons

/// What an author can get wrong in each kind of question: one message, with place and remedy.
struct MalformedQuestionTests {
  /// The first thing that is wrong with a question about the board.
  private func finding(_ ask: String) -> Diagnostic? {
    do throws(Diagnostic) {
      let file = try LessonFixture.file(LessonFixture.step(ask))
      var problems: [Diagnostic] = []
      guard let lesson = Lesson.read(file, &problems) else { return problems.first }
      var checker = LessonChecker(lesson, backend: LessonFixture.backend)
      return (problems + checker.check()).first { $0.severity == .error }
    } catch {
      return error
    }
  }

  private func check(_ kind: String, _ rest: String, _ expected: String) throws {
    let ask = "question: Q\nkind: \(kind)\nhints: [a]\n\(rest)"
    let finding = try #require(self.finding(ask), "\(rest) is taken")
    let place = finding.location.map { "\($0.line):\($0.column)" } ?? ""
    #expect("\(place): \(finding.message)" == expected)
    #expect(!finding.remedy.isEmpty, "\(expected)")
  }

  @Test(arguments: [
    ("cell: [0, 0]\nproducts: some", "13:17: products must be true or false, but this is 'some'"),
    (
      "of: {input: 1 2 / 3 4, ops: max_pool2d 2}\nproducts: true",
      "13:17: the number that is asked for is no sum of products"
    ),
    (
      "of: {input: 1 2 / 3 4, ops: conv2d 2}\ncell: [0, 0]\nproducts: true",
      "14:17: the number that is asked for is no sum of products"
    ),
    (
      "cell: [0, 0]\nproducts: true\nanswer: 5",
      "14:15: the answer is given as 5, but the engine computes 4"
    ),
    (
      "cell: [0, 0]\nproducts: true\nslips: [{answer: 4, say: b}]",
      "14:24: this slip is the right answer"
    ),
  ])
  func `products are asked for where there are some`(_ rest: String, _ expected: String) throws {
    try check("number", rest, expected)
  }

  @Test(arguments: [
    ("answer: 2 x 2", "12:15: the answer is given as 2 x 2, but the engine computes 1 x 2 x 2"),
    (
      "answer: 2 x 2 x 1",
      "12:15: the answer is given as 2 x 2 x 1, but the engine computes 1 x 2 x 2"
    ),
    ("answer: large", "12:15: the answer cannot be read"),
    (
      "answer: {a: 1}",
      "12:15: the answer must be every length, such as 'channels x rows x columns',"
        + " but this is a set of named values"
    ),
    (
      "choices: [a, b]",
      "12:16: 'choices' belongs to kind choice, several and match, but this is kind shape"
    ),
    ("cell: [0, 0]", "12:13: 'cell' belongs to kind number, but this is kind shape"),
    ("tolerance: 1", "12:18: 'tolerance' belongs to kind number and grid, but this is kind shape"),
    ("node: 4", "12:13: there is no op 4 in this problem"),
    ("slips: [{answer: 1 x 2 x 2, say: b}]", "12:24: this slip is the right answer"),
    ("slips: [{answer: wide, say: b}]", "12:24: the answer cannot be read"),
    ("slips: [{option: 2, say: b}]", "12:16: a slip has no 'option'"),
  ])
  func `shape`(rest: String, expected: String) throws { try check("shape", rest, expected) }

  @Test(arguments: [
    ("answer: [a]", "9:7: the question has no 'choices'"),
    ("choices: [a, b, c]", "9:7: the question has no 'answer'"),
    ("choices: [a]\nanswer: [a]", "12:16: a choice needs at least two options"),
    ("choices: a\nanswer: [a]", "12:16: a choice needs at least two options"),
    ("choices: [a, b]\nanswer: []", "13:15: the list of answers is empty"),
    ("choices: [a, b]\nanswer: [a, A]", "13:19: the choice 'A' is listed twice"),
    ("choices: [a, b]\nanswer: [d]", "13:16: 'd' is not one of the choices"),
    ("choices: [a, b]\nanswer: [3]", "13:16: there is no choice 3: there are 2"),
    (
      "choices: [a, b]\nanswer: [a]\nslips: [{option: d, say: x}]",
      "14:24: 'd' is not one of the choices"
    ),
    (
      "choices: [a, b]\nanswer: [a]\nslips: [{answer: [a], say: x}]",
      "14:24: this slip is the right answer"
    ),
    ("choices: [a, b]\nanswer: [a]\nslips: [{option: a}]", "14:15: the slip has no 'say'"),
    (
      "choices: [a, b]\nanswer: [a]\nslips: [{option: a, answer: [b], say: x}]",
      "14:24: a slip has one of answer and option, not both"
    ),
  ])
  func `several`(rest: String, expected: String) throws { try check("several", rest, expected) }

  @Test(arguments: [
    ("choices: [a, b]", "9:7: the question has no 'pairs'"),
    ("pairs: [a, b]", "12:14: pairs must be at least two left texts, each with its right one"),
    ("pairs: {a: b}", "12:14: pairs must be at least two left texts, each with its right one"),
    ("pairs: {a: [b], c: d}", "12:18: the right text of 'a' must be text, but this is a list"),
    ("pairs: {a: b, c: b}", "12:14: all pairs have the same right text"),
    ("pairs: {a: b, c: d}\nchoices: [B]", "13:17: 'B' is one of the right texts already"),
    (
      "pairs: {a: b, c: d}\nchoices: b",
      "13:16: choices must be a list of further right texts, but this is 'b'"
    ),
    (
      "pairs: {a: b, c: d}\nanswer: a",
      "13:15: 'answer' belongs to kind number, size, shape, grid,"
        + " choice, several, text, find and count, but this is kind match"
    ),
    (
      "pairs: {a: b, c: d}\nslips: [{pair: a, say: x}]",
      "13:22: a pair is one left text with one right text, but this is 'a'"
    ),
    (
      "pairs: {a: b, c: d}\nslips: [{pair: {e: b}, say: x}]",
      "13:23: 'e' is not one of the left texts"
    ),
    (
      "pairs: {a: b, c: d}\nslips: [{pair: {a: e}, say: x}]", "13:26: 'e' is not one of the choices"
    ),
    (
      "pairs: {a: b, c: d}\nslips: [{pair: {a: b}, say: x}]", "13:22: this slip is the right answer"
    ),
  ])
  func `match`(rest: String, expected: String) throws { try check("match", rest, expected) }

  @Test(arguments: [
    (
      "choices: [a, b]",
      "12:16: 'choices' belongs to kind choice, several and match, but this is kind order"
    ),
    ("explain: e", "9:7: the question has no 'items'"),
    ("items: a", "12:14: an order needs at least two items"),
    ("items: [a]", "12:14: an order needs at least two items"),
    ("items: [a, A]", "12:18: 'A' is listed twice"),
    ("items: [a, [b]]", "12:18: each of the choices must be text, but this is a list"),
    (
      "items: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]",
      "12:14: there are at most nine, one for each digit key"
    ),
    (
      "items: [a, b]\nslips: [{answer: [a], say: x}]",
      "13:24: the answer must be the list of all items, or of their numbers, but this is a list"
    ),
    ("items: [a, b]\nslips: [{answer: [a, a], say: x}]", "13:28: 'a' is listed twice"),
    ("items: [a, b]\nslips: [{answer: [b, c], say: x}]", "13:28: 'c' is not one of the choices"),
    ("items: [a, b]\nslips: [{answer: [a, b], say: x}]", "13:24: this slip is the right answer"),
  ])
  func `order`(rest: String, expected: String) throws { try check("order", rest, expected) }

  @Test(arguments: [
    ("explain: e", "9:7: the question has no 'answer'"),
    ("answer:", "12:7: 'answer' of the question has no value"),
    ("answer: []", "12:15: the list of answers is empty"),
    ("answer: '- -'", "12:15: '- -' has nothing that has to be met"),
    ("answer: [a, [b]]", "12:19: each of the answers must be text, but this is a list"),
    ("answer: {a: b}", "12:15: the answer must be text, but this is a set of named values"),
    ("answer: a\ncell: 0", "13:13: 'cell' belongs to kind number, but this is kind text"),
    ("answer: a\nslips: [{answer: A, say: x}]", "13:24: this slip is the right answer"),
    (
      "answer: a\nslips: [{answer: [b], say: x}]",
      "13:24: the answer must be a word, but this is a list"
    ),
    ("answer: a\nslips: [{rule: kernel-turned}]", "13:16: a slip has no 'rule'"),
    ("answer: a\nslips: [{answer: b}]", "13:15: the slip has no 'say'"),
  ])
  func `text`(rest: String, expected: String) throws { try check("text", rest, expected) }

  @Test(arguments: [
    ("must: {size: 2 x 2}\nanswer: {0.stride: 1}", "9:7: the question has no 'unknown'"),
    (
      "unknown: 0.strid\nmust: {size: 2 x 2}\nanswer: {}",
      "12:16: there is no '0.strid' in this problem"
    ),
    (
      "unknown: [3.stride]\nmust: {size: 2 x 2}\nanswer: {}",
      "12:17: there is no '3.stride' in this problem"
    ),
    (
      "unknown: [0.stride, 0.stride]\nmust: {size: 2 x 2}\nanswer: {}",
      "12:27: '0.stride' is listed twice"
    ),
    ("unknown: 0.weight\nmust: {size: 2 x 2}\nanswer: 1", "9:7: the question has no 'shape'"),
    (
      "unknown: weight\nshape: 2 x 2\nmust: {size: 2 x 2}\nanswer: 1",
      "12:16: there is no 'weight' in this problem"
    ),
    (
      "unknown: 0.weight\nshape: 0 x 2\nmust: {size: 2 x 2}\nanswer: 1",
      "13:14: a grid to be typed has one or two axes of 1 to 64 cells"
    ),
    (
      "unknown: 0.stride\nshape: 2 x 2\nmust: {size: 2 x 2}\nanswer: {0.stride: 1}",
      "13:14: 'shape' says how large an unknown grid is, but parameters are unknown"
    ),
    ("unknown: 0.stride\nanswer: {0.stride: 1}", "9:7: the question has no 'must'"),
    (
      "unknown: 0.stride\nmust: 2 x 2\nanswer: {0.stride: 1}",
      "13:13: must must be a set of named values, but this is '2 x 2'"
    ),
    (
      "unknown: 0.stride\nmust: {size: 2 x 2, output: 1}\nanswer: {0.stride: 1}",
      "13:13: must says one thing that holds"
    ),
    (
      "unknown: 0.stride\nmust: {size: large}\nanswer: {0.stride: 1}",
      "13:20: the answer cannot be read"
    ),
    ("unknown: 0.stride\nmust: {size: 2 x 2}", "9:7: the question has no 'answer'"),
    ("unknown: 0.stride\nmust: {size: 2 x 2}\nanswer: {}", "14:15: the answer has no '0.stride'"),
    (
      "unknown: 0.stride\nmust: {size: 2 x 2}\nanswer: {0.stride: 2}",
      "14:15: the answer is not right"
    ),
    (
      "unknown: 0.stride\nmust: {size: 2 x 2}\nrange: {0.stride: 4}\nanswer: {0.stride: 1}",
      "14:25: the range of 0.stride must be like 1..4, but this is '4'"
    ),
    (
      "unknown: 0.stride\ncases: []\nanswer: {0.stride: 1}",
      "13:14: cases must be a list, but this is a list"
    ),
    (
      "unknown: 0.stride\nmust: {size: 2 x 2}\nanswer: {0.stride: 1}\nslips: [{answer: {0.stride: 1}, say: x}]",
      "15:24: this slip is the right answer"
    ),
    (
      "unknown: 0.stride\nmust: {size: 1e19 x 2}\nanswer: {0.stride: 1}",
      "13:20: no result has the size '1e19 x 2'"
    ),
    // No integer holds the first.
    (
      "unknown: 0.stride\nmust: {size: 2 x 2}\nanswer: {0.stride: 1}\n"
        + "slips: [{answer: {0.stride: 1e19}, say: x}, {answer: {0.stride: 1}, say: y}]",
      "15:60: this slip is the right answer"
    ),
  ])
  func `find`(rest: String, expected: String) throws { try check("find", rest, expected) }

  @Test(arguments: [
    ("answer: 4", "9:7: the question has no 'count'"),
    ("count: weights", "12:14: there is nothing called 'weights' to count"),
    ("count: [parameters]", "12:14: count must be text, but this is a list"),
    ("count: parameters\nanswer: 5", "13:15: the answer is given as 5, but the engine computes 4"),
    ("count: parameters\nanswer: many", "13:15: the answer cannot be read"),
    ("count: parameters\nnode: 2", "13:13: there is no op 2 in this problem"),
    (
      "count: parameters\ngradient: input",
      "13:17: 'gradient' belongs to kind number, size, shape and"
        + " grid, but this is kind count"
    ),
    (
      "count: uncovered\nof: {input: 1 2, ops: relu}",
      "12:14: no window slides over the input of op 0"
    ),
    (
      "count: receptive_field\nof: {input: 1 2, ops: relu}",
      "12:14: no window slides in this problem"
    ),
    (
      "count: jump\nof: {input: 1 2 3/4 5 6, ops: max_pool2d 1x2}",
      "12:14: the windows of op 0 differ along rows and columns, so there is no single jump"
    ),
    ("count: parameters\nslips: [{answer: 4, say: x}]", "13:24: this slip is the right answer"),
    (
      "count: parameters\nslips: [{rule: kernel-turned}]",
      "13:22: 'kernel-turned' leads to no wrong answer here"
    ),
  ])
  func `count`(rest: String, expected: String) throws { try check("count", rest, expected) }

  @Test(arguments: [
    ("predict: maybe", "predict must be true or false, but this is 'maybe'"),
    ("predict: true\nhints: []", "the list of hints is empty"),
  ])
  func `a prediction`(rest: String, message: String) throws {
    let finding = try #require(self.finding("question: Q\nkind: grid\n\(rest)"))
    #expect(finding.message == message && !finding.remedy.isEmpty)
  }

  @Test func `a list of questions`() throws {
    let steps = "  - text: Look.\n    show: \(LessonFixture.board)\n    ask: []\n"
    #expect(throws: Diagnostic.self) { try LessonFixture.lesson(steps) }
  }
}
