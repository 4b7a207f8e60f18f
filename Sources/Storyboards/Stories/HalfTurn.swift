import TensorEngine

extension Explainer {
  /// The kernel before it made half a turn, for a true convolution; `nil` where the op takes it as it was
  /// given.
  var kernelBeforeTurn: NodeID? {
    let inputs = executed.graph[id].inputs
    guard inputs.count > 1 else { return nil }
    let node = executed.graph[inputs[1]]
    guard case .flip(let axes) = node.op, node.shape.rank > 2,
      Set(axes) == Set(2..<node.shape.rank)
    else { return nil }
    return node.inputs[0]
  }

  /// How the kernel in a panel came to lie turned.
  ///
  /// Either the convolution is a true one, or a twin reads the kernel from its end. `nil` where it lies as
  /// it was given, or is a single number. What is shown on the way are the elements that were given, at
  /// other places.
  func halfTurn(of kernel: ShownTensor) -> KernelTurn? {
    let isReversed = kernel.layout.rows.isReversed || kernel.layout.columns.isReversed
    guard isReversed == (kernelBeforeTurn == nil) else { return nil }
    let node = kernelBeforeTurn ?? executed.graph[id].inputs[1]
    let layout = PlaneLayout(operands[1].shape, axes: kernel.layout.axisCount)
    let (rows, columns) = (layout.rows.size, layout.columns.size)
    guard rows > 1 || columns > 1, let weight = executed.values[node] else { return nil }
    func picture(
      _ title: String, _ layout: PlaneLayout, row: Int, column: Int, _ sentence: String
    ) -> KernelTurn.Picture {
      var builder = PanelBuilder()
      _ = builder.add(
        weight, of: node, title, .kernel, operand: .weight, layout: layout,
        leadingNames: ["filter", "channel"])
      return KernelTurn.Picture(
        panel: builder.panels[0], row: row, column: column, sentence: sentence)
    }
    let given = picture("kernel", layout, row: 0, column: 0, "the kernel as it was given")
    let half = picture(
      "mirrored", layout.mirrored, row: 0, column: columns - 1,
      "left and right have changed places")
    let turned = picture(
      "kernel, turned", layout.turned, row: rows - 1, column: columns - 1,
      columns == 1
        ? "top and bottom have changed places"
        : rows == 1 ? "the two ends have changed places" : "top and bottom too, and so it slides")
    // A picture that looks like the one before it would be taken for one that nothing happens in.
    var pictures = [given]
    if rows > 1, columns > 1, !half.looks(like: given) { pictures.append(half) }
    let isHalf = pictures.count == 1 && rows > 1 && columns > 1
    if pictures.last.map(turned.looks) == true {
      guard pictures.count > 1 else {
        return KernelTurn(
          panel: kernel.panel, before: [], last: turned.saying("it looks the same turned"))
      }
      return KernelTurn(
        panel: kernel.panel, before: [given],
        last: turned.saying(
          "left and right have changed places; top and bottom look the same, and so it slides"))
    }
    return KernelTurn(
      panel: kernel.panel, before: pictures,
      last: isHalf
        ? turned.saying(
          "top and bottom have changed places; left and right look the same, and so it slides")
        : turned)
  }
}
