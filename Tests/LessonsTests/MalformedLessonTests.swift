import Problems
import Testing

@testable import Lessons

struct MalformedLessonTests {
  private func messages(_ text: String) -> [String] {
    do throws(Diagnostic) {
      let file = try SourceFile(path: "l.yaml", text: text)
      var problems: [Diagnostic] = []
      guard let lesson = Lesson.read(file, &problems) else { return problems.map(\.headline) }
      var checker = LessonChecker(lesson, backend: LessonFixture.backend)
      for diagnostic in problems { #expect(!diagnostic.remedy.isEmpty, "\(diagnostic.headline)") }
      return (problems + checker.check()).filter { $0.severity == .error }.map(\.headline)
    } catch {
      return [error.headline]
    }
  }

  @Test(arguments: [
    ("id: a\n", "l.yaml:1:1: error: the lesson has no 'format'"),
    (
      "format: 2\n",
      "l.yaml:1:9: error: the lesson is written in format 2, but this program reads format 1"
    ),
    ("format: 1\ntitle: A\nsteps: []\n", "l.yaml:1:1: error: the lesson has no 'id'"),
    (
      "format: 1\nid: a b\n",
      "l.yaml:2:5: error: the id 'a b' has other characters than letters, digits and '-'"
    ),
    ("format: 1\nid: a\nsteps: [x]\n", "l.yaml:1:1: error: the lesson has no 'title'"),
    ("format: 1\nid: a\ntitle: A\n", "l.yaml:1:1: error: the lesson has no 'steps'"),
    (
      "format: 1\nid: a\ntitle: A\nsteps: x\n",
      "l.yaml:4:8: error: steps must be a list, but this is 'x'"
    ),
    (
      "format: 1\nid: a\ntitle: A\nsteps: [x]\n",
      "l.yaml:4:9: error: a step must be a set of named values, but this is 'x'"
    ),
    ("format: 1\nid: a\ntitle: A\nsteps: []\n", "l.yaml:4:8: error: the list of steps is empty"),
    ("format: 1\nid: a\ntitle: A\nstep: [x]\n", "l.yaml:4:1: error: a lesson has no 'step'"),
  ])
  func `a broken head is named`(text: String, headline: String) {
    #expect(messages(text) == [headline])
  }

  @Test func `the one precision to ask for is double`() {
    #expect(
      messages(LessonFixture.head + "  - text: T\n    precision: float32\n") == [
        "l.yaml:7:16: error: precision cannot be 'float32'"
      ])
  }

