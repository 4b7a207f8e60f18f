/// Where one image goes before a network sees it.
struct ImageMovement: Hashable {
  /// What an image shows where it has moved away from.
  enum Border: Hashable {
    /// Pixel 0.
    case black
    /// 0 after normalisation.
    case mean
  }

  /// The output row y shows the input row y + `down`.
  var down = 0
  /// The output column x shows the input column x + `right`, before mirroring.
  var right = 0
  /// Whether left and right change places, after the shift.
  var isMirrored = false
  /// What comes in from outside.
  var border = Border.black

  /// The image stays as it is.
  static let none = ImageMovement()
}

extension Augmentation {
  /// How the image at a position of an epoch moves: a pure function of its arguments.
  func movement(seed: UInt64, epoch: Int, position: Int, mirrors: Bool) -> ImageMovement {
    guard self != .none else { return .none }
    var random = KeyedRandom(seed: seed, .movement, epoch, position)
    let down = random.below(2 * reach + 1) - reach
    let right = random.below(2 * reach + 1) - reach
    let isMirrored = random.chance(0.5)
    return ImageMovement(
      down: down, right: right, isMirrored: isMirrored && mirrors,
      border: self == .shift ? .mean : .black)
  }
}
