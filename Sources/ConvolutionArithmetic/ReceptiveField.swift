/// What one output of a stack of windows sees of the stack's input, along one axis.
///
///     var field = ReceptiveField()
///     field = try field.through(SlidingWindow(kernelSize: 3, padding: 1))
///     field = try field.through(SlidingWindow(kernelSize: 2, stride: 2))
///     // size 4, jump 2, start -1: output o sees cells 2·o − 1 to 2·o + 2
///
/// All three numbers are integers. The usual "start", the centre of the first field, lies between
/// two cells when the size is even; keeping the first cell instead stays exact, and
/// ``doubledCenter`` gives twice the centre.
public struct ReceptiveField: Hashable, Sendable {
  /// The number of input cells from the first to the last that an output sees.
  ///
  /// Dilated kernels and large strides may skip some of the cells between.
  public let size: Int

  /// The distance between the fields of neighbouring outputs, in input cells: the product of the
  /// strides.
  public let jump: Int

  /// The index of the first input cell in the field of output 0; negative in the padding.
  public let start: Int

  /// Twice the centre of output 0's field: `2·start + size − 1`.
  public var doubledCenter: Int { 2 * start + size - 1 }

  /// Creates the field of the input itself: each cell sees itself.
  public init() {
    self.init(size: 1, jump: 1, start: 0)
  }

  init(size: Int, jump: Int, start: Int) {
    self.size = size
    self.jump = jump
    self.start = start
  }

  /// Returns the field after one more window, applied to the outputs so far.
  ///
  /// `size + d·(k − 1)·jump`, `jump·s`, `start − pb·jump`
  ///
  /// - Parameter window: The next layer's window.
  /// - Returns: The field of that layer's outputs.
  /// - Throws: ``GeometryError/tooLarge(_:)`` when a number passes
  ///   ``GeometryLimits/maximumSize``.
  public func through(_ window: SlidingWindow) throws(GeometryError) -> ReceptiveField {
    let grown = (window.effectiveKernelSize - 1).multipliedReportingOverflow(by: jump)
    let shifted = window.paddingBefore * jump
    let jump = jump * window.stride
    let limit = GeometryLimits.maximumSize
    // Within the limit none of the products can overflow, except a dilated kernel's reach.
    guard !grown.overflow, grown.partialValue <= limit - size, jump <= limit,
      shifted <= limit + start
    else { throw .tooLarge(.receptiveField) }
    return ReceptiveField(
      size: size + grown.partialValue, jump: jump, start: start - shifted)
  }

  /// Returns the field after a stack of windows, the first layer first.
  ///
  /// - Parameter stack: The windows in the order in which they are applied.
  /// - Returns: The field of the last layer's outputs; of the input itself for no layers.
  /// - Throws: ``GeometryError/tooLarge(_:)``.
  public static func through(_ stack: [SlidingWindow]) throws(GeometryError) -> ReceptiveField {
    var field = ReceptiveField()
    for window in stack { field = try field.through(window) }
    return field
  }

  /// Returns the input cells from the first to the last that an output sees, padding included.
  ///
  /// - Parameter output: The output position.
  /// - Returns: ``size`` indices; those outside the input lie in the padding.
  public func inputs(ofOutput output: Int) -> Range<Int> {
    let first = start + output * jump
    return first..<first + size
  }
}

extension ReceptiveField {
  /// What a cell sees that joins a cell of each of two values; `nil` when their cells lie differently
  /// far apart.
  public func union(_ other: ReceptiveField) -> ReceptiveField? {
    guard jump == other.jump else { return nil }
    let start = min(start, other.start)
    let end = max(self.start + size, other.start + other.size)
    return ReceptiveField(size: end - start, jump: jump, start: start)
  }
}
