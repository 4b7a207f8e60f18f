import CCUDA
import CUDAKernels
import Synchronization
import TensorEngine

/// A kernel on the device.
///
/// `@unchecked Sendable`: it only names a function of a module that stays loaded.
struct Kernel: @unchecked Sendable {
  let name: String
  let function: cuda_function

  /// The threads of every block.
  static let threads = UInt32(cuda_threads)
}

/// How many blocks of threads run a kernel.
struct Grid {
  var x: Int
  var y = 1
  var z = 1

  /// As many blocks as give each of some results a thread.
  static func threads(_ count: Int) -> Grid {
    Grid(x: (count + Int(Kernel.threads) - 1) / Int(Kernel.threads))
  }
}

/// The kernels, made ready for the device when they are first asked for.
final class KernelLibrary: @unchecked Sendable {
  private let device: CUDADevice
  private let compiler: CUDACompiler
  private let cache: KernelCache
  private let state = Mutex(State())

  private struct State {
    /// `@unchecked Sendable` through the class: handles of the driver.
    nonisolated(unsafe) var modules: [String: cuda_module] = [:]
    var kernels: [String: Kernel] = [:]
  }

  /// The file of each kernel.
  private static let files: [String: KernelFile] = Dictionary(
    uniqueKeysWithValues: KernelFile.sources.flatMap { file in file.kernels.map { ($0, file) } })

  init(_ device: CUDADevice, _ compiler: CUDACompiler, _ cache: KernelCache) {
    (self.device, self.compiler, self.cache) = (device, compiler, cache)
  }

  deinit {
    for module in state.withLock({ Array($0.modules.values) }) { device.unload(module) }
  }

  /// A kernel by its name.
  ///
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when its file cannot be compiled
  ///   or loaded.
  func kernel(_ name: String) throws(BackendError) -> Kernel {
    let result: Result<Kernel, BackendError> = state.withLock { state in
      do throws(BackendError) {
        if let kernel = state.kernels[name] { return .success(kernel) }
        let kernel = try find(name, &state)
        state.kernels[name] = kernel
        return .success(kernel)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func find(_ name: String, _ state: inout State) throws(BackendError) -> Kernel {
    guard let file = KernelLibrary.files[name] else {
      preconditionFailure("there is no kernel '\(name)'")
    }
    let module: cuda_module
    if let loaded = state.modules[file.name] {
      module = loaded
    } else {
      module = try load(file)
      state.modules[file.name] = module
    }
    var function: cuda_function?
    try device.call("finding the kernel '\(name)'") {
      $0.module_get_function(&function, module, name)
    }
    guard let function else {
      preconditionFailure("the driver found no '\(name)' and said nothing")
    }
    return Kernel(name: name, function: function)
  }

  /// Loads a file's kernels from the cache, or compiles them; what the driver does not take from the
  /// cache is compiled again.
  private func load(_ file: KernelFile) throws(BackendError) -> cuda_module {
    let key = key(of: file)
    if let image = cache.image(key), let module = try? load(image, file) { return module }
    let image = try compiler.compile(file, capability: device.capability).image
    let module = try load(image, file)
    cache.store(image, key)
    return module
  }

  private func load(_ image: [UInt8], _ file: KernelFile) throws(BackendError) -> cuda_module {
    var module: cuda_module?
    try device.call("loading \(file.name)") { $0.module_load_data(&module, image) }
    guard let module else { preconditionFailure("the driver loaded nothing and said nothing") }
    return module
  }

  /// Everything that a file's code depends on.
  private func key(of file: KernelFile) -> Fingerprint {
    let texts = ([file] + KernelFile.headers).map { String(cString: $0.text) }
    let options = compiler.target(for: device.capability).options
    let parts = texts + options + ["NVRTC \(compiler.version)"]
    return Fingerprint(parts.joined(separator: "\0").utf8)
  }
}
