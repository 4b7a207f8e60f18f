import ArgumentParser
import Backends
import TensorEngine

/// What computes, and with what operands.
struct DeviceOptions: ParsableArguments {
  @Option(help: "What computes.")
  var backend = BackendChoice.named(Backends.standard)

  @Option(help: "What operands of products are rounded to.")
  var precision = ProductPrecision.float32

  @Flag(help: "Matrix products by NVIDIA's cuBLAS.")
  var cublas = false

  /// Makes it ready.
  ///
  /// - Throws: ``BackendError`` with why it cannot be used.
  func make(threads: Int?) throws(BackendError) -> any TrainingBackend {
    try backend.make(threads: threads, precision: precision, usesBLAS: cublas)
  }
}
