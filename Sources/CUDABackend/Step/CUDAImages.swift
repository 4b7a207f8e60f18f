import CUDAKernels
import TensorEngine

/// The pixels of a batch on the device, and the launch that makes images of them.
final class CUDAImages: ImageTaking {
  /// What moves and scales the images.
  let launch: Launch
  private let device: CUDADevice
  private let pixels, movements: CUDAMemory
  /// What the launch points into: two numbers for each channel, and the images.
  private let scales: CUDAMemory
  private let images: TensorBuffer<Float>
  private var isTaken = false

  private static let movementWords =
    MemoryLayout<cuda_movement>.stride / MemoryLayout<UInt32>.stride

  /// - Parameter images: Where the images go, [N, C, H, W].
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` when there is no memory.
  init(
    _ scales: [PixelScale], to images: TensorBuffer<Float>, _ library: KernelLibrary,
    on device: CUDADevice
  ) throws(BackendError) {
    let (shape, channels) = (images.shape, scales.count)
    precondition(
      shape.rank == 4 && shape[1] == channels, "\(channels) scales for images of \(shape)")
    (self.device, self.images) = (device, images)
    pixels = try CUDAMemory(count: (shape.count + 3) / 4, on: device)
    movements = try CUDAMemory(count: shape[0] * CUDAImages.movementWords, on: device)
    self.scales = try CUDAMemory(
      (scales.map(\.center) + scales.map(\.scale)).map(\.bitPattern), on: device)
    launch = Launch(
      try library.kernel("move_images"), .threads(shape.count),
      cuda_images_arguments(
        pixels: cuda_bytes(
          numbers: UnsafeMutablePointer(bitPattern: UInt(pixels.address)),
          count: Int32(shape.count)),
        movements: cuda_movements(
          numbers: UnsafeMutablePointer(bitPattern: UInt(movements.address)),
          count: Int32(shape[0])),
        centers: self.scales.tensor(at: 0, count: channels),
        scales: self.scales.tensor(at: channels, count: channels), y: images.onDevice,
        channels: Int32(channels), height: Int32(shape[2]), width: Int32(shape[3])))
  }

  func take(
    _ pixels: UnsafeBufferPointer<UInt8>, _ movements: UnsafeBufferPointer<ImageMovement>
  ) {
    precondition(
      pixels.count == images.count && movements.count == images.shape[0],
      "\(pixels.count) pixels of \(movements.count) images for \(images.shape)")
    isTaken = true
    let onDevice = movements.map(\.onDevice)
    device.attempt { () throws(BackendError) in
      try device.writeAhead(UnsafeRawBufferPointer(pixels), to: self.pixels.address)
      try device.write(onDevice, to: self.movements.address)
    }
  }

  /// Whether pixels have come since the last time it was asked.
  func isUsed() -> Bool {
    defer { isTaken = false }
    return isTaken
  }
}

extension ImageMovement {
  /// The same, as the kernel gets it.
  fileprivate var onDevice: cuda_movement {
    cuda_movement(
      down: Int32(down), right: Int32(right), is_mirrored: isMirrored ? 1 : 0,
      has_black_border: border == .black ? 1 : 0)
  }
}
