import TerminalKit
import Typesetting

/// How an exercise of a row went.
enum ExerciseMark: Equatable, Sendable {
  /// Right with the first answer, without help.
  case atOnce
  /// Right after a hint or another answer.
  case afterHelp
  /// Left open, or solved by the program.
  case open
  /// The one on the screen.
  case here
  /// Still to come.
  case ahead

  /// The mark.
  func text(_ glyphs: GlyphSet) -> StyledText {
    switch self {
    case .atOnce: StyledText(glyphs.isUnicode ? "●" : "*", .success)
    case .afterHelp: StyledText(glyphs.isUnicode ? "◐" : "+", .accent)
    case .open: StyledText(glyphs.isUnicode ? "✗" : "x", .failure)
    case .here: StyledText(glyphs.isUnicode ? "◆" : "@", Style.accent.bold)
    case .ahead: StyledText(glyphs.isUnicode ? "○" : "o", .dim)
    }
  }
}

extension StepModel {
  /// How the exercise went so far.
  var mark: ExerciseMark {
    guard isSeen else { return .ahead }
    guard let question, question.outcome == .right else { return .open }
    return question.misses == 0 && question.hintsShown == 0 ? .atOnce : .afterHelp
  }
}

extension LessonModel {
  /// How each exercise went.
  var marks: [ExerciseMark] {
    steps.enumerated().map { position, step in
      position == index && step.isAsking ? .here : step.mark
    }
  }

  /// How much more difficult the next exercise is than the first ones were meant to be: two that were
  /// right at once lead up, one that stayed open or took more than two answers leads down.
  var difficultyGained: Int {
    var (gained, inARow) = (0, 0)
    for step in steps where step.isSeen {
      // The one that is being left counts as well.
      if step.mark == .open || (step.question?.misses ?? 0) > 1 {
        (gained, inARow) = (gained - 1, 0)
      } else if step.mark == .atOnce {
        inARow += 1
        if inARow == 2 { (gained, inARow) = (gained + 1, 0) }
      } else {
        inARow = 0
      }
    }
    return gained
  }

  /// Makes an exercise that was not seen yet as difficult as the learner can do.
  mutating func suitDifficulty(ofStep target: Int) {
    guard !steps[target].isSeen, let exercise = steps[target].content.exercise,
      let make = lesson.practice?.exercise, difficultyGained != 0,
      let other = make(target, exercise.level + difficultyGained)
    else { return }
    steps[target] = StepModel(other)
  }
}
