import ConvolutionArithmetic
import Lessons
import Storyboards
import TensorEngine

@testable import TutorUI

/// Lessons for tests, made of problems that the reference backend runs.
enum SampleLessons {
  /// The storyboard of a convolution with one filter.
  static func convolution(
    _ image: Tensor<Double>, _ kernel: Tensor<Double>, stride: Int = 1, padding: Int = 0
  ) throws -> Storyboard {
    let (y, executed) = try run(image, kernel, stride: stride, padding: padding)
    return try Storyboard.explaining(y, in: executed)
  }

  /// A convolution with its values.
  private static func run(
    _ image: Tensor<Double>, _ kernel: Tensor<Double>, stride: Int = 1, padding: Int = 0
  ) throws -> (NodeID, ExecutedGraph) {
    var graph = Graph()
    let x = try graph.input(image.shape, name: "input")
    let weight = try graph.input(kernel.shape, name: "weight")
    let windows = try kernel.shape.dimensions.dropFirst(2).map {
      try SlidingWindow(kernelSize: $0, stride: stride, padding: .symmetric(padding))
    }
    let y = try graph.append(.convolution(Convolution(windows: windows)), [x, weight])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(), feeds: [x: image, weight: kernel])
    return (y, executed)
  }

  private static let image = Tensor<Double>([1, 1, 3, 3], [1, 3, -1, 2, 1, 0, 0, 2, -1])
  private static let kernel = Tensor<Double>([1, 1, 2, 2], [1, 0, 2, -1])

  /// The 3×3 board example with a 2×2 kernel: four windows, results 4, 5, 0 and 6.
  static func board() throws -> Storyboard { try convolution(image, kernel) }

  /// A question with one right text for each part.
  static func question(
    _ prompt: String, _ form: PreparedQuestion.Form, about asked: AskedResults? = nil,
    solution: [String]
  ) -> PreparedQuestion {
    PreparedQuestion(
      id: prompt, prompt: prompt, form: form, asked: asked, hints: ["First hint.", "Second hint."],
      explanation: "That is why.", solution: solution,
      check: { texts in
        let wrong = texts.indices.filter { texts[$0] != solution[$0] }
        return wrong.isEmpty ? .correct : .wrong(cells: Set(wrong), message: "Not quite.")
      })
  }

  /// What a list tells of ``lesson()``.
  static func summary(goals: [String]) throws -> LessonSummary {
    let lesson = try lesson()
    return LessonSummary(
      id: lesson.id, title: lesson.title, goals: goals, needs: [],
      steps: lesson.steps.map { .init(id: $0.id, words: $0.text.firstSentence) })
  }

  /// Five steps: watch, size, grid, choice, prose alone.
  static func lesson() throws -> PreparedLesson {
    let (node, executed) = try run(image, kernel)
    let board = try Storyboard.explaining(node, in: executed)
    let computation = Computation(of: node, in: executed)
    func step(_ text: String, _ question: PreparedQuestion?) -> PreparedStep {
      PreparedStep(
        id: text, text: LessonText(text), views: LinkedViews(board), frames: 0..<board.frames.count,
        shown: computation, hidesResults: question != nil, questions: [question].compactMap { $0 })
    }
    return PreparedLesson(
      id: "sample", title: "A sample lesson",
      facts: [
        "A `2 x 2` kernel leaves one row and one column less.", "It is **not** turned.",
        "A third fact that is long enough to need a second line on a screen of eighty columns, as some are.",
      ],
      steps: [
        step("Watch the window move.", nil),
        step(
          "Now the size.",
          question(
            "How large is it?", .size(axes: 2), about: AskedResults(0..<0, of: computation),
            solution: ["2x2"])),
        step(
          "Now all of it.",
          question(
            "Fill in the output.", .grid(rows: 2, columns: 2),
            about: AskedResults(0..<4, of: computation), solution: ["4", "5", "0", "6"])),
        PreparedStep(
          id: "which-one", text: LessonText("Which one?"),
          questions: [question("Choose.", .choice(["this", "that"]), solution: ["2"])]),
        PreparedStep(id: "the-end", text: LessonText("The end.")),
      ])
  }
}
