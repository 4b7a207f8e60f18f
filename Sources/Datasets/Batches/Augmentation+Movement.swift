import TensorEngine

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
