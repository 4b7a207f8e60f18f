import TensorEngine

extension PyTorchCode {
  /// A class with the layers' modules by name, and their order.
  var moduleClass: [String] {
    ["class Network(nn.ModuleDict):", "    def __init__(self):", "        super().__init__({"]
      + Tree(modulesByName).lines(indentation: 12) + ["        })", ""] + forward
      + ["", "", "model = Network()"]
  }

  /// What has a state or follows the model's mode; whatever else there is, `forward` does.
  private var modulesByName: [(path: [Substring], code: String)] {
    network.layers.compactMap { layer in
      guard let code = PyTorchModule(layer, in: network).code else { return nil }
      let whole = code.count == 1 ? code[0] : "nn.Sequential(\(code.joined(separator: ", ")))"
      return (layer.name.split(separator: "."), whole)
    }
  }

  private var forward: [String] {
    var names = ValueNames(network)
    let lines = network.layers.enumerated().map { index, layer in
      let operands = network.operands(of: layer).map { names[$0] }
      return "        " + line(layer, operands, result: names.name(of: layer.output, after: index))
    }
    return ["    def forward(self, x):"] + lines + ["        return \(names[network.output])"]
  }

  /// A layer as a line of `forward`.
  private func line(_ layer: Layer, _ operands: [String], result: String) -> String {
    let x = operands[0]
    switch layer.kind {
    case "Add": return "\(result) = \(operands.joined(separator: " + "))"
    case "Concat": return "\(result) = torch.cat([\(operands.joined(separator: ", "))], 1)"
    case "PaddedShortcut": return "\(result) = \(shortcut(layer, x))"
    case "MaxUnpool2d":
      let kernel = PyTorchModule.pair((layer.windows ?? []).map(\.kernelSize))
      let (pooled, F) = (operands[1], "nn.functional")
      return "_, i = \(F).max_pool2d(\(pooled), \(kernel), return_indices=True)\n        "
        + "\(result) = \(F).max_unpool2d(\(x), i, \(kernel), output_size=\(pooled).shape[2:])"
    default:
      let path = layer.name.split(separator: ".").map { "[\"\($0)\"]" }.joined()
      return "\(result) = self\(path)(\(x))"
    }
  }

  /// Every stride-th cell, with channels of zeros before and after.
  private func shortcut(_ layer: Layer, _ x: String) -> String {
    let strides = (layer.windows ?? []).map { "::\($0.stride)" }.joined(separator: ", ")
    let parts = network.graph[layer.output].inputs.map { network.graph[$0] }
    let zeros = parts.split(omittingEmptySubsequences: false) { node in
      if case .fill = node.op { false } else { true }
    }
    let counts = zeros.map { $0.reduce(0) { $0 + $1.shape[1] } }
    let numbers = [0, 0, 0, 0] + counts
    return "nn.functional.pad(\(x)[:, :, \(strides)], "
      + "(\(numbers.map(String.init).joined(separator: ", "))))"
  }
}

extension BuiltNetwork {
  /// The values that a layer reads.
  fileprivate func operands(of layer: Layer) -> [NodeID] {
    let node = graph[layer.output]
    switch (layer.kind, node.op) {
    case ("Add", _), ("Concat", _): return node.inputs
    case (_, .maxUnpool): return [layer.input] + graph[node.inputs[1]].inputs
    default: return [layer.input]
    }
  }
}

/// Names for the values of `forward`: one is free again when the last layer has read it.
private struct ValueNames {
  private var names: [NodeID: String]
  /// The number of the last layer that reads a value.
  private var lastUse: [NodeID: Int] = [:]

  private static let pool = ["x", "y", "z", "u", "v", "w"]

  init(_ network: BuiltNetwork) {
    names = [network.input: Self.pool[0]]
    for (index, layer) in network.layers.enumerated() {
      for operand in network.operands(of: layer) { lastUse[operand] = index }
    }
    lastUse[network.output] = network.layers.count
  }

  subscript(node: NodeID) -> String { names[node] ?? "x" }

  /// Names the result of a layer.
  mutating func name(of node: NodeID, after layer: Int) -> String {
    let taken = Set(names.filter { lastUse[$0.key, default: -1] > layer }.map(\.value))
    let more = (0...).lazy.map { $0 < Self.pool.count ? Self.pool[$0] : "v\($0)" }
    let name = more.first { !taken.contains($0) } ?? "x"
    names[node] = name
    return name
  }
}

/// Modules by the parts of their names.
private struct Tree {
  private var children: [(name: Substring, node: Node)] = []

  private enum Node {
    case module(String)
    case group(Tree)
  }

  init(_ modules: [(path: [Substring], code: String)]) {
    for module in modules { insert(module.path[...], module.code) }
  }

  private mutating func insert(_ path: ArraySlice<Substring>, _ code: String) {
    guard let name = path.first else { return }
    guard path.count > 1 else {
      children.append((name, .module(code)))
      return
    }
    let place = children.firstIndex { $0.name == name }
    var group = Tree([])
    if let place, case .group(let known) = children[place].node { group = known }
    group.insert(path.dropFirst(), code)
    if let place {
      children[place].node = .group(group)
    } else {
      children.append((name, .group(group)))
    }
  }

  func lines(indentation: Int) -> [String] {
    let space = String(repeating: " ", count: indentation)
    return children.flatMap { name, node -> [String] in
      switch node {
      case .module(let code): return ["\(space)\"\(name)\": \(code),"]
      case .group(let group):
        return ["\(space)\"\(name)\": nn.ModuleDict({"] + group.lines(indentation: indentation + 4)
          + ["\(space)}),"]
      }
    }
  }
}
