import Problems
import TensorEngine

extension Misconception {
  /// Results of a convolution.
  static let convolutionValues: [Misconception] = kernels + biases + rings

  private static let kernels: [Misconception] = [
    .init(
      "kernel-turned", .often, "the kernel was turned",
      say: "Lay the kernel down just as it is drawn; this layer never turns it."
    ) { inquiry in
      guard inquiry.isConvolution, !inquiry.isTrueConvolution, inquiry.asksForResult else {
        return []
      }
      return inquiry.setting("flip", to: "true")
    },
    .init(
      "kernel-not-turned", .often, "the kernel was not turned",
      say: "A true convolution turns the kernel upside down and back to front first."
    ) { inquiry in
      guard inquiry.isConvolution, inquiry.isTrueConvolution, inquiry.asksForResult else {
        return []
      }
      return inquiry.setting("flip", to: "false")
    },
    .init(
      "kernel-transposed", .common, "the kernel was mirrored in its diagonal",
      say:
        "Turning by half a circle sends the first cell to the last place, not along the diagonal."
    ) { $0.withKernel { $0.transposedPlanes } },
    .init(
      "kernel-quarter-turn", .seldom, "the kernel was turned by a quarter, or mirrored",
      say: "Half a circle, please: turn the sheet twice by a quarter."
    ) { inquiry in
      inquiry.withKernel { $0.transposedPlanes?.flipped([2]) }
        + inquiry.withKernel { $0.transposedPlanes?.flipped([3]) }
        + inquiry.withKernel { $0.flipped([2]) } + inquiry.withKernel { $0.flipped([3]) }
    },
    .init(
      "matrices-multiplied", .common, "window and kernel were multiplied as matrices",
      say: "Each number meets only the one lying on it; then everything is added up."
    ) { $0.multiplyingMatrices() },
    .init(
      "answer-transposed", .common, "the answers were written down the columns",
      say: "The window walks along the row first, so write from left to right."
    ) { inquiry in
      guard inquiry.isConvolution, inquiry.asksForResult,
        case .grid(let rows, let columns, let values) = inquiry.answer, rows > 1, columns > 1
      else { return [] }
      let turned = (0..<columns).flatMap { column in
        (0..<rows).map { values[$0 * columns + column] }
      }
      return [WrongAnswer(.grid(rows: columns, columns: rows, values: turned))]
    },
  ]

  private static let biases: [Misconception] = [
    .init(
      "bias-left-out", .often, "the bias was forgotten",
      say: "When the products are added up, the bias joins in."
    ) { inquiry in
      guard inquiry.asksForResult, !inquiry.isBatchNorm else { return [] }
      return inquiry.replacing("bias") { Tensor($0.shape, repeating: 0) }
    },
    .init(
      "bias-per-channel", .common, "the bias was added for every channel",
      say: "One filter has one extra number, however many layers the picture has."
    ) { inquiry in
      guard inquiry.isConvolution, inquiry.asksForResult, let weight = inquiry.grid("weight"),
        weight.shape[1] > 1
      else { return [] }
      return inquiry.replacing("bias") { bias in
        Tensor(bias.shape, bias.elements.map { $0 * Double(weight.shape[1]) })
      }
    },
  ]

  private static let rings: [Misconception] = [
    .init(
      "zeros-around-result", .common, "the ring was laid around the result",
      say: "The zeros belong around the picture, so that the edge gets windows of its own."
    ) { $0.paddingTheResult() },
    .init(
      "edge-repeated", .seldom, "the ring was filled with copies",
      say: "Outside the picture there is nothing, and nothing counts as 0 here."
    ) { inquiry in
      guard inquiry.isConvolution, inquiry.asksForResult, inquiry.isPadded,
        inquiry.argument("padding_mode") == nil
      else { return [] }
      return ["replicate", "reflect", "circular"].flatMap {
        inquiry.setting("padding_mode", to: $0)
      }
    },
    .init(
      "copies-forgotten", .common, "the ring was filled with zeros",
      say: "This ring is not of zeros: it repeats what is inside, as its mode says."
    ) { inquiry in
      guard inquiry.asksForResult, case .word(let mode) = inquiry.argument("padding_mode"),
        mode != "zeros"
      else { return [] }
      return inquiry.setting("padding_mode", to: "zeros")
    },
    .init(
      "ring-on-wrong-side", .common, "the ring stood on the other side",
      say: "This ring has its zeros at one end only; look at which, and start there."
    ) { inquiry in
      guard inquiry.isConvolution, inquiry.asksForResult, let axes = inquiry.axes,
        axes.contains(where: { $0.before != $0.after })
      else { return [] }
      func text(_ amounts: (SlidingAxis) -> [Int]) -> String {
        axes.flatMap(amounts).map(String.init).joined(separator: ", ")
      }
      return inquiry.setting("padding", to: text { [$0.after, $0.before] })
        + inquiry.setting(
          "padding",
          to: text { axis in
            let half = (axis.before + axis.after + 1) / 2
            return [half, half]
          })
    },
  ]
}

