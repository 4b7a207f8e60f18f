import CUDABackend
import Foundation
import TensorEngine
import TestSupport
import Testing

/// NVIDIA's compiler, where there is one.
let foundCompiler = try? CUDACompiler(CUDAPlaces())

/// The kernels through NVIDIA's own compiler, which needs no GPU; `make test-cuda` runs this, and it is
/// skipped where there is no NVRTC.
@Suite(
  .enabled(if: foundCompiler != nil, "there is no NVRTC; see make test-cuda"))
struct KernelCompilationTests {
  /// The kernels that most of a network's time goes into.
  private static let hot: Set<String> = {
    let products = ["convolution", "transposed_convolution", "weight_gradient", "matmul"]
    return Set(["", "_tf32", "_bf16"].flatMap { form in products.map { $0 + form } })
  }()

  /// The first devices whose tensor cores are used.
  private static let leastForTensorCores = 80

  /// What is compiled for: what the environment names, or a device of every generation.
  private static let architectures: [Int] = {
    let named = ProcessInfo.processInfo.environment["CUDA_ARCHITECTURES"] ?? ""
    let numbers = named.split(separator: " ").compactMap { Int($0) }
    return numbers.isEmpty ? [75, 80, 86, 89, 90, 100] : numbers
  }()

  @Test func `every kernel compiles for every generation, and none spills`() throws {
    let compiler = try #require(foundCompiler)
    var usages: [KernelUsage] = []
    for architecture in Self.architectures {
      for file in KernelFile.sources {
        guard architecture >= Self.leastForTensorCores || !file.needsTensorCores else {
          let error = #expect(throws: BackendError.self) {
            try compiler.compile(file, capability: architecture)
          }
          #expect(
            error?.message.contains("products on tensor cores need compute capability 8.0") == true)
          continue
        }
        let output = try compiler.compile(file, capability: architecture)
        // Machine code comes as an ELF file.
        #expect(output.image.prefix(4) == [0x7F, 0x45, 0x4C, 0x46])
        let found = KernelUsage.read(output.log, architecture: architecture)
        #expect(Set(found.map(\.name)) == Set(file.kernels), "\(file.name): \(output.log)")
        usages += found
      }
    }
    for usage in usages {
      #expect((1...255).contains(usage.registers) && usage.sharedMemory <= 48 << 10)
      #expect(usage.spills == 0, "\(usage.name) for sm_\(usage.architecture)")
      if Self.hot.contains(usage.name) { #expect(try #require(usage.occupancy) >= 0.25) }
    }
    #expect(Self.hot.isSubset(of: usages.map(\.name)))
    try Self.report(usages).write(
      to: Repository.url(".build/cuda-kernels.txt"), atomically: true, encoding: .utf8)
  }

  @Test func `what the assembler says is read`() throws {
    let usage = try #require(
      KernelUsage.read(
        """
        ptxas info    : Compiling entry function 'a' for 'sm_90'
        ptxas         .     8 bytes stack frame, 4 bytes spill stores, 4 bytes spill loads
        ptxas info    : Used 128 registers, used 1 barriers, 8704 bytes smem
        """, architecture: 90
      ).first)
    #expect(usage.registers == 128 && usage.spills == 8 && usage.sharedMemory == 8704)
    // 65 536 registers are enough for two blocks of 256 threads with 128 each: 512 of 2048.
    #expect(usage.occupancy == 0.25)
  }

  /// A table of all kernels: registers, spills and shared memory, and how much of a multiprocessor
  /// runs at the same time.
  private static func report(_ usages: [KernelUsage]) -> String {
    let rows = usages.sorted { ($0.name, $0.architecture) < ($1.name, $1.architecture) }.map {
      let occupancy = $0.occupancy.map { "\(Int(($0 * 100).rounded()))%" } ?? "?"
      return [
        $0.name, "sm_\($0.architecture)", "\($0.registers)", "\($0.spills)", "\($0.sharedMemory)",
        occupancy,
      ]
    }
    let table = [["kernel", "device", "registers", "spills", "shared", "occupancy"]] + rows
    let widths = table[0].indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    return table.map { row in
      // The last column ends where its text does.
      zip(row, widths.dropLast() + [0])
        .map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
        .joined(separator: "  ")
    }.joined(separator: "\n") + "\n"
  }
}
