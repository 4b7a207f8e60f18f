import Lessons
import StageUI
import Storyboards
import TerminalKit

/// Lays out each step of a lesson on the smallest screen, for its author.
public enum LessonFit {
  private static let size = TooSmallScreen.leastSize

  /// What learners have to scroll there.
  public static func misfits(in lesson: PreparedLesson) -> [Misfit] {
    var model = LessonModel(lesson)
    return model.steps.indices.flatMap { index in
      _ = model.go(toStep: index)
      var misfits = misfits(of: model)
      repeat {
        model.step.answer { $0.showSolution() }
        guard model.step.askNext() else { break }
        // The prose and the stage are those of the first question.
        misfits += Self.misfits(ofQuestionIn: model)
      } while true
      return misfits
    }
  }

  /// What of the open step has to be scrolled.
  private static func misfits(of model: LessonModel) -> [Misfit] {
    var misfits: [Misfit] = []
    let asked = view(of: model)
    if !asked.showsStage {
      let lack = asked.missingStageRows.map { "\($0) row\($0 == 1 ? "" : "s")" } ?? "columns"
      misfits.append(
        misfit(
          model, "the grids of step \(model.lesson.steps[model.index].id) lack \(lack)",
          "Use smaller ones, or less beside them."))
    }
    let lines = asked.maximumProseOffset
    if lines > 0 {
      misfits.append(
        misfit(
          model,
          "the prose of this step has to be scrolled by \(lines) line\(lines == 1 ? "" : "s")",
          "Split the step, or say it more briefly."))
    }
    return misfits + Self.misfits(ofQuestionIn: model)
  }

  /// What of the open question has to be scrolled: while it is asked, with each hint, and at the end.
  private static func misfits(ofQuestionIn model: LessonModel) -> [Misfit] {
    var misfits: [Misfit] = []
    let asked = view(of: model)
    if !asked.showsQuestion {
      misfits.append(
        misfit(
          model, "the question has to be scrolled", "Say it and its choices more briefly."))
    }
    var hinted = model
    for number in 0..<(model.step.question?.content.hints.count ?? 0) {
      hinted.step.answer { $0.showHint() }
      if asked.showsQuestion, !view(of: hinted).showsQuestion {
        misfits.append(
          misfit(model, "hint \(number + 1) has to be scrolled", "Say it more briefly."))
        break
      }
    }
    var solved = model
    solved.step.answer { $0.showSolution() }
    if solved.step.showsAnswerStage, !view(of: solved).showsGrids {
      misfits.append(
        misfit(
          model, "the grids that come with the answer are not whole",
          "Use smaller ones, or show the value that is asked for."))
    }
    if !view(of: solved).showsQuestion {
      misfits.append(misfit(model, "the explanation has to be scrolled", "Say it more briefly."))
    }
    return misfits
  }

  private static func misfit(_ model: LessonModel, _ what: String, _ remedy: String) -> Misfit {
    Misfit(
      step: model.index, message: "\(what) at \(size.width)×\(size.height)", remedy: remedy)
  }

  private static func view(of model: LessonModel, in size: Size = size) -> LessonView {
    LessonView(model, in: TutorView.divide(Rect(origin: .zero, size: size)).body)
  }
}

extension LessonFit {
  /// The screens on which other views stand beside the first.
  private static let largerSizes = [Size(width: 120, height: 36), Size(width: 160, height: 50)]

  /// What is in sight at each question of each step, on small screens and large ones.
  ///
  /// Where nothing is asked that a stage could tell, it is not laid out.
  public static func sights(in lesson: PreparedLesson) -> [[QuestionSight]] {
    var model = LessonModel(lesson)
    return model.steps.indices.map { index in
      _ = model.go(toStep: index)
      var sights: [QuestionSight] = []
      while model.step.question != nil {
        sights.append(sight(of: model))
        model.step.answer { $0.showSolution() }
        guard model.step.askNext() else { break }
      }
      return sights
    }
  }

  /// What is in sight while the open question is asked.
  private static func sight(of model: LessonModel) -> QuestionSight {
    guard let player = model.step.player else { return QuestionSight([], hidesResults: false) }
    let asks = model.step.question?.content.asked != nil
    let views =
      asks
      ? ([size] + largerSizes).flatMap { view(of: model, in: $0).storyViews } : [player.storyView]
    return QuestionSight(Set(views), hidesResults: player.hidesResults)
  }
}
