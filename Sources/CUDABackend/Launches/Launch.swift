import CUDAKernels
import TensorEngine

/// A kernel with what it is given, or products of cuBLAS, to be run as often as wanted.
struct Launch {
  private let work: Work

  private enum Work {
    case kernel(Kernel, Grid, Arguments)
    case products(CUDABLAS.Product, CUDABLAS)
  }

  /// Memory of the host for a kernel's structure.
  private final class Arguments {
    let pointer: UnsafeMutableRawPointer

    init<Value: BitwiseCopyable>(_ value: Value) {
      let place = UnsafeMutablePointer<Value>.allocate(capacity: 1)
      place.initialize(to: value)
      pointer = UnsafeMutableRawPointer(place)
    }

    deinit { pointer.deallocate() }
  }

  init<Value: BitwiseCopyable>(_ kernel: Kernel, _ grid: Grid, _ arguments: Value) {
    work = .kernel(kernel, grid, Arguments(arguments))
  }

  init(_ products: CUDABLAS.Product, by library: CUDABLAS) {
    work = .products(products, library)
  }

  /// Starts it.
  func run(on device: CUDADevice) throws(BackendError) {
    switch work {
    case .kernel(let kernel, let grid, let arguments):
      try device.launch(kernel, grid: grid, arguments: arguments.pointer)
    case .products(let products, let library):
      try library.multiply(products)
    }
  }
}

/// A tensor on the device.
struct Place {
  let shape: Shape
  let memory: cuda_tensor
}

/// Makes the launches of a node: the kernels that compute its op, and what they are given.
struct LaunchMaker {
  let library: KernelLibrary
  /// Takes memory that lives as long as the compiled graph.
  let constants: (_ words: [UInt32]) throws(BackendError) -> CUDAMemory
  /// Memory for what one node needs while it runs.
  let scratch: CUDAMemory
  /// What operands are rounded to before they are multiplied.
  let precision: ProductPrecision
  /// What computes matrix products, where it is not the kernels that are shipped.
  let products: CUDABLAS?

  /// A launch, or none where there is nothing to compute.
  func launch<Value: BitwiseCopyable>(
    _ name: String, _ grid: Grid, _ arguments: Value
  ) throws(BackendError) -> [Launch] {
    guard grid.x > 0, grid.y > 0, grid.z > 0 else { return [] }
    guard grid.x <= Int(Int32.max), grid.y <= 0xFFFF, grid.z <= 0xFFFF else {
      throw .cuda(
        "\(name) of this size needs more blocks than a device runs at once", "Use smaller batches.")
    }
    return [Launch(try library.kernel(name), grid, arguments)]
  }
}

extension cuda_numbers_by_axis {
  /// Numbers by axis, as a kernel gets them; it looks at no more axes than there are.
  init(_ numbers: [Int]) {
    self.init()
    withUnsafeMutableBytes(of: &at) { bytes in
      for (axis, number) in zip(bytes.bindMemory(to: Int32.self).indices, numbers) {
        bytes.storeBytes(of: Int32(number), toByteOffset: axis * 4, as: Int32.self)
      }
    }
  }
}

/// A walk through several tensors along the same axes, those that can be walked as one made one.
struct Walk {
  private(set) var lengths: [Int] = []
  /// By tensor, then by axis.
  private(set) var strides: [[Int]]

  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when more axes are left than
  ///   kernels have.
  init(_ lengths: [Int], _ strides: [[Int]]) throws(BackendError) {
    self.strides = strides.map { _ in [] }
    for axis in lengths.indices where lengths[axis] != 1 {
      let joins =
        !self.lengths.isEmpty
        && strides.indices.allSatisfy {
          self.strides[$0].last == strides[$0][axis] * lengths[axis]
        }
      if joins {
        self.lengths[self.lengths.count - 1] *= lengths[axis]
        for tensor in strides.indices {
          self.strides[tensor][self.lengths.count - 1] = strides[tensor][axis]
        }
      } else {
        self.lengths.append(lengths[axis])
        for tensor in strides.indices { self.strides[tensor].append(strides[tensor][axis]) }
      }
    }
    guard self.lengths.count <= cuda_axes else {
      throw .cuda(
        "tensors of \(lengths.count) axes are not supported, unless some follow each other",
        "Use fewer axes.")
    }
  }

  var rank: Int32 { Int32(lengths.count) }
  var axes: cuda_numbers_by_axis { cuda_numbers_by_axis(lengths) }
  func strides(_ tensor: Int) -> cuda_numbers_by_axis { cuda_numbers_by_axis(strides[tensor]) }
}
