// Each rule is written once, over numbers that come sixteen or one at a time.

/// A rule as the host runs it: one vector after the other is read, changed and written back.
protocol HostUpdate {
  /// Changes a parameter and what is kept of its past, in the order that ``UpdateRule`` names it.
  func update<Lane: UpdateLane>(
    _ parameter: inout Lane, by gradient: Lane, _ first: inout Lane, _ second: inout Lane,
    _ third: inout Lane)
}

extension HostUpdate {
  /// Changes all parameters.
  ///
  /// - Parameters:
  ///   - first: Where what is kept first lies; absent where the rule keeps nothing.
  ///   - second: Where the second lies, likewise.
  ///   - third: Where the third lies, likewise.
  @inline(__always)
  func updateAll(
    _ parameters: TensorBuffer<Float>, _ gradients: TensorBuffer<Float>,
    _ first: TensorBuffer<Float>?, _ second: TensorBuffer<Float>? = nil,
    _ third: TensorBuffer<Float>? = nil
  ) {
    let (count, gradients) = (parameters.count, UnsafePointer(gradients.hostPointer))
    let parameters = parameters.hostPointer
    let (first, second, third) = (first?.hostPointer, second?.hostPointer, third?.hostPointer)
    @inline(__always)
    func update<Lane: UpdateLane>(_: Lane.Type, at index: Int) {
      var parameter = Lane.load(parameters + index)
      let gradient = Lane.load(gradients + index)
      var (one, two, three) = (
        Lane.load(first, index), Lane.load(second, index), Lane.load(third, index)
      )
      self.update(&parameter, by: gradient, &one, &two, &three)
      parameter.store(to: parameters + index)
      one.store(first, index)
      two.store(second, index)
      three.store(third, index)
    }
    var index = 0
    while index + 16 <= count {
      update(SIMD16<Float>.self, at: index)
      index += 16
    }
    while index < count {
      update(Float.self, at: index)
      index += 1
    }
  }
}

/// Numbers that a rule works on: one, or several side by side.
protocol UpdateLane {
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

extension UpdateLane {
  /// What lies at an index; zero where nothing is kept.
  @inline(__always)
  fileprivate static func load(_ kept: UnsafeMutablePointer<Float>?, _ index: Int) -> Self {
    kept.map { load(UnsafePointer($0) + index) } ?? Self(repeating: 0)
  }

  @inline(__always)
  fileprivate func store(_ kept: UnsafeMutablePointer<Float>?, _ index: Int) {
    if let kept { store(to: kept + index) }
  }
}

extension SIMD16<Float>: UpdateLane {
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
  @inline(__always)
  init(repeating value: Float) { self = value }

  @inline(__always)
  static func load(_ pointer: UnsafePointer<Float>) -> Float { pointer.pointee }

  @inline(__always)
  func store(to pointer: UnsafeMutablePointer<Float>) { pointer.pointee = self }

  @inline(__always)
  func larger(_ other: Float) -> Float { other > self ? other : self }
}

/// The gradient with the pull towards zero: `g + λ·θ`.
@inline(__always)
func decayed<Lane: UpdateLane>(_ gradient: Lane, _ parameter: Lane, by weightDecay: Float) -> Lane {
  weightDecay == 0 ? gradient : gradient + Lane(repeating: weightDecay) * parameter
}

/// `torch.lerp(start, end, weight)`, in the form that is exact at the nearer end.
@inline(__always)
func interpolated<Lane: UpdateLane>(_ start: Lane, _ end: Lane, weight: Double) -> Lane {
  let difference = end - start
  return weight < 0.5
    ? start + Lane(repeating: Float(weight)) * difference
    : end - difference * Lane(repeating: 1 - Float(weight))
}
