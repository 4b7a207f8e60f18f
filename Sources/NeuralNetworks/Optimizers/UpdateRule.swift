// Each rule is written once, over numbers that come sixteen or one at a time. The order of the
// operations is the order of PyTorch's, so that both round alike.

/// Numbers that a rule works on: one, or several side by side.
protocol UpdateLane {
  static var width: Int { get }
  init(repeating value: Float)
  static func load(_ pointer: UnsafePointer<Float>) -> Self
  func store(to pointer: UnsafeMutablePointer<Float>)
  static func + (left: Self, right: Self) -> Self
  static func - (left: Self, right: Self) -> Self
  static func * (left: Self, right: Self) -> Self
  static func / (left: Self, right: Self) -> Self
  func squareRoot() -> Self
  func larger(_ other: Self) -> Self
}

extension SIMD16<Float>: UpdateLane {
  static var width: Int { 16 }

  @inline(__always)
  static func load(_ pointer: UnsafePointer<Float>) -> Self {
    UnsafeRawPointer(pointer).loadUnaligned(as: Self.self)
  }

  @inline(__always)
  func store(to pointer: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Self.self)
  }

  @inline(__always)
  func larger(_ other: Self) -> Self {
    replacing(with: other, where: other .> self)
  }
}

extension Float: UpdateLane {
  static var width: Int { 1 }

  @inline(__always)
  init(repeating value: Float) { self = value }

  @inline(__always)
  static func load(_ pointer: UnsafePointer<Float>) -> Float { pointer.pointee }

  @inline(__always)
  func store(to pointer: UnsafeMutablePointer<Float>) { pointer.pointee = self }

  @inline(__always)
  func larger(_ other: Float) -> Float { other > self ? other : self }
}

/// How one parameter changes by its gradient and by what is kept of its past.
protocol UpdateRule {
  /// Changes the parameters at `index ..< index + Lane.width`.
  func update<Lane: UpdateLane>(
    _ lane: Lane.Type, _ parameters: UnsafeMutablePointer<Float>,
    _ gradients: UnsafePointer<Float>, at index: Int)
}

extension UpdateRule {
  /// Changes all parameters.
  @inline(__always)
  func updateAll(
    _ parameters: UnsafeMutablePointer<Float>, _ gradients: UnsafePointer<Float>, count: Int
  ) {
    var index = 0
    while index + 16 <= count {
      update(SIMD16<Float>.self, parameters, gradients, at: index)
      index += 16
    }
    while index < count {
      update(Float.self, parameters, gradients, at: index)
      index += 1
    }
  }
}

/// `torch.lerp(start, end, weight)`, in the form that is exact at the nearer end.
@inline(__always)
func interpolated<Lane: UpdateLane>(_ start: Lane, _ end: Lane, weight: Double) -> Lane {
  let difference = end - start
  return weight < 0.5
    ? start + Lane(repeating: Float(weight)) * difference
    : end - difference * Lane(repeating: 1 - Float(weight))
}
