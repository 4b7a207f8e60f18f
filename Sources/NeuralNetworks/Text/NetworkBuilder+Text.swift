import TensorEngine

extension NetworkBuilder {
  /// Appends layers one after the other.
  mutating func sequence(_ layers: [LayerText], _ x: NodeID) throws -> NodeID {
    var x = x
    var number = 0
    for layer in layers {
      let description = try LayerDescription(layer)
      let isFlat = graph[x].shape.rank == 2
      if case .linear = description, !isFlat { number += 1 }
      do {
        x = try append(description, layer, name: "\(number)", x)
      } catch let error as NetworkError {
        guard case .layer(_, let name, let message) = error else { throw error }
        throw layer.error(
          "\(layer.kind.text) (\(name)): \(message)", remedy: "Change it, or a layer before it.")
      }
      switch description {
      case .flatten: number += isFlat ? 0 : 1
      // A pool and a flatten.
      case .globalAveragePool: number += 2
      default: number += 1
      }
    }
    return x
  }

  private mutating func append(
    _ description: LayerDescription, _ layer: LayerText, name: String, _ x: NodeID
  ) throws -> NodeID {
    if description.needsMaps, graph[x].shape.rank != 4 {
      throw layer.error(
        "\(layer.kind.text) needs maps, and the layers before it have made rows of numbers",
        remedy: "Put it before flatten, globalpool and fc.")
    }
    switch description {
    case .convolution(let window, let outputs, let groups, let hasBias):
      let windows = try fitting(fullName(name)) { try window.windows() }
      let inputs = channels(x)
      return try conv2d(
        name, x, outputs: outputs ?? inputs, windows: windows,
        groups: outputs == nil ? inputs : groups, bias: hasBias)
    case .transposedConvolution(let window, let outputs, let hasBias):
      let windows = try fitting(fullName(name)) { try window.windows() }
      return try convTranspose2d(name, x, outputs: outputs, windows: windows, bias: hasBias)
    case .batchNorm: return try batchNorm2d(name, x)
    case .activation(let function, let kind): return try activation(function, kind, x)
    case .maxPool(let window):
      return try maxPool2d(x, windows: try fitting(fullName(name)) { try window.windows() })
    case .averagePool(let window):
      return try avgPool2d(x, windows: try fitting(fullName(name)) { try window.windows() })
    case .globalAveragePool: return try globalAveragePool(x)
    case .upsample(let factor, let mode): return try upsample(x, factor: factor, mode: mode)
    case .dropout(let probability): return try dropout(x, probability)
    case .flatten: return try flatten(x)
    case .linear(let outputs, let hasBias):
      return try linear(name, x, outputs: outputs, bias: hasBias)
    case .residual: return try residual(layer, name: name, x)
    case .concat: return try joined(layer, try branches(layer, name: name, x))
    }
  }

  private mutating func joined(_ layer: LayerText, _ parts: [NodeID]) throws -> NodeID {
    let first = shape(parts[0])
    let other = parts.first { part in
      let shape = shape(part)
      return shape.rank != first.rank || shape.spatialSize != first.spatialSize
    }
    if let other {
      throw layer.error(
        "one branch makes \(image(parts[0])) and another \(image(other)), which cannot be joined",
        remedy: first.rank == 4 && shape(other).rank == 4
          ? "Make all of one size: with pad (pad 1 for 3x3, pad 2 for 5x5), and with the same strides."
          : "Make maps or rows of numbers of all.")
    }
    return try concat(parts)
  }

  /// The results of a layer's branches.
  private mutating func branches(
    _ layer: LayerText, name: String, _ x: NodeID
  ) throws -> [NodeID] {
    var results: [NodeID] = []
    for (index, branch) in layer.branches.enumerated() {
      results.append(
        try scope(name) { builder in
          try builder.scope("\(index)") { try $0.sequence(branch, x) }
        })
    }
    return results
  }

  private mutating func residual(
    _ layer: LayerText, name: String, _ x: NodeID
  ) throws -> NodeID {
    if layer.branches.count == 2 {
      let sides = try branches(layer, name: name, x)
      guard shape(sides[0]) == shape(sides[1]) else {
        throw layer.error(
          "one branch makes \(image(sides[0])) and the other \(image(sides[1])), which cannot be"
            + " added", remedy: "Give both the same filters and strides.")
      }
      return try add(sides[0], sides[1])
    }
    let y = try scope(name) { try $0.sequence(layer.branches[0], x) }
    guard shape(x) != shape(y) else { return try add(y, x) }
    let (before, after) = (shape(x), shape(y))
    let stride = after.rank == 4 && before.rank == 4 ? (before[2] + after[2] - 1) / after[2] : 1
    // A shortcut without parameters takes every stride-th cell and adds channels of zeros.
    guard before.rank == 4, after.rank == 4, after[1] >= before[1],
      zip(before.spatialSize, after.spatialSize).allSatisfy({ ($0 - 1) / stride + 1 == $1 })
    else {
      let remedy =
        before.rank == 4 && after.rank == 4 && after.spatialSize != before.spatialSize
        ? "Keep the size with pad (pad 1 for 3x3, pad 2 for 5x5), or halve it with stride 2."
        : "Keep the channels inside res( … ), or let them grow."
      throw layer.error(
        "the block makes \(image(y)) of \(image(x)), which cannot be added", remedy: remedy)
    }
    let missing = after[1] - before[1]
    return try add(
      y, try paddedShortcut(x, outputs: after[1], stride: stride, before: missing / 2))
  }

  /// The shape of one image's value, as messages write it.
  private func image(_ node: NodeID) -> Shape { Shape(Array(shape(node).dimensions.dropFirst())) }
}
