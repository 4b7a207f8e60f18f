import ConvolutionArithmetic
import Typesetting

extension Storyboard {
  /// Builds the formula of an output size step by step: the axis with its padding as a strip of
  /// numbered cells, the window at one position after the other, then the division, what it
  /// leaves over, and the size.
  ///
  ///     let window = try SlidingWindow(kernelSize: 3, stride: 2)
  ///     let story = try Storyboard.sizeArithmetic(for: [window], input: [7])
  ///     story.frames.last?.arithmetic[0].text  // "(7 − 3) / 2 + 1 = 3"
  ///
  /// Axes that are alike are told once.
  ///
  /// - Parameters:
  ///   - windows: One window for each axis, outermost first.
  ///   - input: The length of each axis before padding.
  /// - Throws: ``GeometryError`` when a window does not go with its axis; its text shows the sum.
  /// - Precondition: There are as many lengths as windows, at least one.
  /// - Complexity: O(length of the axes); frames are made when they are looked at.
  public static func sizeArithmetic(
    for windows: [SlidingWindow], input: [Int]
  ) throws(GeometryError) -> Storyboard {
    precondition(
      windows.count == input.count && !windows.isEmpty,
      "\(windows.count) windows for \(input.count) axes")
    let areAlike = Set(windows).count == 1 && Set(input).count == 1
    var axes: [SizeStory] = []
    for axis in windows.indices where axis == 0 || !areAlike {
      let names: [SizeStory.Noun] =
        windows.count == 1 ? [.cells] : areAlike ? [.rowsAndColumns] : [.rows, .columns]
      axes.append(
        SizeStory(
          try windows[axis].derivation(forInputSize: input[axis]),
          plane: axes.count, noun: axis < names.count ? names[axis] : .cells))
    }
    let panels = [
      Panel(title: "input axis", role: .input, planes: axes.map(\.strip)),
      Panel(
        title: "output positions", role: .output, planes: axes.map(\.positions),
        isFilledByFrames: true),
    ]
    let starts = axes.reduce(into: [(frame: 0, finished: 0)]) { starts, axis in
      let last = starts[starts.count - 1]
      starts.append((last.frame + axis.steps.count, last.finished + axis.positions.columns))
    }
    let isSingle = axes.count == 1
    let frames = Frames(count: starts[axes.count].frame) { [axes] position in
      // At most a handful of axes; the last one that starts at or before the frame.
      let axis = axes.indices.last { starts[$0].frame <= position } ?? 0
      return axes[axis].frame(
        axes[axis].steps[position - starts[axis].frame], finishedBefore: starts[axis].finished,
        isSingle: isSingle)
    }
    let kernel = NumberText.size(windows.map(\.kernelSize))
    let size = NumberText.size(input)
    return Storyboard(
      title: "output size, input \(size), kernel \(kernel)", panels: panels, frames: frames)
  }
}
