import ConvolutionArithmetic
import Problems
import TensorEngine

extension Misconception {
  /// Sizes and results of transposed convolutions and of upsamplings.
  static let transposed: [Misconception] = transposedSizes + stamps

  private static let transposedSizes: [Misconception] = [
    .init(
      "size-times-stride", .often, "the size was only multiplied by the stride",
      say: "The last stamp sticks out by its own width; add what hangs over."
    ) { $0.backwardSizes { Double($0.input * $0.stride) } },
    .init(
      "padding-grows", .often, "the padding was added",
      say: "Here padding works backwards: it trims the edge of the result."
    ) { $0.backwardSizes { Double($0.stamped + 2 * ($0.before + $0.after)) } },
    .init(
      "kernel-left-out", .common, "the kernel was left out",
      say: "Between the first and last stamp lies (n−1)·s, and then one whole stamp more."
    ) { $0.backwardSizes { Double($0.stamped - $0.reach + 1) } },
    .init(
      "stamp-gaps-ignored", .seldom, "the gaps in the stamp were ignored",
      say: "The stamp is spread out, so it reaches further."
    ) { inquiry in
      guard inquiry.isTransposed, inquiry.isDilated else { return [] }
      return inquiry.setting("dilation", to: "1")
    },
    .init(
      "forward-size", .common, "the rule of a forward convolution was used",
      say: "This layer runs the other way: every cell grows into a stamp."
    ) { $0.backwardSizes { $0.places } },
    .init(
      "output-padding-ignored", .common, "the extra row and column were forgotten",
      say: "The last number asks for one more row and column; several sizes would fit otherwise."
    ) { inquiry in
      guard inquiry.hasOutputPadding else { return [] }
      return inquiry.setting("output_padding", to: "0")
    },
  ]

  private static let stamps: [Misconception] = [
    .init(
      "output-padding-zeros", .common, "the extra strip was filled with zeros",
      say: "The extra strip shows what the stamps already put there; it is not blank."
    ) { inquiry in
      guard inquiry.hasOutputPadding, inquiry.asksForResult, let axes = inquiry.axes else {
        return []
      }
      let output = inquiry.output
      return inquiry.answering(
        Tensor(output.shape) { index in
          let isExtra = axes.indices.contains {
            index[2 + $0] >= output.shape[2 + $0] - axes[$0].outputPadding
          }
          return isExtra ? 0 : output[index]
        })
    },
    .init(
      "stamp-turned", .common, "the stamp was turned",
      say: "Stamp the kernel just as it is drawn, once per cell."
    ) { inquiry in
      guard inquiry.isTransposed, inquiry.asksForResult else { return [] }
      return inquiry.replacing("weight") { $0.flipped(Array(2..<$0.shape.rank)) }
    },
    .init(
      "overlap-overwritten", .often, "later stamps covered earlier ones",
      say: "Where stamps overlap, both stay: add them."
    ) { $0.coveringStamps() },
    .init(
      "corners-aligned", .common, "the new cells were spaced from end to end",
      say: "Think of cells with a width: the new centres sit inside the old ones, not at the rims."
    ) { inquiry in
      guard inquiry.isAbout("upsample"), inquiry.asksForResult else { return [] }
      return inquiry.setting("align_corners", to: "true")
    },
    .init(
      "upsampled-with-zeros", .common, "zeros were put between the cells",
      say: "Each new cell copies the old one that is nearest; none stays empty."
    ) { inquiry in
      inquiry.enlarging { place, factor, _ in place % factor == 0 ? place / factor : nil }
    },
    .init(
      "upsampled-by-tiling", .common, "the whole map was repeated",
      say: "Each cell grows where it stands; the map is not laid out again beside itself."
    ) { inquiry in inquiry.enlarging { place, _, length in place % length } },
  ]
}

extension SlidingAxis {
  /// The result's length where the window stamps each cell of the input into it,
  /// (n − 1)·s + d·(k − 1) + 1 − 2p + a.
  fileprivate var stamped: Int { (input - 1) * stride + reach - before - after + outputPadding }
}

extension ProblemInquiry {
  /// Whether a transposed convolution is asked for cells at its end.
  fileprivate var hasOutputPadding: Bool {
    isTransposed && (axes?.contains { $0.outputPadding > 0 } ?? false)
  }

  /// Sizes of what a transposed convolution makes.
  fileprivate func backwardSizes(_ length: (SlidingAxis) -> Double?) -> [WrongAnswer] {
    isTransposed ? sizes(length) : []
  }

  /// What an upsampling by nearest cells gives where other cells are read.
  ///
  /// - Parameter source: The cell that a new one is read from, along an axis, by its place, the factor and
  ///   how many there are; `nil` for a zero.
  fileprivate func enlarging(_ source: (Int, Int, Int) -> Int?) -> [WrongAnswer] {
    guard isAbout("upsample"), asksForResult else { return [] }
    if case .word(let mode)? = argument("mode"), mode != "nearest" { return [] }
    let (old, new) = (input, output.shape)
    guard old.shape.rank == new.rank,
      zip(new.dimensions, old.shape.dimensions).allSatisfy({ $0 % $1 == 0 })
    else { return [] }
    return answering(
      Tensor(new) { index in
        var place = index
        for axis in 2..<new.rank {
          let factor = new[axis] / old.shape[axis]
          guard let cell = source(index[axis], factor, old.shape[axis]) else { return 0 }
          place[axis] = cell
        }
        return old[place]
      })
  }

  /// The result in which each stamp covers what lay there before, instead of being added.
  fileprivate func coveringStamps() -> [WrongAnswer] {
    guard case .transposedConvolution(let layer) = op, asksForResult, let weight = grid("weight")
    else { return [] }
    let (input, output, bias) = (input, output, grid("bias"))
    let (channels, filters) = (input.shape[1] / layer.groups, weight.shape[1])
    return answering(
      Tensor(output.shape) { index in
        let last = layer.windows.enumerated().compactMap { axis, window in
          window.uses(ofInput: index[2 + axis], outputSize: input.shape[2 + axis]).last
        }
        let start = bias?[[index[1]]] ?? 0
        guard last.count == layer.windows.count else { return start }
        let group = index[1] / filters
        return (group * channels..<(group + 1) * channels).reduce(start) { sum, channel in
          sum + input[[index[0], channel] + last.map(\.output)]
            * weight[[channel, index[1] % filters] + last.map(\.tap)]
        }
      })
  }
}
