import Typesetting

extension Shape {
  /// The lengths as the size of an image or of maps: `16×32×32`.
  public var sizeText: String { NumberText.size(dimensions) }
}
