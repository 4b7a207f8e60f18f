import TensorEngine

/// Runs cases on one backend and keeps what came out wrong.
public struct ConformanceRun {
  /// One thing that is wrong.
  public struct Failure: Sendable, Encodable {
    /// The case.
    public let name: String
    /// Integers, reals, or the second of two runs.
    public let check: String
    /// The first number that differs, or why nothing was computed.
    public let reason: String
  }

  /// How many cases there were.
  public private(set) var cases = 0
  /// How many comparisons they made.
  public private(set) var checks = 0
  /// What is wrong, in the order of the cases.
  public private(set) var failures: [Failure] = []

  private let engine: any Backend
  private let precision: ProductPrecision

  /// Begins without cases.
  ///
  /// - Parameter precision: What the backend rounds operands of products to.
  public init(on engine: any Backend, precision: ProductPrecision = .float32) {
    (self.engine, self.precision) = (engine, precision)
  }

  /// The cases that can be judged in a precision.
  public static func cases(in precision: ProductPrecision) -> [ConformanceCase] {
    precision == .float32 ? ConformanceCase.all : ConformanceCase.multiplications
  }

  /// Compares a case with the definition: integers bit for bit where they are exact, reals within
  /// their bounds; and reals with themselves in a second run, bit for bit.
  public mutating func check(_ case: ConformanceCase) {
    cases += 1
    if `case`.isExact {
      check(`case`, .integers, isRepeated: false)
    }
    check(`case`, .reals, isRepeated: true)
  }

  private mutating func check(
    _ case: ConformanceCase, _ numbers: ExpectedResults.Numbers, isRepeated: Bool
  ) {
    func failure(_ check: String, _ reason: String) -> Failure {
      Failure(name: `case`.description, check: check, reason: reason)
    }
    checks += 1
    do {
      let expectation = try ExpectedResults(`case`, numbers, precision: precision)
      let found = try expectation.example.results(on: engine)
      failures += expectation.differences(in: found, isDouble: engine is any Backend<Double>)
        .map { failure(numbers.rawValue, $0) }
      guard isRepeated else { return }
      checks += 1
      let again = try expectation.example.results(on: engine)
      for (position, (first, second)) in zip(found, again).enumerated() {
        let isSame = zip(first.elements, second.elements).allSatisfy {
          $0.bitPattern == $1.bitPattern
        }
        if !isSame {
          let place = expectation.example.name(ofOutput: position)
          failures.append(failure("second run", "\(place) has other bits than in the first"))
        }
      }
    } catch {
      failures.append(failure(numbers.rawValue, "\(error)"))
    }
  }
}
