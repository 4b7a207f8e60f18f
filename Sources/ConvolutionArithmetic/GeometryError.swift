/// A geometry that cannot be, said so that a learner can put it right.
///
/// The descriptions show the sum with its numbers and name a remedy; they are written to be put
/// before a user as they are.
public enum GeometryError: Error, Hashable, Sendable {
  /// A number lies outside what the parameter allows.
  case parameterOutOfRange(Parameter, value: Int, allowed: ClosedRange<Int>)

  /// The length of an axis is not between 1 and ``GeometryLimits/maximumSize``.
  case sizeOutOfRange(Int)

  /// The kernel reaches further than the padded input.
  case kernelDoesNotFit(window: SlidingWindow, inputSize: Int)

  /// ``Padding/same`` was asked for at a stride other than 1.
  case sameNeedsUnitStride(stride: Int)

  /// The output padding is not less than the larger of stride and dilation.
  case outputPaddingTooLarge(outputPadding: Int, stride: Int, dilation: Int)

  /// The padding of a pooling window exceeds half its kernel.
  case poolingPaddingTooLarge(padding: Int, kernelSize: Int)

  /// The padding of a transposed convolution cuts its whole output away.
  case transposedOutputIsEmpty(TransposedTwin)

  /// A transposed convolution was asked for with a ceil-mode window.
  case ceilModeHasNoTranspose

  /// The groups do not divide the channels.
  case channelsNotDivisible(Parameter, channels: Int, groups: Int)

  /// A result is too large to count.
  case tooLarge(Quantity)

  /// A number that a layer is given.
  public enum Parameter: String, Sendable {
    case kernelSize = "kernel size"
    case stride
    case paddingBefore = "padding before"
    case paddingAfter = "padding after"
    case dilation
    case outputPadding = "output padding"
    case inputChannels = "input channels"
    case outputChannels = "output channels"
    case groups
    case adaptiveOutputSize = "output size"
  }

  /// A result that can outgrow the integers.
  public enum Quantity: String, Sendable {
    case receptiveField = "receptive field"
    case weights = "number of weights"
    case multiplyAdds = "number of multiply-adds"
  }
}
