import ConvolutionArithmetic
import TensorEngine

/// Puts a node's operands and its result in panels.
extension Explainer {
  /// Puts an operand in a panel.
  ///
  /// - Parameters:
  ///   - position: Which operand.
  ///   - part: What it is, where that is not what its op calls it.
  ///   - title: What people call it, where that is not the name of what it is.
  ///   - role: The part it plays, where that does not follow from what it is.
  ///   - layout: How it lies in planes; the usual way when absent.
  ///   - leading: The axes before those of a plane, where they are not the tensor's own.
  ///   - leadingNames: What the axes before those of a plane are called, the last one last.
  ///   - place: Where it stands.
  func show(
    _ position: Int, in builder: inout PanelBuilder, as part: OperandRole? = nil,
    title: String? = nil, role: ValueRole? = nil, layout: PlaneLayout? = nil,
    leading: Shape? = nil, leadingNames: [String] = ["image", "channel"],
    at place: PanelPlace = PanelPlace()
  ) -> ShownTensor {
    let part = part ?? self.part(of: position)
    let operand = executed.graph[id].inputs[position]
    // Among equals the part does not tell one from the other.
    let isEqualRole = op.operandRoles == [.left, .right]
    let areGradients =
      isEqualRole
      && executed.graph[id].inputs.allSatisfy(executed.graph.isGradient)
    let isEqual = part == .left || part == .right || areGradients
    // What is summed may be a product that a gradient went into, and is no gradient of anything.
    let isSummed = if case .reduce = op { true } else { false }
    // What has been worked on since it came back is no longer what flows back to the op.
    let isWorkedOn = if case .binary = op { part == .upstream } else { false }
    let meaning =
      isEqual || isSummed || isWorkedOn || part == .input
      ? executed.graph.meaning(of: operand) : nil
    let isBesideMeaning =
      isEqual && executed.graph.meaning(of: executed.graph[id].inputs[1 - position]) != nil
    let isOfPadded = part == .upstream && executed.graph.isGradientOfPadded(operand)
    let name =
      isOfPadded
      ? "dLoss/d(padded)"
      : meaning?.beforeColon ?? (isBesideMeaning && !areGradients ? OperandRole.input : part).title
    // A mask, a kept mean or an old push that an op was given is no input of the problem.
    let given = part == .input ? executed.graph[operand].parameterName : nil
    return builder.add(
      operands[position], of: operand, title ?? given ?? name,
      role ?? part.valueRole, operand: part, layout: layout, leading: leading,
      leadingNames: leadingNames, at: place)
  }

  /// What an operand is where this node stands in its graph: in a backward pass an op may take
  /// for its input what is the gradient that flows back.
  func part(of position: Int) -> OperandRole {
    let roles = op.operandRoles
    let role = roles[min(position, roles.count - 1)]
    let graph = executed.graph
    let isGradient = graph[id].inputs.map(graph.isGradient)
    switch role {
    case .input, .left, .right:
      if isGradient[position] { return .upstream }
      guard role != .input else { return role }
      if let named = graph[graph[id].inputs[position]].namedRole { return named }
      // Beside a weight, a target or a gradient stands what they are applied to.
      let other = graph[id].inputs[1 - position]
      return isGradient[1 - position] || graph[other].namedRole != nil ? .input : role
    case .upstream:
      // The weight gradient of a transposed convolution has the two exchanged.
      return isGradient.contains(true) && !isGradient[position] ? .input : role
    default: return role
    }
  }

  /// What the gradient of an op's input is called: that of what a `pad` made where the op read that; `nil`
  /// for what is no gradient.
  var inputGradientTitle: String? {
    guard isGradient else { return nil }
    return executed.graph.isGradientOfPadded(id) ? "dLoss/d(padded)" : "input gradient"
  }

  /// Puts the result in a panel, to be filled by frames.
  ///
  /// Of what `output_padding` adds to it a layout that has one row and column for each of its own says so;
  /// where it lies otherwise, its cells do.
  func showResult(
    in builder: inout PanelBuilder, title: String? = nil, role: ValueRole? = nil,
    layout: PlaneLayout? = nil, leading: Shape? = nil,
    leadingNames: [String] = ["image", "channel"], byColumns: Bool = false,
    at place: PanelPlace = PanelPlace()
  ) -> ShownTensor {
    var shown = builder.add(
      result, of: id, title ?? resultTitle, role ?? resultRole, layout: layout,
      leading: leading, leadingNames: leadingNames, isFilled: true, byColumns: byColumns, at: place)
    shown.noun = resultTitle.capitalizedFirst
    if !shown.layout.hasAdded, let own = layoutOfAdded {
      builder.mark(shown, added: own)
    }
    return shown
  }

