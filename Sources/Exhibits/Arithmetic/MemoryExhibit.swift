import Problems
import TensorEngine
import Typesetting

/// A small picture of several channels, and the one long row in which memory has it: channels first,
/// NCHW, and channels last, NHWC.
///
/// A step for each cell says where it lies, and why there.
struct MemoryExhibit: ExhibitKind {
  static let name = "memory"
  static let names: [String] = []

  /// The planes, channel by channel: C×H×W.
  private let value: Tensor<Double>

  /// The most cells: two lines of addresses.
  private static let mostCells = 48
  /// The columns of the narrowest stage that addresses may take.
  private static let mostColumns = 66

  init(_ values: NamedValues) throws(Diagnostic) {
    let remedy = "Write planes of rows: 1 2 / 3 4 ; 10 20 / 30 40."
    let node = try values.required(Self.name, of: "show", remedy: remedy)
    let grid = try GridLiteral(node, as: "the picture")
    guard grid.value.shape.rank <= 3 else {
      throw node.diagnostic("this is a batch, and memory shows one picture", remedy: remedy)
    }
    value = grid.value(ofRank: 3)
    guard value.shape.dimensions[0] <= Ink.seriesCount else {
      throw node.diagnostic(
        "\(value.shape.dimensions[0]) channels cannot be told apart",
        remedy: "Show up to \(Ink.seriesCount).")
    }
    guard 2...Self.mostCells ~= value.shape.count else {
      throw node.diagnostic(
        "a picture of \(value.shape.count) cells is not shown in memory",
        remedy: "Show 2 to \(Self.mostCells).")
    }
  }

  /// One order in memory: how far apart neighbours along each axis are, channel, row and column.
  private struct Order {
    let name: String
    let strides: [Int]

    func address(of index: [Int]) -> Int { zip(index, strides).map { $0 * $1 }.reduce(0, +) }

    /// The sum that an address is: `1·6 + 0·3 + 2·1`, in the order of the layout's name.
    func sum(_ index: [Int]) -> String {
      let axes = strides.indices.sorted { (strides[$0], $1) > (strides[$1], $0) }
      return axes.map { "\(index[$0])·\(strides[$0])" }.joined(separator: " + ")
    }
  }

  private var orders: [Order] {
    let (channels, height, width) = (
      value.shape.dimensions[0], value.shape.dimensions[1], value.shape.dimensions[2]
    )
    return [
      Order(name: "NCHW", strides: [height * width, width, 1]),
      Order(name: "NHWC", strides: [1, width * channels, channels]),
    ]
  }

  /// The index of every cell, channel after channel.
  private var indices: [[Int]] {
    let lengths = value.shape.dimensions
    return (0..<lengths[0]).flatMap { channel in
      (0..<lengths[1]).flatMap { row in (0..<lengths[2]).map { [channel, row, $0] } }
    }
  }

  func content(from sources: ExhibitSources) -> ExhibitContent {
    let scenes = [scene(nil, caption: "The same numbers, one after the other, in two orders.")]
    return ExhibitContent(
      "One picture in memory",
      steps: scenes + indices.map { scene($0, caption: caption($0)) }, facts: facts)
  }

  private func scene(_ current: [Int]?, caption: String) -> Scene {
    let planes = (0..<value.shape.dimensions[0]).map { Panel.table(plane($0, current)) }
    return Scene(
      planes + [.table(strides), .table(memory(current))], caption: caption)
  }

  private func caption(_ index: [Int]) -> String {
    let places = orders.map { "\($0.name) \($0.sum(index)) = \($0.address(of: index))" }
    return "Channel \(index[0]), row \(index[1]), column \(index[2]): "
      + places.joined(separator: ", ") + "."
  }

  // MARK: - Tables

  private func text(_ index: [Int]) -> String { NumberText.short(value[index]) }

  private func plane(_ channel: Int, _ current: [Int]?) -> Table {
    let lengths = value.shape.dimensions
    let rows = (0..<lengths[1]).map { row in
      Table.Row(
        (0..<lengths[2]).map { column in
          let index = [channel, row, column]
          return Table.Cell(text(index), .series(channel), isMarked: index == current)
        })
    }
    return Table(rows, title: "channel \(channel)", trailing: Set(0..<lengths[2]))
  }

  private static let axes = ["channel", "row", "column"]

  /// How far each neighbour is.
  private var strides: Table {
    let rows = Self.axes.indices.reversed().map { axis in
      Table.Row(
        [Table.Cell("next \(Self.axes[axis])", .dim)]
          + orders.map { order in
            Table.Cell(
              "\(order.strides[axis])",
              piece: Piece("\(order.name) stride of \(Self.axes[axis])", in: "strides"))
          })
    }
    return Table(rows, header: ["how far to the"] + orders.map(\.name), trailing: [1, 2])
  }

  /// Addresses, and what lies there in each order; in equal lines where one is too long.
  private func memory(_ current: [Int]?) -> Table {
    let lines = orders.map { order in
      indices.sorted { order.address(of: $0) < order.address(of: $1) }
    }
    let count = value.shape.count
    let width = max(String(count - 1).count, indices.map { text($0).count }.max() ?? 1) + 2
    let parts = (count * width + Self.mostColumns - 1) / Self.mostColumns
    let length = (count + parts - 1) / parts
    let rows = stride(from: 0, to: count, by: length).flatMap { start -> [Table.Row] in
      let addresses = start..<min(start + length, count)
      let head = Table.Row(
        [Table.Cell("address", .dim)] + addresses.map { Table.Cell("\($0)", .dim) })
      return [head]
        + zip(orders, lines).map { order, cells in
          Table.Row(
            [Table.Cell(order.name)]
              + addresses.map { address in
                let index = cells[address]
                return Table.Cell(
                  text(index), .series(index[0]), isMarked: index == current,
                  piece: Piece(order.name, in: "orders"))
              })
        }
    }
    return Table(rows, trailing: Set(1...length))
  }

  private var facts: [Fact] {
    orders.flatMap { order in
      Self.axes.enumerated().map { axis, name in
        let stride = "\(order.name) stride of \(name)"
        return Fact(stride, Double(order.strides[axis]), piece: stride)
      }
        + indices.enumerated().map { place, index in
          Fact(
            "\(order.name) address of \(index.map(String.init).joined(separator: " "))",
            Double(order.address(of: index)), piece: order.name, step: place + 1)
        }
    }
  }
}
