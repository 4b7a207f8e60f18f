import CCUDA
import CUDAKernels
import Foundation
import TensorEngine

/// CUDA's compiler at run time: NVRTC.
///
/// `@unchecked Sendable`: the table does not change, and the compiler may be called from any thread.
public struct CUDACompiler: @unchecked Sendable {
  private let functions: nvrtc_compiler
  /// The file that it was loaded from.
  let file: String
  /// Its version.
  let version: CUDAVersion
  /// The compute capabilities that it makes machine code for, times ten.
  let architectures: [Int]

  /// The versions that are known to do.
  private static let versions = [13, 12]

  /// Opens the newest compiler whose code a driver runs.
  ///
  /// - Parameter driver: The version of CUDA that the driver supports.
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when there is none.
  init(_ places: CUDAPlaces, for driver: CUDAVersion) throws(BackendError) {
    var tooNew: [CUDAVersion] = []
    var broken: BackendError?
    var refusal = LibraryRefusal()
    for version in CUDACompiler.versions {
      let files = places.compilerFiles(version: version)
      guard let library = SharedLibrary(files, refusal: &refusal) else { continue }
      let compiler: CUDACompiler
      do throws(BackendError) {
        compiler = try CUDACompiler(
          finder: cuda_find_in_library, in: library.handle, file: library.file)
      } catch {
        broken = error
        continue
      }
      if compiler.version.major <= driver.major {
        self = compiler
        return
      }
      tooNew.append(compiler.version)
    }
    if let broken { throw broken }
    let remedy =
      "Install it with 'pip install nvidia-cuda-nvrtc-cu12', or name the folder of libnvrtc.so.12 in"
      + " \(CUDAPlaces.variable)."
    guard let found = tooNew.first else {
      throw .cuda("CUDA's compiler NVRTC \(refusal)", remedy)
    }
    throw .cuda(
      "CUDA's compiler NVRTC is \(found), and the driver supports only CUDA \(driver)", remedy)
  }

  /// Opens the newest compiler there is, whatever the driver.
  ///
  /// - Throws: As ``init(_:for:)`` does when there is none.
  public init(_ places: CUDAPlaces) throws(BackendError) {
    try self.init(places, for: CUDAVersion(major: .max, minor: 0))
  }

  /// Takes the functions that a finder finds.
  ///
  /// - Parameters:
  ///   - finder: What finds a function by its name.
  ///   - library: What it looks in.
  ///   - file: Where that is, for whoever is told that it lacks something.
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when one is missing.
  public init(
    finder: cuda_finder, in library: UnsafeMutableRawPointer? = nil, file: String = ""
  ) throws(BackendError) {
    let table = UnsafeMutablePointer<nvrtc_compiler>.allocate(capacity: 1)
    defer { table.deallocate() }
    if let missing = nvrtc_find(table, finder, library) {
      throw .cuda(
        "the NVRTC \(file) has no \(String(cString: missing)), so it is too old or broken",
        "Install version 12 with 'pip install nvidia-cuda-nvrtc-cu12'.")
    }
    functions = table.pointee
    self.file = finder(library, "nvrtcVersion").map { String(cString: cuda_file_of($0)) } ?? ""
    var (major, minor): (Int32, Int32) = (0, 0)
    _ = functions.version(&major, &minor)
    version = CUDAVersion(major: Int(major), minor: Int(minor))
    var count: Int32 = 0
    _ = functions.get_num_supported_archs(&count)
    var found = [Int32](repeating: 0, count: Int(count))
    _ = functions.get_supported_archs(&found)
    architectures = found.map(Int.init)
  }

  /// What a program became, and what the compiler says about it.
  public struct Output {
    /// Machine code, or PTX where the compiler knows no machine code for the device.
    public let image: [UInt8]
    /// Registers, spills and shared memory of each kernel.
    public let log: String
  }

  /// Compiles a file of kernels.
  ///
  /// - Parameters:
  ///   - file: The kernels.
  ///   - capability: The device's compute capability times ten.
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` with the first error.
  /// - Complexity: Up to a few seconds.
  public func compile(_ file: KernelFile, capability: Int) throws(BackendError) -> Output {
    let target = target(for: capability)
    var program: nvrtc_program?
    try check(create(&program, file), "taking", file, nil)
    defer { _ = functions.destroy_program(&program) }
    guard let program else { throw refusal("taking", file, "no program was made", nil) }
    let options = target.options.map { strdup($0) }
    defer { for option in options { free(option) } }
    let pointers = options.map { UnsafePointer<CChar>($0) }
    let result = functions.compile_program(program, Int32(pointers.count), pointers)
    let log = text(of: program)
    try check(result, "compiling", file, log)
    var size = 0
    let isPTX = !target.isMachineCode
    let sized =
      isPTX ? functions.get_ptx_size(program, &size) : functions.get_cubin_size(program, &size)
    try check(sized, "compiling", file, nil)
    var image = [CChar](repeating: 0, count: size)
    let got = isPTX ? functions.get_ptx(program, &image) : functions.get_cubin(program, &image)
    try check(got, "compiling", file, nil)
    return Output(image: image.map(UInt8.init(bitPattern:)), log: log)
  }

  /// What code is made for a device: its own, or the newest that the compiler knows, as PTX that the
  /// driver makes into the device's own.
  func target(for capability: Int) -> (options: [String], isMachineCode: Bool) {
    let isKnown = architectures.contains(capability)
    let known = isKnown ? capability : architectures.filter { $0 < capability }.max() ?? capability
    let option = "--gpu-architecture=\(isKnown ? "sm" : "compute")_\(known)"
    return ([option, "--std=c++17", "--ptxas-options=-v"], isKnown)
  }

  private func create(_ program: inout nvrtc_program?, _ file: KernelFile) -> cuda_result {
    let headers = KernelFile.headers
    let texts: [UnsafePointer<CChar>?] = headers.map(\.text)
    let names: [UnsafePointer<CChar>?] = headers.map(\.namePointer)
    return functions.create_program(
      &program, file.text, file.namePointer, Int32(headers.count), texts, names)
  }

  private func text(of program: nvrtc_program) -> String {
    var size = 0
    guard functions.get_program_log_size(program, &size) == 0, size > 0 else { return "" }
    var log = [CChar](repeating: 0, count: size)
    guard functions.get_program_log(program, &log) == 0 else { return "" }
    return String(zeroTerminated: log)
  }

  private func check(
    _ result: cuda_result, _ doing: String, _ file: KernelFile, _ log: String?
  ) throws(BackendError) {
    guard result != 0 else { return }
    throw refusal(doing, file, String(cString: functions.get_error_string(result)), log)
  }

  private func refusal(
    _ doing: String, _ file: KernelFile, _ reason: String, _ log: String?
  ) -> BackendError {
    let error = log?.split(separator: "\n").first { $0.contains("error") }.map(String.init)
    return .cuda(
      "NVRTC \(version), \(doing) \(file.name): \(error ?? reason)",
      "Try another version of NVRTC; please report this.")
  }
}