extension ProblemInquiry {
  /// Whether the op is a convolution that is moved forward.
  var isConvolution: Bool { isAbout("conv1d", "conv2d") }

  /// Whether the convolution turns its kernel.
  var isTrueConvolution: Bool {
    if case .boolean(true) = argument("flip") { true } else { false }
  }

  /// What a true convolution gives where the kernel is laid down in another way than turned.
  fileprivate func withKernel(
    _ change: (Tensor<Double>) -> Tensor<Double>?
  ) -> [WrongAnswer] {
    guard isConvolution, isTrueConvolution, asksForResult, let weight = grid("weight"),
      weight.shape.rank == 4, let changed = change(weight)
    else { return [] }
    return changing(
      .parameter(operation: operationIndex, name: "flip", text: "false"),
      .grid(
        of: "\(operationIndex).weight", shape: changed.shape.dimensions, numbers: changed.elements))
  }

  /// The sum of all numbers of the matrix product of window and kernel.
  fileprivate func multiplyingMatrices() -> [WrongAnswer] {
    guard isAbout("conv2d"), asksForResult, let weight = grid("weight"), let axes,
      weight.shape[1] == 1, weight.shape[2] == weight.shape[3], weight.shape[2] > 1,
      output.shape[0] == 1, output.shape[1] == 1
    else { return [] }
    let size = weight.shape[2]
    var sums = output
    for position in 0..<output.shape.count {
      let place = output.shape.index(at: position)
      let window = window(at: place[2], place[3], axes: axes)
      var sum = 0.0
      for row in 0..<size {
        for column in 0..<size {
          for tap in 0..<size { sum += window[row][tap] * weight[[0, 0, tap, column]] }
        }
      }
      sums.elements[position] = sum
    }
    // A kernel whose rows add up to 0 leads to zeros, and those have simpler causes.
    return sums.elements.allSatisfy { $0 == 0 } ? [] : answering(sums)
  }

  /// The numbers under the window of a result of the first channel, zeros for the padding.
  private func window(at row: Int, _ column: Int, axes: [SlidingAxis]) -> [[Double]] {
    func positions(_ axis: SlidingAxis, _ output: Int) -> [Int] {
      (0..<axis.kernel).map { output * axis.stride - axis.before + $0 * axis.dilation }
    }
    return positions(axes[0], row).map { row in
      positions(axes[1], column).map { column in
        guard (0..<axes[0].input).contains(row), (0..<axes[1].input).contains(column) else {
          return 0
        }
        return input[[0, 0, row, column]]
      }
    }
  }

  /// The result without padding, with the ring around it.
  fileprivate func paddingTheResult() -> [WrongAnswer] {
    guard isConvolution, asksForResult, isPadded, !isStrided, let axes,
      let bare = solved(with: [
        .parameter(operation: operationIndex, name: "padding", text: "0")
      ])?.value(value)
    else { return [] }
    var ringed = Tensor(output.shape, repeating: 0)
    for position in 0..<bare.shape.count {
      var place = bare.shape.index(at: position)
      for (axis, window) in axes.enumerated() { place[2 + axis] += window.before }
      guard zip(place, ringed.shape.dimensions).allSatisfy({ $0 < $1 }) else { return [] }
      ringed[place] = bare.elements[position]
    }
    return answering(ringed)
  }
}

extension Tensor {
  /// Each plane mirrored in its diagonal; `nil` where planes are not square.
  var transposedPlanes: Tensor? {
    let rank = shape.rank
    guard rank >= 2, shape[rank - 1] == shape[rank - 2] else { return nil }
    return mapIndices { index in
      var other = index
      other.swapAt(rank - 1, rank - 2)
      return other
    }
  }

  /// The same numbers with some axes read backwards.
  func flipped(_ axes: [Int]) -> Tensor {
    mapIndices { index in
      var other = index
      for axis in axes { other[axis] = shape[axis] - 1 - index[axis] }
      return other
    }
  }

  /// Each number replaced by the one at another index.
  func mapIndices(_ source: ([Int]) -> [Int]) -> Tensor {
    Tensor(shape, (0..<shape.count).map { self[source(shape.index(at: $0))] })
  }
}
