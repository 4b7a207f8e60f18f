import CPUBackend
import Testing

/// The other tests of this bundle run every kind of kernel that the CPU has; these say of which
/// kinds nothing was tested.
struct KernelAvailabilityTests {
  private static func has(_ kind: BlockKernelKind) -> Bool {
    BlockKernelKind.available.contains(kind)
  }

  @Test(.enabled(if: has(.avx512), "this CPU has no AVX-512: its kernels were not tested"))
  func `the kernels for AVX-512 were tested`() {}

  @Test(.enabled(if: has(.avx2), "this CPU has no AVX2: its kernels were not tested"))
  func `the kernels for AVX2 were tested`() {}

  @Test func `every CPU runs the portable kernels, and products without blocks`() {
    #expect(BlockKernelKind.available.suffix(2) == [.portable, .none])
  }
}
