import CCUDA
import CUDAKernels
import TensorEngine
import Typesetting

/// The backend that computes on an NVIDIA GPU, in single precision.
///
/// Nothing of CUDA is linked: the driver and its compiler are looked for when the backend is made. The
/// kernels are compiled for the device when a graph first needs them, and kept in a cache. A result has
/// the same bits in every run on the same device: no sum is left to the order in which threads come.
public struct CUDABackend: TrainingBackend {
  /// Single precision.
  public typealias Scalar = Float

  /// A run whose results are bound is under way when it returns.
  public var computesLater: Bool { true }

  /// One: it is on its way while what the one before came to is read.
  public var stepsAhead: Int { 1 }

  /// `cuda`.
  public let name = "cuda"

  let device: CUDADevice
  private let precision: ProductPrecision
  private let isFused: Bool
  private let products: CUDABLAS?
  private let numbers: UpdateNumbers
  private let library: KernelLibrary
  private let compiler: CUDACompiler
  private let cache: KernelCache

  /// Makes the first device ready, with what is installed.
  ///
  /// - Parameters:
  ///   - places: Where the driver and the compiler are looked for.
  ///   - cache: Where compiled kernels are kept.
  ///   - precision: What operands are rounded to before they are multiplied.
  ///   - usesBLAS: Whether cuBLAS computes matrix products, instead of the kernels that are shipped.
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` with the library or the device that
  ///   is missing, or with what the device does not have.
  public init(
    _ places: CUDAPlaces = CUDAPlaces(), cache: KernelCache = KernelCache(),
    precision: ProductPrecision = .float32, usesBLAS: Bool = false
  ) throws(BackendError) {
    let device = try CUDADevice(CUDADriver(places))
    try device.checkHas(precision)
    self.init(
      device, try CUDACompiler(places, for: device.version), cache, precision, isFused: true,
      usesBLAS ? try CUDABLAS(places, on: device) : nil)
  }

  /// Makes the first device of a driver ready.
  ///
  /// - Parameters:
  ///   - driver: The driver.
  ///   - compiler: What compiles kernels.
  ///   - cache: Where compiled kernels are kept.
  ///   - precision: What operands are rounded to before they are multiplied.
  ///   - isFused: Whether nodes are computed together where they can be, with the same results.
  ///   - blas: What finds cuBLAS's functions, where that computes matrix products.
  /// - Throws: As ``init(_:cache:precision:usesBLAS:)`` does.
  public init(
    _ driver: CUDADriver, _ compiler: CUDACompiler, cache: KernelCache,
    precision: ProductPrecision = .float32, isFused: Bool = true, blas: cuda_finder? = nil
  ) throws(BackendError) {
    let device = try CUDADevice(driver)
    try device.checkHas(precision)
    var products: CUDABLAS?
    if let blas { products = try CUDABLAS(finder: blas, in: nil, on: device) }
    self.init(device, compiler, cache, precision, isFused: isFused, products)
  }

  private init(
    _ device: CUDADevice, _ compiler: CUDACompiler, _ cache: KernelCache,
    _ precision: ProductPrecision, isFused: Bool, _ products: CUDABLAS?
  ) {
    (self.device, self.compiler, self.cache) = (device, compiler, cache)
    (self.precision, self.isFused, self.products) = (precision, isFused, products)
    library = KernelLibrary(device, compiler, cache)
    numbers = UpdateNumbers(on: device)
  }

  /// The device, the driver and the compiler.
  public var facts: [BackendFact] {
    let capability = "\(device.capability / 10).\(device.capability % 10)"
    return [
      BackendFact(
        "device",
        "\(device.name), compute capability \(capability), \(ByteCount.memory(device.memory))"),
      BackendFact("driver", "CUDA \(device.version) (\(device.driver.file))"),
      BackendFact("compiler", "NVRTC \(compiler.version) (\(compiler.file))"),
      BackendFact("kernel cache", cache.description),
      BackendFact("precision", device.precisions.map(\.rawValue).joined(separator: ", ")),
    ]
      + (products.map { [BackendFact("matrix products", "cuBLAS \($0.version) (\($0.file))")] }
        ?? [])
  }

  /// What computes matrix products, with its version, where it is not the kernels that are shipped.
  public var productLibrary: String? { products.map { "cuBLAS \($0.version)" } }

  /// Why a run begins later than it could; `nil` where it does not.
  public var delay: String? {
    cache.refusal.map { "the GPU's kernels are not kept, for \($0)" }
  }

  /// Takes memory of the device.
  ///
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when there is not as much.
  public func makeMemory(count: Int) throws(BackendError) -> any TensorMemory<Float> {
    try CUDAMemory(count: count, on: device)
  }

  /// Plans the memory of every node that the outputs need and makes its launches.
  ///
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when there is no memory, or a
  ///   tensor has more axes or numbers than kernels have.
  public func compile(
    _ graph: Graph, outputs: [NodeID], bindings: [NodeID: TensorBuffer<Float>]
  ) throws -> any Executable<Float> {
    try CUDAExecutable(
      graph, outputs: outputs, bindings: bindings, precision: precision, products: products,
      isFused: isFused, library: library, device: device)
  }

  /// Waits until everything that was begun is done.
  ///
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` with the first failure, as often as
  ///   it is asked for: a device that has failed does not recover.
  public func finish() throws(BackendError) {
    device.attempt { () throws(BackendError) in try device.synchronize() }
    try device.checkFailure()
    try device.runs.checkRefusal()
  }

