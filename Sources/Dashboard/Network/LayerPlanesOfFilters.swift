import TensorEngine
import TerminalKit

/// The filters of a convolution as pictures: in colours where they see red, green and blue, otherwise
/// the first channel.
struct LayerPlanesOfFilters: Sendable {
  /// How many filters there are.
  let count: Int
  /// Their side.
  let size: Int
  /// Whether they see red, green and blue.
  var areColours: Bool { tensor.shape[1] == 3 }
  private let tensor: Tensor<Float>
  private let reach: Float

  /// Creates pictures of a weight; `nil` for one that is no [O, C, K, K] with K above 1.
  init?(_ tensor: Tensor<Float>) {
    guard tensor.shape.rank == 4, tensor.shape[2] == tensor.shape[3], tensor.shape[3] > 1 else {
      return nil
    }
    count = tensor.shape[0]
    size = tensor.shape[3]
    self.tensor = tensor
    reach = tensor.elements.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
  }

  /// The picture of a filter: grey is zero.
  func image(_ filter: Int) -> PixelImage {
    let channels = tensor.shape[1]
    return PixelImage(width: size, height: size) { row, column in
      func level(_ channel: Int) -> UInt8 {
        let index = ((filter * channels + channel) * size + row) * size + column
        let share = reach > 0 ? tensor.elements[index] / reach : 0
        return share.isFinite ? UInt8(min(max(127.5 + 127.5 * share, 0), 255)) : 255
      }
      guard areColours else {
        let grey = level(0)
        return RGB(grey, grey, grey)
      }
      return RGB(level(0), level(1), level(2))
    }
  }
}
