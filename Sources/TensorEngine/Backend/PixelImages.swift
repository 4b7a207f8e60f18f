/// Images that come to a training step as pixels.
public struct PixelImages {
  /// The input that they become, [N, C, H, W].
  public let node: NodeID
  /// What becomes of the pixels of each channel.
  public let scales: [PixelScale]

  /// Creates the description of a step's images.
  public init(_ node: NodeID, scales: [PixelScale]) {
    (self.node, self.scales) = (node, scales)
  }
}

/// What becomes of the pixels of one channel, in single precision: one subtraction and one multiplication, so that an equal
/// channel becomes exactly 0 and many pixels are handled at once.
public struct PixelScale: Hashable, Sendable {
  /// The mean of the pixels.
  public let center: Float
  /// 1 / (255 · deviation).
  public let scale: Float

  /// Creates a scale.
  public init(center: Float, scale: Float) {
    (self.center, self.scale) = (center, scale)
  }

  /// The normalised value of a pixel.
  public func value(of pixel: UInt8) -> Float { (Float(pixel) - center) * scale }
}

/// Where one image goes before a network sees it.
public struct ImageMovement: Hashable, Sendable {
  /// What an image shows where it has moved away from.
  public enum Border: Hashable, Sendable {
    /// Pixel 0.
    case black
    /// 0 after normalisation.
    case mean
  }

  /// The output row y shows the input row y + `down`.
  public var down: Int
  /// The output column x shows the input column x + `right`, before mirroring.
  public var right: Int
  /// Whether left and right change places, after the shift.
  public var isMirrored: Bool
  /// What comes in from outside.
  public var border: Border

  /// Creates a movement; without arguments the image stays as it is.
  public init(down: Int = 0, right: Int = 0, isMirrored: Bool = false, border: Border = .black) {
    (self.down, self.right) = (down, right)
    (self.isMirrored, self.border) = (isMirrored, border)
  }

  /// The image stays as it is.
  public static let none = ImageMovement()
}

/// Makes a batch's images where the backend computes.
public protocol ImageTaking: AnyObject {
  /// Takes the pixels of the next step's batch, maybe while the last one is computed; the step that is begun next moves and
  /// scales them.
  ///
  /// They have been taken when this returns.
  ///
  /// - Parameters:
  ///   - pixels: The intensities, [N, C, H, W].
  ///   - movements: Where each image goes, [N].
  func take(
    _ pixels: UnsafeBufferPointer<UInt8>, _ movements: UnsafeBufferPointer<ImageMovement>)
}
