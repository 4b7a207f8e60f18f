import CUDAKernels

/// A file of kernels as it is shipped.
///
/// `@unchecked Sendable`: its texts are constants of the program.
public struct KernelFile: @unchecked Sendable {
  /// Its name, such as `elementwise.cu`.
  public let name: String
  let namePointer: UnsafePointer<CChar>
  /// What it says.
  let text: UnsafePointer<CChar>

  private init?(_ file: cuda_kernel_file) {
    guard let name = file.name, let text = file.text else { return nil }
    self.name = String(cString: name)
    (namePointer, self.text) = (name, text)
  }

  /// The files that are compiled, each by itself.
  public static let sources = files(from: cuda_kernel_sources())

  /// The files that those include.
  static let headers = files(from: cuda_kernel_headers())

  private static func files(from first: UnsafePointer<cuda_kernel_file>?) -> [KernelFile] {
    guard var next = first else { return [] }
    var files: [KernelFile] = []
    while let file = KernelFile(next.pointee) {
      files.append(file)
      next += 1
    }
    return files
  }

  /// Whether its kernels need tensor cores with TF32 and BF16, which older devices do not have.
  public var needsTensorCores: Bool { name == "tensor_cores.cu" }

  /// The kernels that it defines.
  public var kernels: [String] {
    String(cString: text).split(separator: "\n").compactMap { line in
      line.prefixMatch(of: /(BLOCK_|WIDE_)?KERNEL\((\w+),/).map { String($0.2) }
    }
  }
}
