import ConvolutionArithmetic
import TensorEngine

/// Why a network cannot be made.
public enum NetworkError: Error, Hashable, CustomStringConvertible {
  /// There is no network of this name.
  case unknown(name: String, remedy: String)
  /// A description cannot be understood.
  case text(place: String, message: String, remedy: String)
  /// A layer does not go with what comes before it.
  case layer(network: String, name: String, message: String)
  /// The network does not go with the images or the classes.
  case unsuitable(network: String, message: String, remedy: String)

  /// What is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .unknown(let name, let remedy):
      "there is no network called '\(name)'\n  \(remedy)"
    case .text(let place, let message, let remedy):
      "\(place): \(message)\n  \(remedy)"
    case .layer(let network, let name, let message):
      "\(network), layer \(name): \(message)"
    case .unsuitable(let network, let message, let remedy):
      "\(network): \(message)\n  \(remedy)"
    }
  }
}
