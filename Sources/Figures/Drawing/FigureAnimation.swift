import Storyboards

/// Frames on top of each other: each shape once, with the frames in which it is there.
///
/// A grid that stays is then drawn once, however many frames there are.
struct FigureAnimation {
  /// Shapes that come and go together.
  struct Group {
    /// The frames in which they are there, counted from the first of the animation.
    let frames: [Range<Int>]
    var shapes: [FigureShape]

    /// Whether they are there in a frame.
    func contains(_ position: Int) -> Bool { frames.contains { $0.contains(position) } }
  }

  /// The groups of each layer, from behind to the front.
  let layers: [[Group]]
  /// How many frames there are, the pictures of a turn before them included.
  let frameCount: Int
  /// How many pictures of a turn come before the frames.
  let turnPictures: Int

  /// Draws frames of a storyboard; where they begin with the first of several, the kernel turns before.
  ///
  /// - Complexity: O(frames · cells in view).
  init(_ storyboard: Storyboard, frames: Range<Int>, in layout: FigureLayout) {
    let moves = frames.count > 1 && frames.lowerBound == storyboard.frames.startIndex
    let pictures = moves ? storyboard.turnPictures : 0
    (turnPictures, frameCount) = (pictures, pictures + frames.count)
    var order: [FigureShape] = []
    var presence: [FigureShape: [Range<Int>]] = [:]
    for position in 0..<frameCount {
      let drawing =
        position < pictures
        ? FrameDrawing(storyboard.turning(position), 0, in: layout)
        : FrameDrawing(storyboard, frames.lowerBound + position - pictures, in: layout)
      for shape in drawing.shapes {
        guard var ranges = presence[shape], let last = ranges.last else {
          order.append(shape)
          presence[shape] = [position..<position + 1]
          continue
        }
        if last.upperBound == position {
          ranges[ranges.count - 1] = last.lowerBound..<position + 1
        } else if last.upperBound < position {
          ranges.append(position..<position + 1)
        }
        presence[shape] = ranges
      }
    }
    layers = FigureShape.Layer.allCases.map { layer in
      var groups: [Group] = []
      var places: [[Range<Int>]: Int] = [:]
      for shape in order where shape.layer == layer {
        let frames = presence[shape] ?? []
        if let place = places[frames] {
          groups[place].shapes.append(shape)
        } else {
          places[frames] = groups.count
          groups.append(Group(frames: frames, shapes: [shape]))
        }
      }
      return groups
    }
  }
}
