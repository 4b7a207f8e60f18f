import ConvolutionArithmetic
import Problems
import TensorEngine

extension Misconception {
  /// Windows laid out as columns, and products of matrices.
  static let columns: [Misconception] = [
    .init(
      "patches-as-rows", .often, "the windows were written as rows",
      say: "Every window stands upright: one window, one column."
    ) { inquiry in
      guard inquiry.isAbout("unfold"), inquiry.asksForResult else { return [] }
      return inquiry.answering(inquiry.wanted.exchangingLastAxes)
    },
    .init(
      "channels-interleaved", .common, "the channels were mixed cell by cell",
      say: "Write out the first channel's window completely, and then the next channel's."
    ) { inquiry in
      guard inquiry.isAbout("unfold"), inquiry.asksForResult else { return [] }
      let (channels, columns) = (inquiry.input.shape[1], inquiry.wanted)
      let taps = columns.shape[1] / channels
      return inquiry.answering(
        columns.mapIndices { index in
          let (tap, channel) = index[1].quotientAndRemainder(dividingBy: channels)
          return [index[0], channel * taps + tap, index[2]]
        })
    },
    .init(
      "columns-per-tap", .seldom, "a column was counted for each cell",
      say: "There is one column for each place the window can stand."
    ) { inquiry in
      guard inquiry.isAbout("unfold"), case .value(.operation) = inquiry.value else { return [] }
      let (rows, maps) = (inquiry.wanted.shape[1], inquiry.input.shape)
      let counts = [rows / maps[1], rows, maps[2] * maps[3]].map(Double.init)
      switch inquiry.part {
      case .size: return counts.map { WrongAnswer(.size([$0])) }
      case .length(2): return counts.map { WrongAnswer(.number($0)) }
      default: return []
      }
    },
    .init(
      "folded-without-adding", .often, "folding was taken for the way back",
      say: "A cell that lay in two windows comes back twice."
    ) { $0.foldingWithoutAdding() },
    .init(
      "weights-transposed", .often, "the matrix was transposed",
      say: "Each output takes one row of the weights, all along the input."
    ) { inquiry in
      guard inquiry.isAbout("linear"), inquiry.asksForResult else { return [] }
      return inquiry.replacing("weight") { $0.transposedPlanes }
    },
    .init(
      "outer-product-transposed", .common, "rows and columns were swapped",
      say: "It has the shape of the weights: a row for each output."
    ) { inquiry in
      guard inquiry.isAbout("linear"), inquiry.asksForGradient(of: "weight") else { return [] }
      return inquiry.answering(inquiry.wanted.exchangingLastAxes)
    },
  ]
}

extension Tensor<Double> {
  /// Each plane with its rows as columns.
  fileprivate var exchangingLastAxes: Tensor {
    let (row, column) = (shape.rank - 2, shape.rank - 1)
    var lengths = shape.dimensions
    lengths.swapAt(row, column)
    return Tensor(Shape(lengths)) { index in
      var source = index
      source.swapAt(row, column)
      return self[source]
    }
  }
}

extension ProblemInquiry {
  /// The image in which each column is put down over what lay there before, instead of being added.
  fileprivate func foldingWithoutAdding() -> [WrongAnswer] {
    guard case .fold(let windows, let size) = op, asksForResult,
      let counts = try? zip(windows, size).map({ try $0.outputSize(forInputSize: $1) })
    else { return [] }
    let columns = input
    return answering(
      Tensor(output.shape) { index in
        let last = zip(windows, counts).enumerated().compactMap { axis, window in
          window.0.uses(ofInput: index[2 + axis], outputSize: window.1).last
        }
        guard last.count == windows.count else { return 0 }
        let (row, column) = zip(zip(windows, counts), last).reduce((index[1], 0)) { place, use in
          (place.0 * use.0.0.kernelSize + use.1.tap, place.1 * use.0.1 + use.1.output)
        }
        return columns[[index[0], row, column]]
      })
  }
}
