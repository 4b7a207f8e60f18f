import CCUDA
import CUDAKernels
import TensorEngine

/// Memory of the device.
final class CUDAMemory: TensorMemory, Sendable {
  /// How many numbers there are.
  let count: Int
  /// Where the first lies.
  let address: cuda_address
  private let device: CUDADevice

  private static let stride = MemoryLayout<Float>.stride

  /// Takes memory of zeros.
  ///
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when there is not as much.
  init(count: Int, on device: CUDADevice) throws(BackendError) {
    (self.count, self.device) = (count, device)
    address = try device.allocate(bytes: count * CUDAMemory.stride)
    try clear(0)
  }

  /// Takes memory that holds some bits.
  convenience init(_ words: [UInt32], on device: CUDADevice) throws(BackendError) {
    try self.init(count: words.count, on: device)
    try device.write(words, to: address)
  }

  deinit {
    device.free(address)
  }

  /// Sets every byte.
  func clear(_ byte: UInt8) throws(BackendError) {
    try device.fill(address, byte, bytes: count * CUDAMemory.stride)
  }

  /// Copies words to the program.
  func readWords(into words: inout [UInt32]) throws(BackendError) {
    try device.read(address, into: &words)
  }

  func write(_ elements: UnsafeBufferPointer<Float>, at offset: Int) {
    device.attempt { () throws(BackendError) in
      try device.writeAhead(
        UnsafeRawBufferPointer(elements), to: address + cuda_address(offset * CUDAMemory.stride))
    }
  }

  /// Copies numbers to the program; no numbers at all where the device has failed.
  func read(into elements: UnsafeMutableBufferPointer<Float>, from offset: Int) {
    elements.update(repeating: .nan)
    device.attempt { () throws(BackendError) in
      try device.read(
        address + cuda_address(offset * CUDAMemory.stride),
        into: UnsafeMutableRawBufferPointer(elements))
    }
  }

  /// Some of the numbers, as a kernel gets them.
  func tensor(at offset: Int, count: Int) -> cuda_tensor {
    let place = UInt(address) + UInt(offset * CUDAMemory.stride)
    return cuda_tensor(
      numbers: UnsafeMutablePointer(bitPattern: place), count: Int32(count))
  }

  /// Some of the words, as a kernel gets them.
  func integers(at offset: Int, count: Int) -> cuda_integers {
    let place = UInt(address) + UInt(offset * CUDAMemory.stride)
    return cuda_integers(
      numbers: UnsafeMutablePointer(bitPattern: place), count: Int32(count))
  }
}

extension TensorBuffer<Float> {
  /// Where the numbers lie, as a kernel gets them.
  ///
  /// - Precondition: The buffer is one of this backend.
  var onDevice: cuda_tensor {
    guard let memory = memory as? CUDAMemory else {
      preconditionFailure("a buffer in \(type(of: memory)) was given to the cuda backend")
    }
    return memory.tensor(at: offset, count: count)
  }
}

extension cuda_tensor {
  /// A tensor that is not there.
  static var none: cuda_tensor { cuda_tensor(numbers: nil, count: 0) }
}
