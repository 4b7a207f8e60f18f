import Problems
import TensorEngine

/// The sums that give the size of an op's output.
enum OutputSizeLines {
  /// A line for each spatial axis of an op that slides windows, one for axes that are alike.
  ///
  ///     Output size: rows (5 − 3) / 2 + 1 = 2, columns (7 − 3) / 2 + 1 = 3
  ///
  /// - Returns: `nil` for an op whose output size is no sum.
  static func text(of id: NodeID, in graph: Graph) -> String? {
    guard let sums = graph.sizeSums(of: id) else { return nil }
    let names = sums.count == 1 ? ["length"] : ["rows", "columns"]
    if sums.count == 2, sums[0] == sums[1] {
      return Prose.wrapped(sums[0], first: "Output size, rows and columns: ", indent: "  ")
    }
    return zip(names, sums).map { name, sum in
      Prose.wrapped(sum, first: "Output size, \(name): ", indent: "  ")
    }
    .joined(separator: "\n")
  }
}
