import ConvolutionArithmetic
import TensorEngine

/// A kind of value together with the type it has once it is read.
struct ValueKind<Value: Sendable>: Sendable {
  /// How it is read, listed and described.
  let kind: OperationSchema.Kind
  private let value: @Sendable (Argument) -> Value?

  private init(_ kind: OperationSchema.Kind, _ value: @escaping @Sendable (Argument) -> Value?) {
    self.kind = kind
    self.value = value
  }

  /// The value that was read as this kind.
  func unwrapped(_ argument: Argument) -> Value {
    guard let value = value(argument) else {
      preconditionFailure("\(argument) was not read as \(kind.text)")
    }
    return value
  }

  /// What a problem file means by a text; it is the program's own.
  static func written(_ text: String, as kind: OperationSchema.Kind) -> Argument {
    let parameter = OperationSchema.Parameter(
      name: "default", kind: kind, defaultText: nil, summary: "", limits: nil)
    do throws(Diagnostic) {
      return try Argument(
        SourceNode(wholeTextOf: try SourceFile(path: "default", text: text)), for: parameter,
        of: "the")
    } catch {
      preconditionFailure("\(error)")
    }
  }
}

extension ValueKind where Value == GridLiteral {
  static var grid: Self { Self(.grid) { if case .grid(let grid) = $0 { grid } else { nil } } }
}

extension ValueKind where Value == [GridLiteral] {
  static var grids: Self { Self(.grids) { if case .grids(let grids) = $0 { grids } else { nil } } }
}

extension ValueKind where Value == [Int] {
  static var lengths: Self {
    Self(.lengths) { if case .lengths(let lengths) = $0 { lengths } else { nil } }
  }

  static var shape: Self { Self(.shape) { if case .shape(let shape) = $0 { shape } else { nil } } }
}

extension ValueKind where Value == [Double] {
  static var factors: Self {
    Self(.factors) { if case .factors(let factors) = $0 { factors } else { nil } }
  }
}

extension ValueKind where Value == Argument.PaddingArgument {
  static var padding: Self {
    Self(.padding) { if case .padding(let padding) = $0 { padding } else { nil } }
  }
}

extension ValueKind where Value == Double {
  static var number: Self {
    Self(.number) { if case .number(let number) = $0 { number } else { nil } }
  }

  /// - Parameter meaning: What `null` stands for.
  static func numberOrNull(_ meaning: Double) -> Self {
    Self(.numberOrNull(meaning)) { if case .number(let number) = $0 { number } else { nil } }
  }
}

extension ValueKind where Value == Int {
  static var integer: Self {
    Self(.integer) { if case .integer(let integer) = $0 { integer } else { nil } }
  }
}

extension ValueKind where Value == Bool {
  static var boolean: Self {
    Self(.boolean) { if case .boolean(let boolean) = $0 { boolean } else { nil } }
  }
}

extension ValueKind where Value == [Argument.Reference] {
  static var references: Self {
    Self(.references) { if case .references(let references) = $0 { references } else { nil } }
  }
}

extension ValueKind {
  /// One of some words, each of which stands for a value.
  static func choice(_ meanings: KeyValuePairs<String, Value>) -> Self {
    let words = meanings.map(\.key)
    let values = meanings.map(\.value)
    return Self(.choice(words)) { argument in
      guard case .word(let word) = argument else { return nil }
      return words.firstIndex(of: word).map { values[$0] }
    }
  }
}
