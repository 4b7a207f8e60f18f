import Problems
import TensorEngine

@testable import TutorUI

extension LabDesk {
  /// A desk without files.
  static let empty = LabDesk(
    backend: ReferenceBackend<Double>(), read: { _ in throw CancellationError() },
    write: { _, _, _ in throw CancellationError() })
}
