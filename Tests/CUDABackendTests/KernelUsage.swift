/// What a kernel takes of a device, as NVIDIA's assembler says it.
struct KernelUsage {
  let name: String
  /// The architecture, times ten: 90 for sm_90.
  let architecture: Int
  /// By thread.
  var registers = 0
  /// Bytes of memory that a thread has for what does not fit into its registers, or is found there by
  /// an index.
  var spills = 0
  /// Bytes of a block.
  var sharedMemory = 0

  /// Reads what the assembler says about each kernel of a file.
  static func read(_ log: String, architecture: Int) -> [KernelUsage] {
    var usages: [KernelUsage] = []
    for line in log.split(separator: "\n") {
      if let name = line.firstMatch(of: /Compiling entry function '(\w+)'/) {
        usages.append(KernelUsage(name: String(name.1), architecture: architecture))
      }
      guard !usages.isEmpty else { continue }
      let last = usages.count - 1
      if let spills = line.firstMatch(of: /(\d+) bytes stack frame/) {
        usages[last].spills = Int(spills.1) ?? 0
      }
      if let registers = line.firstMatch(of: /Used (\d+) registers/) {
        usages[last].registers = Int(registers.1) ?? 0
      }
      if let shared = line.firstMatch(of: /(\d+) bytes smem/) {
        usages[last].sharedMemory = Int(shared.1) ?? 0
      }
    }
    return usages
  }

  /// How many threads a multiprocessor has room for, its blocks and its shared memory in KiB.
  ///
  /// - SeeAlso: NVIDIA, *CUDA C++ Programming Guide*, technical specifications per compute
  ///   capability.
  private static let multiprocessors: [Int: (threads: Int, blocks: Int, sharedMemory: Int)] = [
    75: (1024, 16, 64), 80: (2048, 32, 164), 86: (1536, 16, 100), 89: (1536, 24, 100),
    90: (2048, 32, 228), 100: (2048, 32, 228),
  ]

  /// The threads that run at the same time, as a share of those there is room for.
  var occupancy: Double? {
    guard let room = KernelUsage.multiprocessors[architecture] else { return nil }
    let (threads, warps) = (256, 8)
    // A warp's registers come in pieces of 256, and a block's shared memory has 1 KiB beside.
    let ofWarp = (registers * 32 + 255) / 256 * 256
    let byRegisters = ofWarp == 0 ? room.blocks : 65_536 / (ofWarp * warps)
    let byMemory = room.sharedMemory * 1024 / (sharedMemory + 1024)
    let blocks = min(room.threads / threads, room.blocks, byRegisters, byMemory)
    return Double(blocks * threads) / Double(room.threads)
  }
}
