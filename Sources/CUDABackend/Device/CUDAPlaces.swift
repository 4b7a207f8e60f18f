import Foundation

/// The folders in which CUDA's libraries are looked for.
public struct CUDAPlaces: Sendable {
  /// The environment variable that names folders to look in first, with colons between them.
  public static let variable = "CONVSCOPE_CUDA"

  /// What the environment says.
  let environment: [String: String]

  /// Looks where the environment says, and in the usual places.
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.environment = environment
  }

  /// The folders that the user named.
  private var named: [String] {
    (environment[CUDAPlaces.variable] ?? "").split(separator: ":").map(String.init)
  }

  /// Where the driver may be, the first choice first: in a folder that is named, else where the system
  /// keeps its libraries.
  var driverFiles: [String] { named.map { "\($0)/libcuda.so.1" } + ["libcuda.so.1"] }

  /// Where the compiler of a version may be: in a folder that is named, where the system keeps its
  /// libraries, in CUDA's own folder, or where a Python wheel puts it.
  func compilerFiles(version: Int) -> [String] {
    files("libnvrtc.so.\(version)", wheel: "cuda_nvrtc", version: version)
  }

  /// Where cuBLAS of a version may be, likewise.
  func blasFiles(version: Int) -> [String] {
    files("libcublas.so.\(version)", wheel: "cublas", version: version)
  }

  private func files(_ name: String, wheel: String, version: Int) -> [String] {
    let own = ["/usr/local/cuda/lib64", "/usr/local/cuda-\(version)/lib64"]
    let wheels = pythonFolders.flatMap {
      ["\($0)/nvidia/\(wheel)/lib", "\($0)/nvidia/cu\(version)/lib"]
    }
    return named.map { "\($0)/\(name)" } + [name]
      + (own + wheels).map { "\($0)/\(name)" }.filter(FileManager.default.fileExists)
  }

  /// The folders of Python's packages: of the environment that is active, of the user and the system.
  private var pythonFolders: [String] {
    let active = [environment["VIRTUAL_ENV"], environment["CONDA_PREFIX"]].compactMap { $0 }
    let user = environment["HOME"].map { ["\($0)/.local"] } ?? []
    return (active + user + ["/usr/local", "/usr"]).flatMap { prefix in
      let versions = (try? FileManager.default.contentsOfDirectory(atPath: "\(prefix)/lib")) ?? []
      return versions.filter { $0.hasPrefix("python3") }.sorted().flatMap {
        ["\(prefix)/lib/\($0)/site-packages", "\(prefix)/lib/\($0)/dist-packages"]
      }
    }
  }
}
