import CUDABackend
import CUDAEmulator
import TensorEngine
import TestSupport
import Testing

/// Machine code that is kept from run to run.
struct KernelCacheTests {
  /// How many files a run of the small graph compiles, with the cache in a folder.
  private func compilations(_ folder: String?) throws -> Int32 {
    let before = cuda_emulator_compilations()
    let results = try Emulated.run(on: try Emulated.backend(cache: folder))
    #expect(results.count == 2)
    return cuda_emulator_compilations() - before
  }

  @Test func `a kernel is compiled once, and again where its file is damaged`() throws {
    let folder = try TemporaryFolder()
    let files = try compilations(folder.path)
    #expect(files > 1)
    #expect(try folder.names.count == Int(files))
    #expect(try compilations(folder.path) == 0)
    for (index, name) in try folder.names.enumerated() {
      var bytes = try fileBytes(folder(name))
      switch index % 3 {
      case 0: bytes[bytes.count - 2] ^= 1
      case 1: bytes.removeLast()
      default: bytes = []
      }
      try folder.write(bytes, to: name)
    }
    #expect(try compilations(folder.path) == files)
    #expect(try compilations(folder.path) == 0)
  }

  @Test func `a file under another's name is not taken`() throws {
    let folder = try TemporaryFolder()
    let files = try compilations(folder.path)
    let name = try #require(try folder.names.first)
    // Whole, and of the right length: only the driver can say that it is no code.
    let own = try fileBytes(folder(name))
    try folder.write(own.prefix(26) + own.dropFirst(26).map { $0 &+ 1 }, to: name)
    #expect(try compilations(folder.path) == 1)
    #expect(files > 1)
  }

  @Test func `without a cache, or with one that cannot be written, all is compiled anew`() throws {
    let files = try compilations(nil)
    #expect(try compilations(nil) == files)
    #expect(try compilations("/proc/no-such-folder") == files)
    let backend = try Emulated.backend(cache: "/proc/no-such-folder")
    let fact = backend.facts.first { $0.name == "kernel cache" }?.value
    #expect(
      fact == "read at most, for /proc/no-such-folder cannot be written;"
        + " kernels that are not there are compiled in each run")
  }
}
