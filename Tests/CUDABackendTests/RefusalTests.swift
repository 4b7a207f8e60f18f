import CUDABackend
import Foundation
import TensorEngine
import TestSupport
import Testing

/// Why the backend cannot be used, on machines that lack this or that.
@Suite(.enabled(if: FakeLibraries.compiler != nil, "no clang is on the path"))
struct RefusalTests {
  /// A machine, and what is said there.
  struct Machine: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var driver: [String] = []
    let reason, remedy: String
  }

  static let machines = [
    Machine(
      testDescription: "a broken driver", driver: ["-DBROKEN"],
      reason:
        "the driver FOLDER/libcuda.so.1 has no cuDriverGetVersion, so it is too old or broken",
      remedy: "525 or newer"),
    Machine(
      testDescription: "an old driver", driver: ["-DVERSION=11040"],
      reason: "the driver is too old: it supports CUDA 11.4, and 12.0 is the least that will do",
      remedy: "525 or newer"),
    Machine(
      testDescription: "no device, as starting says", driver: ["-DINIT=100"],
      reason: "the driver found no device", remedy: "nvidia-smi"),
    Machine(
      testDescription: "no device, as counting says", driver: ["-DDEVICES=0"],
      reason: "the driver found no device", remedy: "CUDA_VISIBLE_DEVICES"),
    Machine(
      testDescription: "a driver that does not start", driver: ["-DINIT=803"],
      reason: "starting the driver failed with CUDA_ERROR_FAKE: it is a fake", remedy: "nvidia-smi"),
    Machine(
      testDescription: "an old device", driver: ["-DCAPABILITY=70"],
      reason: "Fake V100 has compute capability 7.0, and 7.5 is the least that will do",
      remedy: "Turing"),
    Machine(
      testDescription: "a full device", driver: ["-DOPENING=2"],
      reason: "the device's memory is full", remedy: "nvidia-smi"),
  ]

  @Test(arguments: machines)
  func `what is missing is named, with what to do`(_ machine: Machine) throws {
    let libraries = try FakeLibraries(driver: machine.driver)
    let error = #expect(throws: BackendError.self) {
      try libraries.makeBackend()
    }
    let reason = libraries.withFolder { machine.reason.replacing("FOLDER", with: $0) }
    #expect(error?.message == "the cuda backend cannot be used: \(reason)")
    #expect(error?.remedy.contains(machine.remedy) == true)
    #expect(error?.remedy.hasSuffix("Or use --backend cpu.") == true)
  }

  @Test(
    .enabled(
      if: (try? CUDADriver(CUDAPlaces(environment: [:]))) == nil, "this machine has a driver"))
  func `a machine without a driver says so`() throws {
    let error = #expect(throws: BackendError.self) {
      try CUDABackend(CUDAPlaces(environment: [:]), cache: KernelCache(folder: nil))
    }
    #expect(
      error?.message.hasPrefix(
        "the cuda backend cannot be used: NVIDIA's driver is missing (libcuda.so.1") == true)
  }

  @Test(.enabled(if: foundCompiler == nil, "this machine has NVRTC"))
  func `a compiler that is missing or too new is named, with what the driver supports`() throws {
    for (compilers, reason) in [
      ([], "CUDA's compiler NVRTC is missing (libnvrtc.so.12: "),
      ([13], "CUDA's compiler NVRTC is 13.0, and the driver supports only CUDA 12.4"),
    ] {
      let libraries = try FakeLibraries(driver: [], compilers: compilers)
      let error = #expect(throws: BackendError.self) { try libraries.makeBackend() }
      #expect(error?.message.hasPrefix("the cuda backend cannot be used: \(reason)") == true)
      #expect(error?.remedy.contains("pip install nvidia-cuda-nvrtc-cu12") == true)
    }
  }

  @Test func `a library that is there and is none is named, and not that of the system`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("no library".utf8), to: "libcuda.so.1")
    let error = #expect(throws: BackendError.self) {
      try CUDABackend(
        CUDAPlaces(environment: [CUDAPlaces.variable: folder.path]),
        cache: KernelCache(folder: nil))
    }
    #expect(
      error?.message.hasPrefix(
        "the cuda backend cannot be used: NVIDIA's driver cannot be opened"
          + " (\(folder("libcuda.so.1")): ") == true)
  }

  @Test func `of two compilers the newest that the driver supports is taken`() throws {
    let older = try FakeLibraries(driver: [], compilers: [12, 13])
    let newer = try FakeLibraries(driver: ["-DVERSION=13000"], compilers: [12, 13])
    for (libraries, version) in [(older, "NVRTC 12.0"), (newer, "NVRTC 13.0")] {
      let backend = try libraries.makeBackend()
      #expect(backend.facts.contains { $0.name == "compiler" && $0.value.hasPrefix(version) })
      #expect(
        backend.facts.first?.value == "Fake V100, compute capability 9.0, 1 GiB")
    }
  }

  @Test func `a newer compiler that is broken is passed over, and named where there is no other`()
    throws
  {
    for (compilers, version) in [([12], "NVRTC 12.0"), ([], nil)] {
      let libraries = try FakeLibraries(
        driver: ["-DVERSION=13000"], compilers: compilers, hasBLAS: true)
      try libraries.withFolder { path in
        // Anything that has none of its functions.
        try FileManager.default.copyItem(
          atPath: "\(path)/libcublas.so.12", toPath: "\(path)/libnvrtc.so.13")
      }
      if let version {
        let compiler = try libraries.makeBackend().facts.first { $0.name == "compiler" }
        #expect(compiler?.value.hasPrefix(version) == true)
      } else if foundCompiler == nil {
        let error = #expect(throws: BackendError.self) { try libraries.makeBackend() }
        #expect(error?.message.contains("/libnvrtc.so.13 has no nvrtcVersion, so it is") == true)
      }
    }
  }

  @Test func `memory that a device does not give is one message`() throws {
    let backend = try FakeLibraries(driver: []).makeBackend()
    let error = #expect(throws: BackendError.self) { try backend.makeBuffer([1 << 20]) }
    #expect(
      error?.message
        == "the cuda backend cannot be used: the device's memory is full: 4 MiB more were asked for"
    )
  }
}

extension FakeLibraries {
  /// Makes the backend ready on a machine that has these libraries alone.
  fileprivate func makeBackend() throws(BackendError) -> CUDABackend {
    try withFolder { (path) throws(BackendError) in
      try CUDABackend(
        CUDAPlaces(environment: [CUDAPlaces.variable: path]), cache: KernelCache(folder: nil))
    }
  }
}