  @Test func `what stands beside has no more frames, and none of its own`() {
    let show =
      "  - text: T\n    show: {input: 1 2 3, ops: [relu], beside: {input: 1 2 3 4, ops: [relu]"
    #expect(
      messages(LessonFixture.head + show + "}}\n") == [
        "l.yaml:7:70: error: what stands beside has 4 frames, and what it stands beside only 3"
      ])
    #expect(
      messages(LessonFixture.head + show + ", frames: last}}\n") == [
        "l.yaml:7:77: error: a problem has no 'frames'"
      ])
  }

  @Test func `an id that is taken is shown at its second place`() {
    let ask = "ask: {id: q, question: Q, kind: choice, choices: [x, y], answer: x, hints: [h]}"
    #expect(
      messages(LessonFixture.head + "  - {id: a, text: A, \(ask)}\n  - {id: A, text: B, \(ask)}\n")
        == [
          "l.yaml:7:10: error: the id 'A' is taken by the step in line 6",
          "l.yaml:7:32: error: the id 'q' is taken by the question in line 6",
        ])
  }

  @Test(arguments: [
    ("  - show: {input: 1, ops: relu}\n", "6:5: error: the step has no 'text'"),
    (
      "  - {id: a b, text: A}\n",
      "6:10: error: the id 'a b' has other characters than letters, digits and '-'"
    ),
    ("  - text:\n", "6:5: error: 'text' of the step has no value"),
    ("  - text: ''\n", "6:11: error: the text is empty"),
    ("  - text: A\n    shows: 1\n", "7:5: error: a step has no 'shows'"),
    ("  - text: A\n    show: {input: 1, ops: rleu}\n", "7:27: error: there is no op 'rleu'"),
    (
      "  - text: A\n    show: {input: 1, ops: relu, node: 1}\n",
      "7:39: error: there is no op 1 in this problem"
    ),
    (
      "  - text: A\n    show: {input: 1, ops: relu, node: 0, gradient: input}\n",
      "7:52: error: only one of node and gradient can be looked at"
    ),
    (
      "  - text: A\n    show: {input: 1, ops: relu, gradient: 0.weight}\n",
      "7:19: error: the problem has no gradient '0.weight'"
    ),
    (
      "  - text: A\n    show: {input: 1, ops: relu, view: sizes}\n",
      "7:39: error: view cannot be 'sizes'"
    ),
    (
      "  - text: A\n    show: {input: 1, ops: relu, view: size}\n",
      "7:39: error: 'view: size' tells how windows slide over an input, which they do not do here"
    ),
    (
      "  - text: A\n    show: {input: 1 2, ops: conv_transpose2d 1, view: size}\n",
      "7:55: error: 'view: size' tells how windows slide over an input, which they do not do here"
    ),
    (
      "  - text: A\n    show: {input: 1 2, ops: conv2d 1, gradient: input, view: size}\n",
      "7:62: error: 'view: size' tells how windows slide over an input, which they do not do here"
    ),
    (
      "  - text: A\n    show: {input: 1, ops: relu, frames: 3-1}\n",
      "7:41: error: frames cannot be '3-1'"
    ),
    (
      "  - text: A\n    show: {input: 1 2, ops: relu, frames: 0-9}\n",
      "7:43: error: there is no frame 9: the explanation has 2, counted from 0"
    ),
    (
      "  - text: A\n    hides: true\n",
      "7:12: error: hides keeps results back until a question is answered, but the step has no ask"
    ),
    (
      "  - text: A\n    show: {input: 1 2, ops: conv2d 1 1 1}\n",
      "7:29: error: conv2d, horizontally: kernel 3 > 2: the kernel is larger than its input"
    ),
  ])
  func `a broken step is named`(steps: String, headline: String) {
    #expect(messages(LessonFixture.head + steps) == ["l.yaml:" + headline])
  }

  @Test(arguments: [
    ("kind: grid\nhints: [a]", "9:7: error: ask has no 'question'"),
    ("question: Q\nhints: [a]", "9:7: error: the question has no 'kind'"),
    ("question: Q\nkind: gird\nhints: [a]", "10:13: error: a question cannot be of kind 'gird'"),
    ("question: Q\nkind: grid", "9:7: error: the question has no 'hints'"),
    ("question: Q\nkind: grid\nhints: []", "11:14: error: the list of hints is empty"),
    ("question: Q\nkind: grid\nhint: a", "11:7: error: a question has no 'hint'"),
    (
      "question: Q\nkind: number\nhints: [a]",
      "9:7: error: the result has 4 numbers (shape [1, 1, 2, 2]), but one is asked for"
    ),
    (
      "question: Q\nkind: number\ncell: [2, 0]\nhints: [a]",
      "11:13: error: there is no cell [2, 0] in a result of 2×2"
    ),
    (
      "question: Q\nkind: number\ncell: [0, 0]\nanswer: five\nhints: [a]",
      "12:15: error: the answer cannot be read"
    ),
    (
      "question: Q\nkind: number\ncell: [0, 0]\nanswer: 5\nhints: [a]",
      "12:15: error: the answer is given as 5, but the engine computes 4"
    ),
    (
      "question: Q\nkind: grid\nanswer: 4 5 / 0 7\nhints: [a]",
      "11:15: error: the answer is given as 4 5 / 0 7, but the engine computes 4 5 / 0 6"
    ),
    (
      "question: Q\nkind: size\nanswer: 3 x 2\nhints: [a]",
      "11:15: error: the answer is given as 3 x 2, but the engine computes 2 x 2"
    ),
    (
      "question: Q\nkind: grid\nhints: [a]\nslips: [{answer: 4 5 / 0 6, say: b}]",
      "12:24: error: this slip is the right answer"
    ),
    (
      "question: Q\nkind: grid\nhints: [a]\nslips: [{answer: 4 x / 0 6, say: b}]",
      "12:26: error: the answer: 'x' is not a number"
    ),
    (
      "question: Q\nkind: grid\nhints: [a]\nslips: [{answer: 4}]",
      "12:15: error: the slip has no 'say'"
    ),
    ("question: Q\nkind: choice\nhints: [a]", "9:7: error: the question has no 'choices'"),
    (
      "question: Q\nkind: choice\nchoices: [b]\nanswer: b\nhints: [a]",
      "11:16: error: a choice needs at least two options"
    ),
    (
      "question: Q\nkind: choice\nchoices: [b, c]\nhints: [a]",
      "9:7: error: the question has no 'answer'"
    ),
    (
      "question: Q\nkind: choice\nchoices: [b, c]\nanswer: d\nhints: [a]",
      "12:15: error: 'd' is not one of the choices"
    ),
    (
      "question: Q\nkind: choice\nchoices: [b, B]\nanswer: b\nhints: [a]",
      "11:20: error: 'B' is listed twice"
    ),
    (
      "question: Q\nkind: grid\nchoices: [b, c]\nhints: [a]",
      "11:16: error: 'choices' belongs to kind choice, several and match, but this is kind grid"
    ),
    (
      "question: Q\nkind: grid\ntolerance: -1\nhints: [a]",
      "11:18: error: the tolerance cannot be negative"
    ),
    (
      "question: Q\nkind: grid\nof: {input: 1, ops: conv2d 1;;1}\nhints: [a]",
      "9:7: error: the result has 2 channels, but one plane is asked for"
    ),
    (
      "question: Q\nkind: grid\nchannel: 1\nhints: [a]",
      "11:16: error: there is no channel 1: the result has one, channel 0"
    ),
    (
      "question: Q\nkind: grid\nchannel: 2\nof: {input: 1, ops: conv2d 1;;1}\nhints: [a]",
      "11:16: error: there is no channel 2: the result has 2, counted from 0"
    ),
    (
      "question: Q\nkind: grid\ncell: [0, 0]\nhints: [a]",
      "11:13: error: 'cell' belongs to kind number, but this is kind grid"
    ),
    (
      "question: Q\nkind: size\ntolerance: 1\nhints: [a]",
      "11:18: error: 'tolerance' belongs to kind number and grid, but this is kind size"
    ),
    (
      "question: Q\nkind: choice\nchoices: [b, c]\nanswer: 3\nhints: [a]",
      "12:15: error: there is no choice 3: there are 2"
    ),
    (
      "question: Q\nkind: number\ncell: [0, 0]\nanswer: [4, 5]\nhints: [a]",
      "12:15: error: the answer must be one number, but this is a list"
    ),
    (
      "question: Q\nkind: number\ncell: [0, 0]\nanswer: {a: 1}\nhints: [a]",
      "12:15: error: the answer must be one number, but this is a set of named values"
    ),
    (
      "question: Q\nkind: grid\nhints: [a]\nslips: [{answer: 1 2 3 / 4 5 6, say: b}]",
      "12:24: error: this slip is a grid of 2 x 3, and learners are given one of 2 x 2 to fill in"
    ),
    (
      "question: Q\nkind: grid\nanswer: [[4, 5], [[0, 6], [1, 2]]]\nhints: [a]",
      "11:24: error: the answer: row 2 is a list of lists, but row 1 is a list of numbers"
    ),
  ])
  func `a broken question is named`(ask: String, headline: String) {
    #expect(messages(LessonFixture.head + LessonFixture.step(ask)) == ["l.yaml:" + headline])
  }

  @Test(arguments: ["2.5 x 3", "-2 x 3", "0 x 1"])
  func `a stated size is one that a result can have`(size: String) {
    let ask = "ask: {question: Q, kind: size, answer: \(size), hints: [h]}"
    #expect(
      messages(LessonFixture.head + "  - text: A\n    \(ask)\n")
        == ["l.yaml:7:44: error: no result has the size '\(size)'"])
  }

  @Test func `all broken steps are named at once`() {
    let steps = "  - text: ''\n  - text: A\n  - show: 1\n"
    #expect(messages(LessonFixture.head + steps).count == 2)
  }
}
