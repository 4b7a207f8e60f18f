/// What a convolution layer costs: weights, biases and multiply-adds, as exact integers.
///
///     let layer = try ConvolutionCounts(inputChannels: 3, outputChannels: 10, kernelSizes: [5, 5])
///     layer.weights     // 750
///     layer.parameters  // 760
///     try layer.multiplyAdds(outputSizes: [32, 32])  // 768000
public struct ConvolutionCounts: Hashable, Sendable {
  /// The channels of the input, C.
  public let inputChannels: Int

  /// The channels of the output, K: the number of filters.
  public let outputChannels: Int

  /// The kernel size of each axis; the last is the width.
  public let kernelSizes: [Int]

  /// The groups the channels are split into; each filter sees `inputChannels / groups` channels.
  public let groups: Int

  /// Whether each filter has a bias.
  public let hasBias: Bool

  /// The number of weights: `K · (C / groups) · F₁ · F₂ …`.
  public let weights: Int

  /// Creates the counts of a layer.
  ///
  /// - Parameters:
  ///   - inputChannels: C; a multiple of `groups`.
  ///   - outputChannels: K; a multiple of `groups`.
  ///   - kernelSizes: The kernel size of each axis.
  ///   - groups: The number of groups; at least 1.
  ///   - hasBias: Whether each filter has a bias.
  /// - Throws: ``GeometryError/channelsNotDivisible(_:channels:groups:)``,
  ///   ``GeometryError/parameterOutOfRange(_:value:allowed:)``, ``GeometryError/tooLarge(_:)``.
  public init(
    inputChannels: Int, outputChannels: Int, kernelSizes: [Int], groups: Int = 1,
    hasBias: Bool = true
  ) throws(GeometryError) {
    try GeometryLimits.check(.inputChannels, inputChannels, atLeast: 1)
    try GeometryLimits.check(.outputChannels, outputChannels, atLeast: 1)
    try GeometryLimits.check(.groups, groups, atLeast: 1)
    for size in kernelSizes { try GeometryLimits.check(.kernelSize, size, atLeast: 1) }
    guard inputChannels.isMultiple(of: groups) else {
      throw .channelsNotDivisible(.inputChannels, channels: inputChannels, groups: groups)
    }
    guard outputChannels.isMultiple(of: groups) else {
      throw .channelsNotDivisible(.outputChannels, channels: outputChannels, groups: groups)
    }
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    self.kernelSizes = kernelSizes
    self.groups = groups
    self.hasBias = hasBias
    self.weights = try Self.product(
      [outputChannels, inputChannels / groups] + kernelSizes, of: .weights)
  }

  /// The number of biases: one a filter, or none.
  public var biases: Int { hasBias ? outputChannels : 0 }

  /// The number of learned numbers: weights and biases.
  public var parameters: Int { weights + biases }

  /// The learned numbers of a single filter.
  public var parametersPerFilter: Int { weights / outputChannels + (hasBias ? 1 : 0) }

  /// Returns the multiply-adds for one example: every weight once at every output position.
  ///
  /// Taps in the padding are counted, and biases are not, as is the custom of the field. For a
  /// transposed convolution pass its input's sizes: each of its input cells meets every weight.
  ///
  /// - Parameter outputSizes: The output size of each axis.
  /// - Returns: The product of ``weights`` and the output sizes; twice as many floating-point
  ///   operations.
  /// - Throws: ``GeometryError/tooLarge(_:)``, ``GeometryError/sizeOutOfRange(_:)``.
  public func multiplyAdds(outputSizes: [Int]) throws(GeometryError) -> Int {
    for size in outputSizes { try GeometryLimits.check(size: size) }
    return try Self.product([weights] + outputSizes, of: .multiplyAdds)
  }

  private static func product(
    _ factors: [Int], of quantity: GeometryError.Quantity
  ) throws(GeometryError) -> Int {
    var product = 1
    for factor in factors {
      let (value, overflow) = product.multipliedReportingOverflow(by: factor)
      guard !overflow else { throw .tooLarge(quantity) }
      product = value
    }
    return product
  }
}
