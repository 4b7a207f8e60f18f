import Storyboards

/// Views.
extension StagePlayer {
  /// Looks at the same cell in another view, the pointer on the same number.
  ///
  /// A view that there is not changes nothing.
  public mutating func open(_ view: StoryView) {
    guard views.contains(view), view != lead else { return }
    let pointed = pointer.flatMap { pointer in
      storyboard.element(in: pointer.cell).map { (element: $0, isKeyboard: pointer.isKeyboard) }
    }
    point(at: nil)
    let result = storyboard.result(ofFrame: position)
    let isWalk = lead.scope != view.scope || view.scope == .graph
    state.view = view
    storyboard = boards[view].storyboard
    if isWalk {
      // What is one frame there may be another one here.
      frames = ownFrames
      go(to: storyboard.frame(ofResult: result))
    }
    beginTurn()
    guard let pointed, let cell = storyboard.cells(of: pointed.element).first else { return }
    point(at: Pointer(cell, isKeyboard: pointed.isKeyboard))
  }

  /// The view on the stage: the one that was chosen, where there is such a one.
  ///
  /// What cannot be computed has but one view, and the choice outlasts it.
  var lead: StoryView { views.contains(state.view) ? state.view : views[0] }

  mutating func openView(after step: Int) {
    guard let index = views.firstIndex(of: lead) else { return }
    open(views[(index + step + views.count) % views.count])
  }
}

extension StoryView {
  /// The view of the same matrix the other way round; `nil` for views without one.
  var transposed: StoryView? {
    switch self {
    case .matrix: .back
    case .back: .matrix
    default: nil
    }
  }
}
