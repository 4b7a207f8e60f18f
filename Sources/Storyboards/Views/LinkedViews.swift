import TensorEngine
import Typesetting

/// The views of one node of an executed graph.
///
/// They are linked: frame *i* of each view of the node explains the same cell of the result, so that
/// whoever changes the view keeps the place. Views of the graph that it stands in have frames of their own.
public struct LinkedViews: Sendable {
  /// What there is to choose from, the usual view first, and last those of the graph; at least one.
  public let views: [StoryView]
  /// The view that is shown first.
  public let start: StoryView
  /// Its storyboard.
  public let first: Storyboard
  private let make: @Sendable (StoryView) -> Storyboard

  /// Those of the node, whose frames are its results; at least one.
  public var ofNode: [StoryView] { views.filter { $0.scope == .node } }

  /// The views of a node.
  ///
  /// Views beyond the one to start with are made when they are asked for.
  ///
  /// - Parameters:
  ///   - node: The node to explain.
  ///   - executed: The graph with its values.
  ///   - view: The view to begin with; the op's usual one when absent.
  /// - Throws: ``StoryError`` when the node's value or an operand's was not kept, and when the node
  ///   has no such view.
  public init(
    of node: NodeID, in executed: ExecutedGraph, startingWith view: StoryView? = nil
  ) throws(StoryError) {
    let explainer = try Explainer(node, in: executed)
    let views = explainer.views
    if let view, !views.contains(view) {
      throw .noSuchView(view, op: explainer.op.name, views: views)
    }
    self.init(explainer, views, startingWith: view ?? views[0])
  }

  /// The views of a node, beginning with one of some that it may not have.
  ///
  /// - Parameters:
  ///   - node: The node to explain.
  ///   - executed: The graph with its values.
  ///   - wanted: The views to begin with, the best first; the op's usual one where it has none of them.
  /// - Throws: ``StoryError`` when the node's value or an operand's was not kept.
  public init(
    of node: NodeID, in executed: ExecutedGraph, preferring wanted: [StoryView]
  ) throws(StoryError) {
    let explainer = try Explainer(node, in: executed)
    let views = explainer.views
    self.init(explainer, views, startingWith: wanted.first { views.contains($0) } ?? views[0])
  }

  private init(_ explainer: Explainer, _ views: [StoryView], startingWith start: StoryView) {
    (self.views, self.start) = (views, start)
    make = {
      var story = explainer.story($0).keepingSteps(of: explainer, in: $0)
      story.dependence = explainer.dependence
      return story
    }
    first = make(start)
  }

  /// A storyboard that has no other views, such as the arithmetic of a size.
  public init(_ storyboard: Storyboard) {
    (views, start) = ([.cells], .cells)
    first = storyboard
    make = { _ in storyboard }
  }

  /// The storyboard of a view.
  ///
  /// - Precondition: It is one of ``views``.
  public func storyboard(_ view: StoryView) -> Storyboard {
    precondition(views.contains(view), "no \(view) view")
    return make(view)
  }
}

extension Storyboard {
  /// The same with what the op computes on its way marked as such.
  ///
  /// Whoever is asked for the result is not to be told it. Of a part that is explained by itself it is what
  /// the part works on.
  fileprivate func keepingSteps(of explainer: Explainer, in view: StoryView) -> Storyboard {
    let executed = explainer.executed
    guard !explainer.isGradient, !executed.parts.contains(explainer.id) else { return self }
    var story = self
    for (index, panel) in panels.enumerated() {
      // The named steps of a formula are computed beside the graph.
      let isStep = view == .stages && panel.operand == nil && !panel.isFilledByFrames
      guard panel.source.map({ executed.parts.contains($0.node) }) ?? isStep else { continue }
      story.panels[index].leadsToResults = true
    }
    return story
  }
}
