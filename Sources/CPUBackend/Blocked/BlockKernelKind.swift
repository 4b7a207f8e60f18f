import CKernels
import Glibc
import TensorEngine

/// The kernels that images in blocks of 16 are computed with.
///
/// They differ in speed and, but for small integers, in the last bits; each of them always gives
/// the same.
public enum BlockKernelKind: String, CaseIterable, Sendable, Hashable {
  /// 32 registers of 16 numbers.
  case avx512
  /// 16 registers of 8 numbers, with fused multiply-adds.
  case avx2
  /// What every CPU of the architecture has.
  case portable
  /// No blocks: products of matrices, as for batches of fewer than 16 images.
  case none

  /// The environment variable that chooses one.
  static let variable = "CONVSCOPE_KERNELS"

  /// The kinds that this CPU runs, the fastest first.
  public static var available: [BlockKernelKind] {
    allCases.filter { $0 == .none || ck_choose($0.rawValue) != nil }
  }

  /// The C functions; `nil` for ``none``.
  var functions: ck_kernels? { ck_choose(rawValue)?.pointee }

  /// The kind named in the environment, where it is not empty, otherwise the fastest.
  ///
  /// - Throws: ``BackendError/wrongSetting(backend:reason:remedy:)`` when the variable names none, or
  ///   one that this CPU cannot run.
  static func preferred() throws(BackendError) -> BlockKernelKind {
    guard let value = getenv(variable), value.pointee != 0 else { return available[0] }
    let text = String(cString: value)
    guard let kind = BlockKernelKind(rawValue: text) else {
      throw impossible("\(variable) is '\(text)'")
    }
    return try checked(kind, "\(variable) is \(text), which this CPU cannot run")
  }

  /// The kind itself when this CPU runs it.
  static func checked(
    _ kind: BlockKernelKind, _ statement: String
  ) throws(BackendError) -> BlockKernelKind {
    guard available.contains(kind) else { throw impossible(statement) }
    return kind
  }

  private static func impossible(_ reason: String) -> BackendError {
    let names = available.map(\.rawValue).joined(separator: ", ")
    return .wrongSetting(
      backend: "cpu", reason: reason,
      remedy:
        "Name one of \(names), or leave it unset to use the fastest (\(available[0].rawValue))")
  }
}