  /// Changes parameters by one step of a rule, unless the gate is no number; what fails is said by
  /// ``finish()`` and the next run.
  public func update(
    _ parameters: TensorBuffer<Float>, gradients: TensorBuffer<Float>,
    kept: [KeptVector: TensorBuffer<Float>], by rule: UpdateRule,
    while gate: TensorBuffer<Float>?
  ) {
    device.attempt { () throws(BackendError) in
      let kernel = try library.kernel(rule.kernelName)
      let change = ParameterChange(parameters, gradients: gradients, kept: kept, by: rule)
      var arguments = change.arguments(try numbers.onDevice(), while: gate)
      try numbers.write(rule)
      try device.launch(kernel, grid: .threads(parameters.count), arguments: &arguments)
    }
  }

  /// Makes what tells what steps came to.
  ///
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when there is no memory for it.
  public func makeOutcomes(
    loss: TensorBuffer<Float>, scores: TensorBuffer<Float>, labels: TensorBuffer<Float>
  ) throws(BackendError) -> any StepOutcomes {
    try outcomes(loss: loss, scores: scores, labels: labels)
  }

  private func outcomes(
    loss: TensorBuffer<Float>, scores: TensorBuffer<Float>, labels: TensorBuffer<Float>
  ) throws(BackendError) -> CUDAOutcomes {
    try CUDAOutcomes(
      loss: loss, scores: scores, labels: labels, gate: try makeBuffer(.scalar),
      places: stepsAhead + 1, kernel: try library.kernel("settle"), on: device)
  }

  /// Makes a step that the device gets as one launch.
  ///
  /// - Throws: As ``compile(_:outputs:bindings:)`` does.
  public func makeStep(_ pass: TrainingPass) throws -> any TrainingStep {
    let outcomes = try outcomes(
      loss: pass.buffer(pass.loss), scores: pass.buffer(pass.scores),
      labels: pass.buffer(pass.labels))
    let executable = try CUDAExecutable(
      pass.graph, outputs: [], bindings: pass.bindings, precision: precision, products: products,
      isFused: isFused, library: library, device: device, gate: outcomes.gate)
    let images = try pass.images.map { images in
      try CUDAImages(images.scales, to: pass.buffer(images.node), library, on: device)
    }
    return try CUDAStep(executable, outcomes, images, library, on: device)
  }
}
