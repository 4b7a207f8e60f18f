import CCUDA
import Synchronization
import TensorEngine
import Typesetting

/// The first device, with a stream on which everything runs in order.
///
/// `@unchecked Sendable`: what is stored does not change but for the failure, which has a lock.
final class CUDADevice: @unchecked Sendable {
  /// The driver that it belongs to.
  let driver: CUDADriver
  /// The version of CUDA that the driver supports.
  let version: CUDAVersion
  /// What it is called.
  let name: String
  /// The compute capability times ten: 90 for 9.0.
  let capability: Int
  /// Its memory, in bytes.
  let memory: Int

  private let number: Int32
  let context: cuda_context
  /// Where everything runs in order.
  let stream: cuda_stream
  /// The way for many numbers, once there have been any.
  private let lane = Mutex<CopyLane?>(nil)
  /// The runs that are looked at when the device is waited for the next time.
  let runs = WatchedRuns()
  /// What went wrong where nobody could be told; the next run says it.
  private let failure = Mutex<BackendError?>(nil)

  /// The oldest compute capability that kernels are made for.
  private static let leastCapability = 75

  /// Makes the first device ready.
  ///
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` with what is missing.
  init(_ driver: CUDADriver) throws(BackendError) {
    self.driver = driver
    let functions = driver.functions
    let noDevice = BackendError.cuda(
      "the driver found no device",
      "Look for it with 'nvidia-smi'; CUDA_VISIBLE_DEVICES hides some.")
    let started = functions.initialize(0)
    if started == Int32(cuda_no_device.rawValue) { throw noDevice }
    try driver.check(started, "starting the driver")
    version = try driver.checkedVersion()
    var (count, device): (Int32, Int32) = (0, 0)
    try driver.check(functions.device_get_count(&count), "counting devices")
    guard count > 0 else { throw noDevice }
    try driver.check(functions.device_get(&device, 0), "taking the first device")
    number = device
    name = try CUDADevice.name(of: device, driver)
    let major = try CUDADevice.attribute(cuda_capability_major, of: device, driver)
    let minor = try CUDADevice.attribute(cuda_capability_minor, of: device, driver)
    capability = 10 * major + minor
    guard capability >= CUDADevice.leastCapability else {
      throw .cuda(
        "\(name) has compute capability \(major).\(minor), and 7.5 is the least that will do",
        "Use a device of the Turing generation or newer.")
    }
    var bytes = 0
    try driver.check(functions.device_total_mem(&bytes, device), "asking for the device's memory")
    memory = bytes
    (context, stream) = try CUDADevice.started(device, driver)
  }

  deinit {
    _ = driver.functions.ctx_set_current(context)
    lane.withLock { $0?.close() }
    _ = driver.functions.stream_destroy(stream)
    _ = driver.functions.device_primary_ctx_release(number)
  }

  /// Takes what a program needs before it can do anything with a device.
  private static func started(
    _ device: Int32, _ driver: CUDADriver
  ) throws(BackendError) -> (cuda_context, cuda_stream) {
    var (context, stream): (cuda_context?, cuda_stream?)
    let retained = driver.functions.device_primary_ctx_retain(&context, device)
    guard retained != Int32(cuda_out_of_memory.rawValue) else {
      throw .cuda(
        "the device's memory is full", "See who uses it with 'nvidia-smi', and wait or end them.")
    }
    try driver.check(retained, "opening the device")
    do throws(BackendError) {
      try driver.check(driver.functions.ctx_set_current(context), "opening the device")
      try driver.check(driver.functions.stream_create(&stream, 1), "making a stream")
    } catch {
      _ = driver.functions.device_primary_ctx_release(device)
      throw error
    }
    guard let context, let stream else {
      throw .cuda("the driver gave no device", "Look at the device with 'nvidia-smi'.")
    }
    return (context, stream)
  }

  private static func name(of device: Int32, _ driver: CUDADriver) throws(BackendError) -> String {
    var name = [CChar](repeating: 0, count: 128)
    try driver.check(
      driver.functions.device_get_name(&name, Int32(name.count), device),
      "asking for the device's name")
    return String(zeroTerminated: name)
  }

  private static func attribute(
    _ attribute: cuda_attribute, of device: Int32, _ driver: CUDADriver
  ) throws(BackendError) -> Int {
    var value: Int32 = 0
    try driver.check(
      driver.functions.device_get_attribute(&value, attribute, device),
      "asking what the device can do")
    return Int(value)
  }
}

extension CUDADevice {
  /// Calls the driver with this device as the one that is meant.
  func call(_ doing: String, _ function: (cuda_driver) -> cuda_result) throws(BackendError) {
    try driver.check(driver.functions.ctx_set_current(context), doing)
    try driver.check(function(driver.functions), doing)
  }

  /// Does something where nobody can be told that it failed; the next run says so.
  func attempt(_ body: () throws(BackendError) -> Void) {
    do throws(BackendError) {
      try body()
    } catch {
      failure.withLock { $0 = $0 ?? error }
    }
  }

  /// - Throws: What failed before, as often as it is asked for: the device does not recover.
  func checkFailure() throws(BackendError) {
    if let error = failure.withLock({ $0 }) { throw error }
  }

  /// Takes memory, whose numbers are what they are.
  ///
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when there is not as much.
  func allocate(bytes: Int) throws(BackendError) -> cuda_address {
    var address: cuda_address = 0
    try driver.check(driver.functions.ctx_set_current(context), "taking memory of the device")
    let result = driver.functions.mem_alloc(&address, max(1, bytes))
    guard result != Int32(cuda_out_of_memory.rawValue) else {
      throw .cuda(
        "the device's memory is full: \(ByteCount.memory(bytes)) more were asked for",
        "Use smaller batches or a smaller network.")
    }
    try driver.check(result, "taking memory of the device")
    return address
  }

  /// Gives something back, which nobody can do anything about if it fails.
  func discard(_ function: (cuda_driver) -> cuda_result) {
    _ = driver.functions.ctx_set_current(context)
    _ = function(driver.functions)
  }

  /// Gives memory back.
  func free(_ address: cuda_address) {
    _ = driver.functions.ctx_set_current(context)
    _ = driver.functions.mem_free(address)
  }

  /// Takes memory of the host that the device reads and writes by itself.
  ///
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when there is not as much.
  func allocateHost(bytes: Int) throws(BackendError) -> UnsafeMutableRawPointer {
    var memory: UnsafeMutableRawPointer?
    try driver.check(driver.functions.ctx_set_current(context), "taking memory for copies")
    let result = driver.functions.mem_host_alloc(&memory, max(1, bytes), 0)
    guard result != Int32(cuda_out_of_memory.rawValue) else {
      throw .cuda(
        "the device's memory is full: \(ByteCount.memory(bytes)) of the system's were asked for, to copy from and to",
        "Use smaller batches or a smaller network.")
    }
    try driver.check(result, "taking memory for copies")
    guard let memory else { preconditionFailure("the driver gave no memory and said nothing") }
    return memory
  }

  /// Gives memory of the host back that the device knows.
  func freeHost(_ memory: UnsafeMutableRawPointer) {
    _ = driver.functions.ctx_set_current(context)
    _ = driver.functions.mem_free_host(memory)
  }

  /// Gives kernels back.
  func unload(_ module: cuda_module) {
    _ = driver.functions.ctx_set_current(context)
    _ = driver.functions.module_unload(module)
  }

  /// Sets bytes, in the order of the stream.
  func fill(_ address: cuda_address, _ byte: UInt8, bytes: Int) throws(BackendError) {
    try call("clearing memory of the device") {
      bytes == 0 ? 0 : $0.memset_d8_async(address, byte, bytes, stream)
    }
  }

  /// Copies to the device, in the order of the stream.
  func write(_ bytes: UnsafeRawBufferPointer, to address: cuda_address) throws(BackendError) {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
    try call("copying to the device") {
      $0.memcpy_htod_async(address, start, bytes.count, stream)
    }
  }

  /// Copies to the device what a later step computes with, while this one is computed.
  func writeAhead(
    _ bytes: UnsafeRawBufferPointer, to address: cuda_address
  ) throws(BackendError) {
    guard CopyLane.size.contains(bytes.count) else { return try write(bytes, to: address) }
    try driver.check(driver.functions.ctx_set_current(context), "copying to the device")
    try lane.withLock { (lane) throws(BackendError) in
      if lane == nil { lane = try CopyLane(driver) }
      try lane?.send(bytes, to: address, on: self)
    }
  }

  /// Copies numbers to the device.
  func write<Number: BitwiseCopyable>(
    _ numbers: [Number], to address: cuda_address
  ) throws(BackendError) {
    let result: Result<Void, BackendError> = numbers.withUnsafeBytes { bytes in
      do throws(BackendError) { return .success(try write(bytes, to: address)) } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// Copies numbers from the device.
  func read<Number: BitwiseCopyable>(
    _ address: cuda_address, into numbers: inout [Number]
  ) throws(BackendError) {
    let result: Result<Void, BackendError> = numbers.withUnsafeMutableBytes { bytes in
      do throws(BackendError) { return .success(try read(address, into: bytes)) } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// Copies from the device, once everything before is done.
  func read(
    _ address: cuda_address, into bytes: UnsafeMutableRawBufferPointer
  ) throws(BackendError) {
    if let start = bytes.baseAddress, !bytes.isEmpty {
      try call("copying from the device") {
        $0.memcpy_dtoh_async(start, address, bytes.count, stream)
      }
    }
    try synchronize()
  }

  /// Begins to copy from the device, in the order of the stream, into memory of ``allocateHost(bytes:)``.
  func readLater(
    _ address: cuda_address, into memory: UnsafeMutableRawPointer, bytes: Int
  ) throws(BackendError) {
    guard bytes > 0 else { return }
    try call("copying from the device") {
      $0.memcpy_dtoh_async(memory, address, bytes, stream)
    }
  }

  /// Waits until everything is done, and looks at what could not be looked at before.
  func synchronize() throws(BackendError) {
    // What another thread begins from here on need not be done yet.
    let begun = runs.due
    try call("computing") { $0.stream_synchronize(stream) }
    runs.look(at: begun)
  }

  /// Starts a kernel, which gets one structure.
  func launch(
    _ kernel: Kernel, grid: Grid, arguments: UnsafeMutableRawPointer
  ) throws(BackendError) {
    try call("running the kernel '\(kernel.name)'") { functions in
      withUnsafeTemporaryAllocation(of: UnsafeMutableRawPointer?.self, capacity: 1) { list in
        list.initialize(repeating: arguments)
        return functions.launch_kernel(
          kernel.function, UInt32(grid.x), UInt32(grid.y), UInt32(grid.z), Kernel.threads, 1, 1, 0,
          stream, list.baseAddress, nil)
      }
    }
  }
}
