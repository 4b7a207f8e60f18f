import ConvolutionArithmetic
import Glibc
import TensorEngine

/// How a convolution, or its input gradient, is computed.
public enum ConvolutionMethod: String, CaseIterable, Sendable, Hashable {
  /// Images in blocks, by the definition.
  case direct
  /// Images in blocks, by Winograd's F(2×2, 3×3): kernels of 3×3 at stride 1.
  case winograd
  /// Image after image, as products of matrices: what does not fill a block of 16 images.
  case products

  /// Those for images in blocks.
  public static let ofBlocks: [ConvolutionMethod] = [.direct, .winograd]

  /// The environment variable that chooses between ``direct`` and ``winograd``.
  static let variable = "CONVSCOPE_CONVOLUTION"

  /// From so many channels and outputs on, Winograd's algorithm is faster: with 16 of each by 14 %,
  /// with 64 by 59 %, but with 8 its transforms cost more than the multiplications they save.
  private static let leastChannels = 16

  /// The method for images in blocks.
  ///
  /// - Parameter wish: The method to use wherever it is possible; the faster one when absent.
  static func forBlocks(
    _ parameters: Convolution, channels: Int, outputs: Int, wish: ConvolutionMethod?
  ) -> ConvolutionMethod {
    let isPossible =
      parameters.windows.count == 2 && parameters.groups == 1
      && parameters.windows.allSatisfy { $0.kernelSize == 3 && $0.stride == 1 && $0.dilation == 1 }
    guard isPossible else { return .direct }
    return wish ?? (min(channels, outputs) >= leastChannels ? .winograd : .direct)
  }

  /// The method named in the environment, if any; `nil` for the faster one.
  ///
  /// - Throws: ``BackendError/wrongSetting(backend:reason:remedy:)`` when the variable names none.
  static func preferred() throws(BackendError) -> ConvolutionMethod? {
    guard let value = getenv(variable), value.pointee != 0 else { return nil }
    let text = String(cString: value)
    return try checked(ConvolutionMethod(rawValue: text), "\(variable) is '\(text)'")
  }

  /// The method itself when it is one for blocks.
  static func checked(
    _ method: ConvolutionMethod?, _ statement: String
  ) throws(BackendError) -> ConvolutionMethod {
    guard let method, ofBlocks.contains(method) else {
      throw .wrongSetting(
        backend: "cpu", reason: statement,
        remedy: "Name direct or winograd, or leave it unset to use the faster one")
    }
    return method
  }
}

extension CPUBackend {
  /// How a convolution is computed.
  ///
  /// - Parameters:
  ///   - parameters: The convolution.
  ///   - channels: The channels that are read.
  ///   - outputs: The channels that are computed; both change places in the input gradient.
  ///   - batchSize: The images.
  public func method(
    of parameters: Convolution, channels: Int, outputs: Int, batchSize: Int
  ) -> ConvolutionMethod {
    guard kernels != .none, batchSize >= BlockShape.images, parameters.groups == 1
    else { return .products }
    return .forBlocks(parameters, channels: channels, outputs: outputs, wish: convolutions)
  }
}
