import Datasets
import Foundation
import Interchange
import TensorEngine

/// What whoever uses a network's weights has to know about images: which it takes, how pixels become
/// inputs, and what its outputs are called.
///
/// It lies in the metadata of the weights, so that they can be used where the images cannot be read.
struct ImageFacts: Equatable {
  /// The shape of one image: [C, H, W].
  let shape: Shape
  let normalization: Normalization
  let classNames: [String]

  init(_ dataset: Dataset) {
    shape = dataset.inputShape
    normalization = dataset.normalization
    classNames = dataset.classNames
  }

  /// The facts as texts: lists as JSON, in the words of PyTorch's `Normalize`.
  var metadata: [String: String] {
    [
      "shape": Self.json(shape.dimensions), "mean": Self.json(normalization.mean),
      "std": Self.json(normalization.deviation), "classes": Self.json(classNames),
    ]
  }

  /// Reads the facts of some weights.
  ///
  /// - Parameters:
  ///   - metadata: The texts of the file.
  ///   - path: The file, for the message.
  /// - Throws: ``InterchangeError`` when a list is missing, or does not fit the others.
  init(metadata: [String: String], path: String) throws(InterchangeError) {
    guard let shape = Self.list(of: Int.self, metadata["shape"]),
      let mean = Self.list(of: Double.self, metadata["mean"]),
      let deviation = Self.list(of: Double.self, metadata["std"]),
      let classNames = Self.list(of: String.self, metadata["classes"]),
      shape.count == 3, shape.allSatisfy({ $0 > 0 }), mean.count == shape[0],
      deviation.count == shape[0], deviation.allSatisfy({ $0 > 0 }), !classNames.isEmpty
    else {
      throw InterchangeError(
        .contents, path: path,
        "its metadata does not say what images the network takes (shape, mean, std, classes)",
        remedy: "It was written by something else: train the network with convscope train.")
    }
    self.shape = Shape(shape)
    normalization = Normalization(mean: mean, deviation: deviation)
    self.classNames = classNames
  }

  private static func json(_ list: some Encodable) -> String {
    // Finite numbers and texts cannot fail to be encoded.
    String(decoding: (try? JSONEncoder().encode(list)) ?? Data(), as: UTF8.self)
  }

  private static func list<Element: Decodable>(of _: Element.Type, _ text: String?) -> [Element]? {
    text.flatMap { try? JSONDecoder().decode([Element].self, from: Data($0.utf8)) }
  }
}
