import CUDAEmulator
import Testing

/// The emulator notices what a kernel must not do: one mistake of each kind is planted.
struct EmulatorTests {
  /// Runs a kernel on four numbers, and says what the emulator says about it.
  private func complaint(_ kernel: String) -> String {
    cuda_emulator_complaint(kernel).map { String(cString: $0) } ?? ""
  }

  @Test(arguments: [
    ("fill", ""),
    (
      "fault_bounds",
      "fault_bounds: thread 4 of block [0, 0, 0] takes number 4 of a tensor that has 4"
    ),
    (
      "fault_unwritten",
      "fault_unwritten: thread 6 of block [0, 0, 0] reads 'shared' at 7, which nobody has written"
    ),
    (
      "fault_ended",
      "fault_ended: thread 255 of block [0, 0, 0] 56 of 256 threads never reach a barrier"
    ),
    (
      "fault_divergent",
      "fault_divergent: thread 3 of block [0, 0, 0] waits at another barrier than thread 0"
    ),
    (
      "fault_race",
      "fault_race: thread 1 of block [0, 0, 0] reads 'shared' at 0 while thread 0 writes it"
    ),
    (
      "fault_overwritten",
      "fault_overwritten: thread 1 of block [0, 0, 0] writes 'shared' at 1 while another thread"
        + " reads it"
    ),
    (
      "fault_barrier",
      "fault_barrier: thread 0 of block [0, 0, 0] meets a barrier, and its kernel says it has none"
    ),
    (
      "fault_half_warp",
      "fault_half_warp: thread 15 of block [0, 0, 0] meets its warp at a shuffle, where 16 of 32 never"
        + " come"
    ),
    (
      "fault_parted_warp",
      "fault_parted_warp: thread 16 of block [0, 0, 0] meets its warp at mma_bf16, and others are at"
        + " mma_tf32"
    ),
    (
      "fault_warp",
      "fault_warp: thread 0 of block [0, 0, 0] meets its warp, and its kernel says it does not"
    ),
    (
      "fault_arriving",
      "fault_arriving: thread 0 of block [0, 0, 0] reads 'shared' at 0 before its copy is waited for"
    ),
    (
      "fault_unannounced",
      "fault_unannounced: thread 0 of block [0, 0, 0] reads 'shared' at 255 before its copy is waited"
        + " for"
    ),
    (
      "fault_early_copy",
      "fault_early_copy: thread 1 of block [0, 0, 0] writes 'shared' at 1 while another thread reads"
        + " it"
    ),
    (
      "fault_unrounded",
      "fault_unrounded: thread 0 of block [0, 0, 0] multiplies 1, which is no TF32"
    ),
    (
      "fault_misaligned",
      "fault_misaligned: thread 2 of block [0, 0, 0] loads a row of a matrix from 6, no multiple of 4"
    ),
  ])
  func `a mistake is noticed, with the thread and what it did`(
    _ kernel: String, _ expected: String
  ) {
    #expect(complaint(kernel) == expected)
    // The fault leaves the emulator as it was.
    #expect(complaint("fill") == "")
  }

  /// The streams of a fresh program have the numbers 1 and 2.
  @Test(arguments: [
    (true, true, ""), (false, true, "a copy on stream 1 reads what stream 2 may still be at"),
    (true, false, "a copy on stream 2 writes what stream 1 may still be at"),
  ])
  func `copies on two streams that no event puts in order are noticed`(
    _ waitsForSent: Bool, _ waitsForPlaced: Bool, _ expected: String
  ) {
    Emulated.with(cuda_emulator_faults()) {
      let before = cuda_emulator_live_objects()
      let found = cuda_emulator_copies(waitsForSent ? 1 : 0, waitsForPlaced ? 1 : 0)
      #expect(found.map { String(cString: $0) } ?? "" == expected)
      #expect(cuda_emulator_live_objects() == before)
    }
  }
}
