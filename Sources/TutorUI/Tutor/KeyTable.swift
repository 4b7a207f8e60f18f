import Lessons
import Problems
import Storyboards
import TensorEngine
import TerminalKit

/// The keys of all screens, as the documentation lists them.
public enum KeyTable {
  /// The page in Markdown; its tables are those that footer and help overlay come from.
  public static var markdown: String {
    let step = LessonModel(sample(asks: false)).keys
    let asking = LessonModel(sample(asks: true)).keys
    var listed = LessonModel(sample(asks: false))
    listed.stepList = StepList(of: listed)
    let list = listed.keys
    // The first section is the step's own; the one after it is the same with and without a question.
    let question = KeyMap("While a question is open", asking.sections[0].bindings)
    return [
      "# Keys",
      "In the tutor, `?` lists the keys that work at the moment; a key that does nothing says why.",
      HomeModel(Course(lessons: [])).keys.markdown, step.markdown, question.markdown,
      list.markdown,
      """
      Digits, signs and whatever else belongs to an answer are typed. In a grid the arrow keys go
      from cell to cell, and `Enter` to the next empty one. An option is chosen by its number.
      """,
      lab,
      """
      ## Mouse

      Everything works without one. In a list, a click chooses a row and a second one opens it.
      In a lesson, a click on a cell of the result shows the frame that makes it, or moves there while
      the grid is being typed; hovering over a cell shows what it is computed from, or every result
      that it feeds; the wheel steps through the frames.
      """,
    ].joined(separator: "\n\n")
  }

  /// The keys of the course and of lessons, and what they do, for a search.
  static let all: [(keys: String, help: String)] =
    (HomeModel(Course(lessons: [])).keys.helpRows + LessonModel(sample(asks: true)).keys.helpRows)
    .compactMap { row in
      guard case .binding(let keys, let help, _) = row else { return nil }
      return (keys.map { $0.label() }.joined(separator: " "), help)
    }

  /// The tables of the lab.
  private static var lab: String {
    guard let convolution = OperationSchema.named("conv2d"),
      var lab = try? LabModel(exampleOf: convolution, on: ReferenceBackend<Double>())
    else { preconditionFailure("conv2d has no example") }
    var tables = lab.keys.sections.map { section in
      KeyMap(
        "The lab: \(section.title.prefix(1).lowercased() + section.title.dropFirst())",
        section.bindings
      )
      .sections[0]
    }
    for keys: [Key] in [["v"], [.escape, "e"], [.escape, "P"], [.escape, "="], [.escape, "L"]] {
      for key in keys { _ = lab.update(key) }
      tables.append(lab.keys.sections[0])
    }
    return tables.map { KeyMap($0.title, $0.bindings).markdown }.joined(separator: "\n\n")
  }

  /// A lesson in which every key means something: frames to step through, and a question or none.
  private static func sample(asks: Bool) -> PreparedLesson {
    let story = Storyboard(
      title: "", panels: [],
      frames: Frames(count: 3) { _ in Frame(caption: "", marks: [], arithmetic: []) })
    let question = PreparedQuestion(
      id: "", prompt: "", form: .number, hints: [""], explanation: "", solution: ["0"]
    ) { _ in .correct }
    let step = PreparedStep(
      id: "", text: LessonText(""), views: LinkedViews(story), frames: story.frames.indices,
      questions: asks ? [question] : [])
    return PreparedLesson(id: "", title: "", steps: [step, step])
  }
}
