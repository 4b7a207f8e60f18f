import CCUDA
import TensorEngine

/// NVIDIA's cuBLAS, for whoever asks for it: matrix products on the device's one stream, with memory of its own that does
/// not change, so that a device gives the same bits in every run.
///
/// Its bits are not those of the kernels that are shipped, and another version may have others.
///
/// `@unchecked Sendable`: nothing that is stored changes, and threads may share a handle of cuBLAS.
final class CUDABLAS: @unchecked Sendable {
  /// The file that it was loaded from.
  let file: String
  /// Its version.
  let version: String

  private let device: CUDADevice
  private let functions: cublas_library
  private let handle: cublas_handle
  /// What a product may use while it is computed; without it cuBLAS takes memory when it likes, and its bits depend on it.
  private let workspace: CUDAMemory

  /// What NVIDIA recommends for devices of the Hopper generation, which need the most.
  private static let workspaceWords = (32 << 20) / MemoryLayout<UInt32>.stride

  /// The versions that are known to do.
  private static let versions = [13, 12]

  /// Finds and opens the newest that the driver supports.
  ///
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when there is none.
  convenience init(_ places: CUDAPlaces, on device: CUDADevice) throws(BackendError) {
    var refusal = LibraryRefusal()
    for version in CUDABLAS.versions where version <= device.version.major {
      guard let library = SharedLibrary(places.blasFiles(version: version), refusal: &refusal)
      else { continue }
      try self.init(
        finder: cuda_find_in_library, in: library.handle, file: library.file, on: device)
      return
    }
    throw .cuda(
      "NVIDIA's cuBLAS \(refusal)",
      "Install it with 'pip install nvidia-cublas-cu12', name the folder of libcublas.so.12 in"
        + " \(CUDAPlaces.variable), or leave out --cublas.")
  }

  /// Takes the functions that a finder finds.
  ///
  /// - Parameter file: Where they are, for whoever is told that one is missing.
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when one is missing or fails.
  init(
    finder: cuda_finder, in library: UnsafeMutableRawPointer?, file: String = "",
    on device: CUDADevice
  ) throws(BackendError) {
    let table = UnsafeMutablePointer<cublas_library>.allocate(capacity: 1)
    defer { table.deallocate() }
    if let missing = cublas_find(table, finder, library) {
      throw .cuda(
        "the cuBLAS \(file) has no \(String(cString: missing)), so it is too old or broken",
        "Install version 12 with 'pip install nvidia-cublas-cu12', or leave out --cublas.")
    }
    let functions = table.pointee
    self.file = finder(library, "cublasCreate_v2").map { String(cString: cuda_file_of($0)) } ?? ""
    workspace = try CUDAMemory(count: CUDABLAS.workspaceWords, on: device)
    var handle: cublas_handle?
    try CUDABLAS.check(functions, "starting it", device) { $0.create(&handle) }
    guard let handle else { preconditionFailure("cuBLAS gave no handle and said nothing") }
    var number: Int32 = 0
    let workspace = workspace
    do throws(BackendError) {
      try CUDABLAS.check(functions, "asking for its version", device) {
        $0.get_version(handle, &number)
      }
      // A stream comes with a workspace of cuBLAS's own, so that ours is behind it.
      try CUDABLAS.check(functions, "taking the stream", device) {
        $0.set_stream(handle, device.stream)
      }
      try CUDABLAS.check(functions, "taking memory", device) {
        $0.set_workspace(
          handle, UnsafeMutableRawPointer(bitPattern: UInt(workspace.address)),
          workspace.count * MemoryLayout<UInt32>.stride)
      }
    } catch {
      _ = functions.destroy(handle)
      throw error
    }
    version = "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
    (self.device, self.functions, self.handle) = (device, functions, handle)
  }

  deinit { device.discard { _ in functions.destroy(handle) } }

  /// Begins to compute products, in the order of the stream.
  func multiply(_ product: Product) throws(BackendError) {
    var (one, zero): (Float, Float) = (1, 0)
    try CUDABLAS.check(functions, "multiplying", device) {
      $0.gemm_strided_batched(
        handle, product.left.isTransposed ? cublas_transposed : cublas_as_it_is,
        product.right.isTransposed ? cublas_transposed : cublas_as_it_is, product.rows,
        product.columns, product.depth, &one, product.left.numbers, cublas_float32,
        product.left.rowLength, product.left.stride, product.right.numbers, cublas_float32,
        product.right.rowLength, product.right.stride, &zero, product.result, cublas_float32,
        product.rows, Int64(product.rows) * Int64(product.columns), product.count,
        product.arithmetic, cublas_any_algorithm)
    }
  }

  /// Products of a stack of matrices whose columns lie one behind the other, as cuBLAS wants them:
  /// `result = left · right`.
  ///
  /// `@unchecked Sendable`: it only names places on the device.
  struct Product: @unchecked Sendable {
    struct Operand {
      let numbers: UnsafeMutablePointer<Float>?
      let isTransposed: Bool
      /// From a column to the next, and from a matrix to the next.
      let rowLength: Int32
      let stride: Int64
    }

    let left, right: Operand
    let result: UnsafeMutablePointer<Float>?
    let rows, columns, depth, count: Int32
    let arithmetic: cublas_arithmetic
  }

  private static func check(
    _ functions: cublas_library, _ doing: String, _ device: CUDADevice,
    _ function: (cublas_library) -> cuda_result
  ) throws(BackendError) {
    try device.call("using cuBLAS") { _ in 0 }
    let result = function(functions)
    guard result != 0 else { return }
    throw .cuda(
      "cuBLAS, \(doing), failed with \(String(cString: functions.get_status_name(result)))",
      "Leave out --cublas. A run goes on from its last checkpoint with --resume.")
  }
}

extension ProductPrecision {
  /// How cuBLAS multiplies numbers in single precision.
  var arithmetic: cublas_arithmetic {
    switch self {
    case .float32: cublas_in_float32
    case .tf32: cublas_in_tf32
    case .bf16: cublas_in_bf16
    }
  }
}