  /// How the result lies with the rows and columns that `output_padding` adds; `nil` where it adds none.
  ///
  /// What flows back to a convolution's input has its size again; nobody asked for more.
  private var layoutOfAdded: PlaneLayout? {
    guard !isGradient, case .transposedConvolution(let convolution) = op,
      (1...2).contains(convolution.windows.count),
      convolution.windows.contains(where: { $0.outputPadding > 0 })
    else { return nil }
    return resultLayout(convolution)
  }

  /// How the result of a transposed convolution lies in planes: what `output_padding` adds is named.
  func resultLayout(_ convolution: Convolution) -> PlaneLayout {
    let axes = convolution.windows.count
    let plain = PlaneLayout(result.shape, axes: axes)
    guard !isGradient else { return plain }
    let windows = PlaneWindows(convolution.windows)
    return PlaneLayout(
      axisCount: axes,
      rows: axes == 1
        ? plain.rows : PlaneAxis(plain.rows.size, added: windows.vertical.outputPadding),
      columns: PlaneAxis(plain.columns.size, added: windows.horizontal.outputPadding))
  }

  /// Puts the first operand in a panel with the padding that windows slide over.
  ///
  /// A convolution that pads by reflection and its like slides over what a `pad` made of its input;
  /// what is shown is that input, its padding made of copies.
  ///
  /// - Parameters:
  ///   - windows: One window for each spatial axis.
  ///   - outputSize: How many places they take along each axis.
  ///   - padding: What their own padding holds.
  /// - Returns: The windows and the operand; `nil` for more axes than a plane has, and where the
  ///   padding makes it too large to be drawn.
  func showInput(
    under windows: [SlidingWindow], outputSize: [Int], padding: Double = 0,
    in builder: inout PanelBuilder
  ) -> (grid: WindowGrid, input: ShownTensor)? {
    guard
      let under = inputUnder(windows, outputSize: outputSize, padding: padding)
    else { return nil }
    let part = part(of: 0)
    let input = builder.add(
      under.tensor, of: under.node, part.title, part.valueRole, operand: part,
      layout: under.layout)
    return (under.grid, input)
  }

  /// What windows slide over and how it lies; see ``showInput(under:outputSize:padding:in:)``.
  func inputUnder(
    _ windows: [SlidingWindow], outputSize: [Int], padding: Double = 0
  ) -> (node: NodeID, tensor: Tensor<Double>, grid: WindowGrid, layout: PlaneLayout)? {
    var (node, windows, fill) = (executed.graph[id].inputs[0], windows, Pad.Mode.constant(padding))
    if seesThroughPadding, let padded = op.paddedWindows(windows, over: executed.graph[node]),
      executed.values[padded.node] != nil
    {
      (node, windows, fill) = padded
    }
    guard let tensor = executed.values[node],
      let grid = WindowGrid(
        windows, inputSize: tensor.shape.spatialSize, outputSize: outputSize),
      case let layout = grid.inputLayout(fill: fill), layout.isDrawable(tensor.shape)
    else { return nil }
    return (node, tensor, grid, layout)
  }

  /// What a convolution reads before cells are copied into its padding, and the op that copies them;
  /// the first operand, and none, where nothing is copied.
  var unpadded: (node: NodeID, tensor: Tensor<Double>, pad: Op?) {
    let operand = executed.graph[id].inputs[0]
    guard seesThroughPadding, case .convolution(let convolution) = op,
      let padded = op.paddedWindows(convolution.windows, over: executed.graph[operand]),
      let tensor = executed.values[padded.node]
    else { return (operand, operands[0], nil) }
    return (padded.node, tensor, executed.graph[operand].op)
  }
}

extension Graph {
  /// Whether a gradient is that of what a `pad` made, and not yet of what it was given.
  fileprivate func isGradientOfPadded(_ id: NodeID) -> Bool {
    nodes.contains { node in
      guard case .padGradient = node.op else { return false }
      return node.inputs[0] == id
    }
  }

  /// What a value is, whatever shape it has been given since.
  fileprivate func meaning(of id: NodeID) -> String? {
    switch self[id].op {
    case .reshape, .broadcast: self[id].meaning ?? meaning(of: self[id].inputs[0])
    case .softmax: self[id].meaning ?? "probabilities"
    case .logSoftmax: self[id].meaning ?? "log-probabilities"
    default: self[id].meaning
    }
  }
}

extension String {
  /// The text up to a colon, behind which it explains itself, or a parenthesis.
  var beforeColon: String {
    let start = prefix { $0 != ":" && $0 != "(" }
    return start.hasSuffix(" ") ? String(start.dropLast()) : String(start)
  }
}

extension Node {
  /// The parameter of an op that a value was fed in as: `other` of `0.other`; `nil` for data.
  fileprivate var parameterName: String? {
    guard case .input = op, let parts = name?.split(separator: "."), parts.count > 1 else {
      return nil
    }
    return parts.last.map(String.init)
  }
}
