import Lessons
import Problems

/// Steps that are about one problem: the parts of somebody's own problem, its gradients.
extension LessonModel {
  /// The prose of a step: where its problem was changed in the open step, what it says of it now.
  func text(ofStep index: Int) -> LessonText {
    let content = steps[index].content
    guard let shared = content.shared, shared.id == step.content.shared?.id,
      let live = step.player?.live, live.isChanged, let solved = try? live.outcome.get()
    else { return content.text }
    return shared.text(solved) ?? content.text
  }

  /// Has a step take over what was changed in the open one, where both are about one problem.
  mutating func shareChanges(withStep index: Int) {
    guard let id = step.content.shared?.id, steps[index].content.shared?.id == id,
      let edits = step.player?.live?.edits, edits != steps[index].player?.live?.edits
    else { return }
    steps[index].player?.replaceEdits(with: edits)
  }
}
