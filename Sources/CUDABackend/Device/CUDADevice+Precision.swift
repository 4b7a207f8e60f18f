import TensorEngine

/// What a device's tensor cores multiply.
extension CUDADevice {
  /// The oldest compute capability whose tensor cores have TF32 and BF16, and copies that nobody waits
  /// for.
  private static let leastForTensorCores = 80

  /// The precisions that this device multiplies in.
  var precisions: [ProductPrecision] {
    capability >= CUDADevice.leastForTensorCores ? ProductPrecision.allCases : [.float32]
  }

  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when the device does not multiply
  ///   in a precision.
  func checkHas(_ precision: ProductPrecision) throws(BackendError) {
    guard precisions.contains(precision) else {
      throw .cuda(
        "\(name) has compute capability \(capability / 10).\(capability % 10), and"
          + " \(precision.rawValue) needs 8.0",
        "Leave out --precision, or use a device of the Ampere generation or newer.")
    }
  }
}
