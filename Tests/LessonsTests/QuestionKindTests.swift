import Problems
import Testing

@testable import Lessons

/// What each kind of question takes for right, and what it says to the rest.
struct QuestionKindTests {
  @Test func `a shape is every length in its order`() throws {
    let show = "show: {input: 1 2 3 / 4 5 6 / 7 8 9, ops: conv2d 1;;1;;1;;1;;1 stride=2}"
    let question = try LessonFixture.question("kind: shape", show: show)
    #expect(question.form == .shape(["channels", "rows", "columns"]))
    #expect(question.solution == ["5 x 2 x 2"])
    for right in ["5x2x2", "5, 2, 2", "1 x 5 x 2 x 2"] {
      #expect(question.said(to: [right]) == nil, "\(right)")
    }
    #expect(question.said(to: ["2 x 2 x 5"]) == "The right lengths, but in another order.")
    #expect(
      question.said(to: ["2 x 2"]) == "You gave 2 lengths; wanted: channels x rows x columns.")
  }

  @Test func `several options are met all or not`() throws {
    let question = try LessonFixture.question(
      """
      kind: several
      choices: [a, b, c, d]
      answer: [a, 3]
      slips: [{answer: [a, b], say: Not that pair.}, {option: d, say: D is a trap.}]
      """)
    #expect(question.solution == ["1", "3"])
    #expect(question.check(["3", "1"]) == .correct && question.check(["1, 3"]) == .correct)
    #expect(question.said(to: ["1", "2"]) == "Not that pair.")
    #expect(question.said(to: ["1", "3", "4"]) == "D is a trap.")
    #expect(question.said(to: ["1"]) == "All of these belong; one is missing.")
    #expect(question.said(to: ["1", "2", "3"]) == "One of these does not belong.")
    #expect(question.said(to: ["2"]) == "Some of these do not belong, and some are missing.")
    #expect(question.said(to: ["5"]) == "Choose by numbers, such as those of two options: 1, 2.")
  }

  @Test func `the first answer is not told which option it leaves out`() throws {
    let question = try LessonFixture.question(
      """
      kind: several
      choices: [a, b, c, d]
      answer: [a, 3]
      slips: [{option: c, say: C belongs.}, {option: d, say: D is a trap.}]
      """)
    let first = try #require(question.checkFirst)
    func said(_ verdict: Verdict) -> String? {
      if case .wrong(_, let message, _) = verdict { message } else { nil }
    }
    #expect(said(first(["1"])) == "All of these belong; one is missing.")
    #expect(said(question.check(["1"])) == "C belongs.")
    #expect(said(first(["1", "4"])) == "D is a trap.")
    #expect(first(["1", "3"]) == .correct)
  }

  @Test func `a count that ones add up to knows no slips of arithmetic`() throws {
    let ones = "{input: 1 1 1 / 1 1 1 / 1 1 1, ops: conv2d 1 1 / 1 1}"
    let ask = "kind: number\ngradient: input\ncell: [0, 1]"
    let count = try LessonFixture.question(ask + "\nof: " + ones)
    // Two windows read it; with another number among the ones it is a sum like all others.
    #expect(count.solution == ["2"])
    for wrong in ["1", "3", "4"] {
      guard case .wrong(_, _, let diagnosis) = count.check([wrong]) else {
        Issue.record("\(wrong) is right")
        continue
      }
      #expect(diagnosis == nil, "\(wrong)")
    }
    let sum = try LessonFixture.question(
      ask + "\nof: " + ones.replacing("1 1 / 1 1}", with: "5 7 / 1 1}"))
    #expect(sum.solution == ["12"])
    guard case .wrong(_, _, .misconception?) = sum.check(["5"]) else {
      Issue.record("a product left out is not told")
      return
    }
  }

  @Test func `pairs are judged row by row`() throws {
    let question = try LessonFixture.question(
      """
      kind: match
      pairs: {one: small, two: small, big: large}
      choices: [huge]
      slips: [{pair: {one: large}, say: One is not large.}]
      """)
    guard case .match(let left, let options) = question.form else {
      Issue.record("no match")
      return
    }
    #expect(left == ["one", "two", "big"] && Set(options) == ["small", "large", "huge"])
    #expect(question.check(["small", "small", "large"]) == .correct)
    #expect(question.check(question.solution) == .correct)
    #expect(question.said(to: ["large", "small", "small"]) == "One is not large.")
    #expect(
      question.check(["small", "huge", "large"])
        == .wrong(cells: [1], message: "2 of 3 pairs are right."))
  }

  @Test func `an order is shown in another and judged from its beginning`() throws {
    let question = try LessonFixture.question(
      """
      kind: order
      items: [pad, slide, multiply, add]
      slips: [{answer: [slide, pad, multiply, add], say: The padding comes first.}]
      """)
    guard case .order(let items) = question.form else {
      Issue.record("no order")
      return
    }
    #expect(Set(items) == ["pad", "slide", "multiply", "add"])
    #expect(items != ["pad", "slide", "multiply", "add"])
    #expect(question.check(["pad", "slide", "multiply", "add"]) == .correct)
    #expect(question.check(question.solution) == .correct)
    #expect(question.said(to: ["slide", "pad", "multiply", "add"]) == "The padding comes first.")
    #expect(question.said(to: ["pad", "slide", "add", "multiply"]) == "The first 2 are right.")
    #expect(question.said(to: ["add", "pad", "slide", "multiply"]) == "Another one comes first.")
    #expect(question.said(to: ["pad"]) == "Put all 4 in an order, each once.")
  }

  @Test func `a word is met whatever its case, spaces and hyphens`() throws {
    let question = try LessonFixture.question(
      "kind: text\nanswer: [Max-pooling, pooling]\nslips: [{answer: average pool, say: Not the mean.}]"
    )
    #expect(question.solution == ["Max-pooling"])
    for right in ["max pooling", "MAXPOOLING", " pooling "] {
      #expect(question.said(to: [right]) == nil)
    }
    #expect(question.said(to: ["Average-Pool"]) == "Not the mean.")
    #expect(question.said(to: ["padding"]) == "Another word is wanted. Try again, or take a hint.")
    #expect(question.said(to: [" - "]) == "Write a word.")
  }

  @Test func `parameters are judged by running the problem with them`() throws {
    let question = try LessonFixture.question(
      """
      kind: find
      unknown: [0.kernel_size, 0.stride, 0.padding]
      must: {size: 3 x 3}
      range: {0.stride: 1..3}
      answer: {0.kernel_size: 3, 0.stride: 1, 0.padding: 1}
      slips: [{answer: {0.kernel_size: 3, 0.stride: 1, 0.padding: 0}, say: One cell short.}]
      """)
    #expect(question.solution == ["3", "1", "1"])
    for right in [["3", "1", "1"], ["1", "1", "0"], ["5", "1", "2"]] {
      #expect(question.check(right) == .correct, "\(right)")
    }
    #expect(question.said(to: ["3", "1", "0"]) == "One cell short.")
    #expect(question.said(to: ["2", "1", "0"]) == "The result would be 2 x 2; it must be 3 x 3.")
    #expect(question.said(to: ["3", "4", "1"]) == "stride lies between 1 and 3 here.")
    #expect(question.said(to: ["4", "1", "0"])?.hasPrefix("That cannot be computed: ") == true)
    #expect(question.said(to: ["0.5", "1", "0"])?.hasPrefix("That cannot be computed: ") == true)
    #expect(
      question.said(to: ["100000", "1", "0"])?.hasPrefix("That cannot be computed: ") == true)
    #expect(
      question.said(to: ["3", "1", "1e19"])?.hasPrefix("padding lies between 0 and ") == true)
  }

  @Test(arguments: [
    ("[{conv1d: 1 1}, {conv1d: 1 1}]", "stride of conv1d 2"),
    ("[relu, {conv1d: 1 1}]", "stride of conv1d"),
  ])
  func `a parameter says whose it is as people count`(operations: String, name: String) throws {
    let question = try LessonFixture.question(
      """
      kind: find
      of: {input: 1 2 3 4 5 6, ops: \(operations)}
      unknown: 1.stride
      must: {size: 2}
      range: {1.stride: 1..3}
      answer: {1.stride: 3}
      """)
    #expect(question.said(to: ["4"]) == "\(name) lies between 1 and 3 here.")
  }

  @Test func `any kernel that does it is right`() throws {
    let question = try LessonFixture.question(
      """
      kind: find
      of: {input: 0 0 5 5, ops: conv1d 1 1}
      unknown: 0.weight
      shape: 2
      cases: [{input: 0 0 5 5, output: 0 5 0}, {input: 1 1 1, output: 0 0}]
      answer: -1 1
      """)
    #expect(question.form == .grid(rows: 1, columns: 2))
    #expect(question.check(["−1", "1"]) == .correct)
    #expect(
      question.said(to: ["1", "-1"])
        == "For the input 0 0 5 5 the result would be 0 −5 0; it must be 0 5 0.")
    #expect(
      question.said(to: ["0", "1"])
        == "For the input 0 0 5 5 the result would be 0 5 5; it must be 0 5 0.")
    let input = try LessonFixture.question(
      """
      kind: find
      of: {input: 1 2, ops: conv1d 1 1}
      unknown: input
      shape: 3
      must: {output: 3 5}
      answer: 1 2 3
      """)
    #expect(input.check(["0", "3", "2"]) == .correct)
    #expect(input.said(to: ["1", "1", "1"]) == "The result would be 2 2; it must be 3 5.")
    #expect(input.said(to: ["-3", "6", "-1"]) == nil)
    let limited = try LessonFixture.question(
      """
      kind: find
      of: {input: 1 2, ops: conv1d 1 1}
      unknown: input
      shape: 3
      range: {input: 0..9}
      must: {output: 3 5}
      answer: 1 2 3
      """)
    #expect(limited.said(to: ["0", "3", "2"]) == nil)
    #expect(
      limited.said(to: ["-3", "6", "-1"]) == "Numbers from 0 to 9 go in here, and −3 is none.")
    let shape = try LessonFixture.question(
      """
      kind: find
      unknown: 0.padding
      must: {shape: 1 x 4 x 4}
      answer: {0.padding: 1}
      """)
    #expect(shape.check(["1"]) == .correct)
    #expect(shape.said(to: ["0"]) == "The result would be 1 x 2 x 2; it must be 1 x 4 x 4.")
  }

  @Test(arguments: [
    ("parameters", "{input: 1 2 3/4 5 6/7 8 9, ops: 'conv2d 1 2/3 4 bias=1'}", "5"),
    ("parameters", "{input: 1 2 3, ops: 'linear 1 2 3/4 5 6 bias=1,2'}", "8"),
    ("multiply_adds", "{input: 1 2 3/4 5 6/7 8 9, ops: 'conv2d 1 2/3 4'}", "16"),
    (
      "receptive_field",
      "{input: 1 2 3 4 5 6 7 8/1 2 3 4 5 6 7 8/1 2 3 4 5 6 7 8/1 2 3 4 5 6 7 8,"
        + " ops: 'max_pool2d 2 | max_pool2d 2'}", "4"
    ),
    (
      "jump",
      "{input: 1 2 3 4 5 6 7 8/1 2 3 4 5 6 7 8/1 2 3 4 5 6 7 8/1 2 3 4 5 6 7 8,"
        + " ops: 'max_pool2d 2 | max_pool2d 2'}", "4"
    ),
    ("uncovered", "{input: 1 2 3/4 5 6/7 8 9, ops: 'max_pool2d 2'}", "5"),
  ])
  func `what is counted is counted by the engine`(
    quantity: String, problem: String, count: String
  ) throws {
    let question = try LessonFixture.question("kind: count\nof: \(problem)\ncount: \(quantity)")
    #expect(question.solution == [count])
    #expect(question.check([count]) == .correct)
  }

  @Test func `a count knows its misconceptions`() throws {
    let row = Array(repeating: "0 0 0 0 0", count: 5).joined(separator: " / ")
    let question = try LessonFixture.question(
      "kind: count\nof: {input: \(row), ops: 'conv2d 1 2/3 4 bias=1'}\ncount: parameters")
    guard case .wrong(_, _, .misconception?) = question.check(["4"]) else {
      Issue.record("a forgotten bias is not known")
      return
    }
  }

  @Test(arguments: [
    ("12,046,160", 12_046_160.0), ("12 046 160", 12_046_160), ("12046160", 12_046_160),
    ("864", 864),
    ("1,024", 1024),
  ])
  func `a count may have its digits in groups`(text: String, number: Double) {
    #expect(AnswerReader.wholeNumber(text) == number)
  }

  @Test(arguments: ["12,04", "1.5", "many", "", "1,2345", ",", "12,,345,6"])
  func `what is no count is not guessed`(text: String) {
    #expect(AnswerReader.wholeNumber(text) == nil)
  }

  @Test func `no prediction is wrong`() throws {
    let step = try LessonFixture.prepared(
      """
      question: Q
      kind: number
      cell: [0, 0]
      predict: true
      slips: [{answer: 5, say: So it looks.}]
      """)
    let question = try #require(step.questions.first)
    #expect(question.isPrediction && question.hints.isEmpty)
    #expect(question.check(["4"]) == .correct)
    #expect(question.check(["5"]) == .predicted(message: "So it looks."))
    #expect(question.check(["7"]) == .predicted(message: "Let us see."))
    guard case .unreadable = question.check(["x"]) else {
      Issue.record("a prediction has to be one")
      return
    }
  }

  @Test func `a step asks several questions, each under its own id`() throws {
    let lesson = try LessonFixture.lesson(
      """
        - id: two
          text: Look.
          show: \(LessonFixture.board)
          ask:
            - {question: How large?, kind: size, hints: [h]}
            - {question: Which?, kind: number, cell: [0, 0], hints: [h]}
            - {id: own, question: All?, kind: grid, hints: [h]}

      """)
    let step = try lesson.prepared(on: LessonFixture.backend).steps[0]
    #expect(step.questions.map(\.id) == ["two", "two-2", "own"])
    #expect(step.questions.map(\.solution) == [["2 x 2"], ["4"], ["4", "5", "0", "6"]])
    #expect(step.hidesResults)
  }

  @Test func `an option of several lines keeps them`() throws {
    let question = try LessonFixture.question(
      """
      kind: choice
      choices:
        - |
          1 0
           0 1
        - |
          0 1
          1 0
      answer: 2
      """)
    #expect(question.form == .choice(["1 0\n 0 1", "0 1\n1 0"]))
    #expect(question.solution == ["2"])
  }
}
