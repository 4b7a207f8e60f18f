import TensorEngine

/// Which results of a node depend on a number that it was made of: the same ones in each of its views.
struct Dependence: Sendable {
  /// The node's value.
  let result: PanelSource
  /// The positions of the results that depend on an element, ascending, and the way that it takes where it
  /// is not the usual one, such as `by mean and variance of its channel`; `nil` where it is none of an
  /// operand, or there are too many results to be asked.
  let readers: @Sendable (ElementReference) -> (positions: [Int], way: String)?
  /// Why a cell of the first operand goes into no result, where that is; empty where there is nothing to say.
  let whyUnread: String
}

extension Explainer {
  /// What depends on the elements of the operands, as the usual story reads them, result by result.
  var dependence: Dependence {
    Dependence(
      result: PanelSource(id, shape: result.shape),
      readers: readersOfElements, whyUnread: op.whyUnread)
  }

  private var readersOfElements: @Sendable (ElementReference) -> (positions: [Int], way: String)? {
    { element in
      if case .batchNorm(let norm) = op, norm.training,
        element.node == executed.graph[id].inputs[0]
      {
        // A number moves the mean and the variance of its channel, and by them all results of it.
        return (
          ChannelAxis(result.shape).positions(of: element.index[1]),
          "by mean and variance of its channel "
        )
      }
      let story = usualStory()
      let cells = Set(story.cells(of: element).filter { !story.panels[$0.panel].isFilledByFrames })
      guard !cells.isEmpty, story.frames.count <= Storyboard.mostFramesSearched else { return nil }
      let readers = story.frames.searched(story.frames.indices) { frame in
        frame.marks.contains { $0.kind.takesPart && cells.contains($0.cell) }
      }
      let found = readers.flatMap(\.marks).filter { $0.kind == .result }.compactMap { mark in
        story.element(in: mark.cell).flatMap { made in
          made.node == id ? result.shape.offset(of: made.index) : nil
        }
      }
      return (Set(found).sorted(), "")
    }
  }
}

extension Op {
  /// Why a cell of the first operand goes into no result, where that is; empty where there is nothing to say.
  fileprivate var whyUnread: String {
    switch self {
    case .convolution(let convolution):
      convolution.windows.contains { $0.dilation > 1 }
        ? "no tap of a window meets it" : "no window covers it"
    case .maxPool(let windows), .maxPoolIndices(let windows), .unfold(let windows):
      windows.contains { $0.dilation > 1 } ? "no tap of a window meets it" : "no window covers it"
    case .averagePool: "no window covers it"
    case .transposedConvolution: "all that it adds to is cut off by padding"
    case .slice: "the slice leaves it out"
    default: ""
    }
  }
}
