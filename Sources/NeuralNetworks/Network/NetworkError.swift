import ConvolutionArithmetic
import TensorEngine
import Typesetting

/// Why a network cannot be made.
public enum NetworkError: UserError, Hashable {
  /// There is no network of this name.
  case unknown(name: String, remedy: String)
  /// A description cannot be understood.
  case text(place: String, message: String, remedy: String)
  /// A layer does not go with what comes before it.
  case layer(network: String, name: String, message: String)
  /// The network does not go with the images or the classes.
  case unsuitable(network: String, message: String, remedy: String)

  /// The description and the place in it, or the network and its layer.
  public var place: String {
    switch self {
    case .unknown: ""
    case .text(let place, _, _): place
    case .layer(let network, let name, _): "\(network), layer \(name)"
    case .unsuitable(let network, _, _): network
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .unknown(let name, _): "there is no network called \(name.quoted)"
    case .text(_, let message, _), .layer(_, _, let message), .unsuitable(_, let message, _):
      message
    }
  }

  /// What to do.
  public var remedy: String {
    switch self {
    case .unknown(_, let remedy), .text(_, _, let remedy), .unsuitable(_, _, let remedy): remedy
    case .layer: ""
    }
  }
}
