import TensorEngine

/// A network as PyTorch code whose `state_dict` has the names and shapes of its weights.
///
/// Layers that follow each other become an `nn.Sequential`; any other network a class with the modules
/// by name and a `forward` that goes through them in order.
public struct PyTorchCode {
  let network: BuiltNetwork
  private let title: String

  /// Prepares the code of a network.
  ///
  /// - Parameters:
  ///   - architecture: The network.
  ///   - inputShape: The images, [C, H, W]; those it was made for when absent.
  ///   - classes: The classes; those it was made for when absent.
  /// - Throws: ``NetworkError`` when a layer does not fit.
  public init(
    _ architecture: Architecture, inputShape: Shape? = nil, classes: Int? = nil
  ) throws {
    // Only in training are dropouts there; two images give every batch norm more than one value.
    network = try architecture.build(
      batchSize: 2, mode: .training, inputShape: inputShape, classes: classes)
    title = architecture.title
  }

  /// The code, to be run by Python.
  public var text: String {
    let imports = ["import torch", "from torch import nn"]
    let body = isSequence ? sequence : moduleClass
    return
      (["# \(title). Its weights: model.load_state_dict(safetensors.torch.load_file(FILE))"]
      + (isSequence ? Array(imports.dropFirst()) : imports) + [""] + body)
      .joined(separator: "\n") + "\n"
  }

  // MARK: - Layers one after the other

  /// The modules of all layers, one after the other.
  private var modules: [(layer: Layer, code: String)] {
    network.layers.flatMap { layer in
      (PyTorchModule(layer, in: network).code ?? []).map { (layer, $0) }
    }
  }

  /// Whether each layer reads the one before it, and is numbered as `nn.Sequential` numbers it.
  private var isSequence: Bool {
    var before = network.input
    for layer in network.layers {
      guard layer.input == before, PyTorchModule(layer, in: network).code != nil
      else { return false }
      before = layer.output
    }
    return modules.enumerated().allSatisfy { index, module in
      module.layer.parameters.isEmpty || module.layer.name == "\(index)"
    }
  }

  private var sequence: [String] {
    ["model = nn.Sequential("] + modules.map { "    \($0.code)," } + [")"]
  }
}
