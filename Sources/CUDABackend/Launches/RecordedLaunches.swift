import CCUDA
import TensorEngine

/// Launches that the device gets as one.
///
/// The first run starts them one by one, after which the driver has loaded all of them, and is all there is
/// where a graph runs once. The second records them as a graph of the driver's, and from then on a run
/// is a single call, however many kernels there are: what they are given lies where it lay, and only the
/// numbers there change.
final class RecordedLaunches {
  private let launches: [Launch]
  private let device: CUDADevice
  private var hasRun = false
  private var graph: cuda_executable_graph?

  init(_ launches: [Launch], on device: CUDADevice) {
    (self.launches, self.device) = (launches, device)
  }

  deinit {
    if let graph { device.discard { $0.graph_exec_destroy(graph) } }
  }

  /// Starts all of them.
  ///
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)`` with what the driver does not do.
  func run() throws(BackendError) {
    guard !launches.isEmpty else { return }
    guard hasRun else {
      for launch in launches { try launch.run(on: device) }
      hasRun = true
      return
    }
    if graph == nil { graph = try recorded() }
    guard let graph else { return }
    try device.call("running \(launches.count) kernels") { $0.graph_launch(graph, device.stream) }
  }

  private func recorded() throws(BackendError) -> cuda_executable_graph {
    try device.call("recording kernels") {
      $0.stream_begin_capture(device.stream, cuda_record_this_thread)
    }
    var failure: BackendError?
    do throws(BackendError) {
      for launch in launches { try launch.run(on: device) }
    } catch {
      failure = error
    }
    // A recording ends whatever happened, or the stream would be of no use to anybody.
    var graph: cuda_graph?
    var executable: cuda_executable_graph?
    do throws(BackendError) {
      try device.call("recording kernels") { $0.stream_end_capture(device.stream, &graph) }
    } catch {
      failure = failure ?? error
    }
    if let graph {
      do throws(BackendError) {
        try device.call("recording kernels") { $0.graph_instantiate(&executable, graph, 0) }
      } catch {
        failure = failure ?? error
      }
      device.discard { $0.graph_destroy(graph) }
    }
    if let failure {
      if let executable { device.discard { $0.graph_exec_destroy(executable) } }
      throw failure
    }
    guard let executable else { preconditionFailure("the driver made no graph and said nothing") }
    return executable
  }
}
