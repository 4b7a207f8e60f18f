import Exhibits
import Lessons

/// What of an exhibit is kept back.
extension StepModel {
  /// What is kept back now: what was hidden, less what a question that is over has asked for.
  var cover: Cover {
    guard let exhibit, !isOver else { return .nothing }
    let found = questions.filter(\.isClosed).compactMap(\.content.fact?.piece)
    return exhibit.content.cover(found: Set(found))
  }

  /// Whether only the first step may be looked at.
  var keepsSteps: Bool { !isOver && exhibit?.content.hidesSteps == true }

  /// Whether the slider may not be moved.
  var keepsSlider: Bool { !isOver && exhibit?.content.hidesSlider == true }

  /// Shows what was kept back, once nothing is asked any more: the step with the number that was asked
  /// for; steps one after the other; else the last one, which has it all.
  mutating func showEnd() {
    guard let content = exhibit?.content else { return }
    if let step = question?.content.fact?.step {
      exhibit?.show(step)
    } else if content.hidesSteps {
      exhibit?.play()
    } else {
      exhibit?.perform(.last)
    }
  }

  /// The exhibit as it is to be drawn; `nil` for a step without one.
  var exhibitView: ExhibitView? { exhibit.map { ExhibitView($0, cover: cover) } }

  /// The keys of the exhibit; `nil` for a step without one.
  var exhibitKeys: ExhibitKeys? {
    let reason = "answer the question first"
    return exhibit.map {
      ExhibitKeys(
        $0, keptSteps: keepsSteps ? reason : nil, keptSlider: keepsSlider ? reason : nil)
    }
  }
}
