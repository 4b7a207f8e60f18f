/// How training images are varied, so that a network sees each of them many times and never twice
/// alike.
///
/// Images are mirrored only in sets where that leaves the class as it is
/// (``Dataset/isMirrorSafe``): the digits of MNIST are shifted and cropped, never flipped.
public enum Augmentation: String, Codable, CaseIterable, Sendable {
  /// The images as they are.
  case none

  /// A shift of at most 2 pixels along each axis, and a flip from left to right of every other
  /// image. What comes in from outside is 0 after normalisation: the mean colour.
  ///
  /// - SeeAlso: A. Karpathy, ConvNetJS, the CIFAR-10 demo.
  case shift

  /// A border of 4 black pixels, a crop of the original size from a random place, and a flip from
  /// left to right of every other image.
  ///
  /// - SeeAlso: K. He and others, *Deep residual learning for image recognition* (2015),
  ///   arXiv:1512.03385, section 4.2; torchvision's `RandomCrop(32, padding=4)`.
  case standard

  /// How far an image moves at most, along each axis.
  public var reach: Int {
    switch self {
    case .none: 0
    case .shift: 2
    case .standard: 4
    }
  }
}
