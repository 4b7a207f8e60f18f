import ConvolutionArithmetic
import TensorEngine

/// A convolution layer of a well-known network.
struct BenchmarkLayer {
  /// The network it is taken from.
  let network: String
  let inputChannels: Int
  let outputChannels: Int
  /// The height and width of its input.
  let size: Int
  let kernelSize: Int
  let stride: Int
  let padding: Int
  /// Whether the layer adds a bias; before a batch norm there is none.
  let hasBias: Bool

  /// The layers of the CIFAR-10 networks that the project trains: each convolution of ResNet-20
  /// that has a shape of its own, and those of the ConvNetJS demo; then two whose maps do not stay
  /// in a core's cache.
  static let all: [BenchmarkLayer] =
    [
      (3, 16, 32, 1), (16, 16, 32, 1), (16, 32, 32, 2), (32, 32, 16, 1), (32, 64, 16, 2),
      (64, 64, 8, 1),
    ].map {
      BenchmarkLayer(
        network: "ResNet-20", inputChannels: $0.0, outputChannels: $0.1, size: $0.2,
        kernelSize: 3, stride: $0.3, padding: 1,
        hasBias: false)
    }
    + [(3, 16, 32), (16, 20, 16), (20, 20, 8)].map {
      BenchmarkLayer(
        network: "ConvNetJS", inputChannels: $0.0, outputChannels: $0.1, size: $0.2,
        kernelSize: 5, stride: 1, padding: 2, hasBias: true)
    }
    + [(64, 32), (256, 16)].map {
      BenchmarkLayer(
        network: "Larger maps", inputChannels: $0.0, outputChannels: $0.0, size: $0.1,
        kernelSize: 3, stride: 1, padding: 1, hasBias: false)
    }

  /// `3→16 32×32 k5`, with the stride where it is not 1.
  var description: String {
    "\(inputChannels)→\(outputChannels) \(size)×\(size) k\(kernelSize)"
      + (stride > 1 ? " s\(stride)" : "")
  }

  /// The layer's convolution; one window for both axes.
  func convolution() throws -> Convolution {
    let window = try SlidingWindow(
      kernelSize: kernelSize, stride: stride, padding: .symmetric(padding))
    return Convolution(windows: [window, window])
  }
}
