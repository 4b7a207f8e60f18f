import CPUBackend
import Foundation
import Typesetting

/// What an ``OperationBenchmark`` measured, to be printed as text or as JSON.
struct OperationReport: Encodable {
  /// The CPU core whose kernels OpenBLAS ran.
  let core: String
  let threads: Int
  let batch: Int
  let rounds: Int
  let largeProduct: LargeProduct
  let rows: [Row]

  /// The rate of a product large enough for OpenBLAS to be at its best.
  struct LargeProduct: Encodable {
    let side: Int
    let gigaflops: Double
  }

  /// One pass of one layer.
  struct Row: Encodable {
    let network: String
    let layer: String
    let pass: ConvolutionPass
    /// How the pass is computed.
    let method: String
    /// The product of matrices the pass consists of, for one image.
    let product: Product
    /// The time of the pass for the whole batch.
    let milliseconds: Double
    let gigaflops: Double
    /// The rate of the product alone, by as many threads, its operands staying in the cache.
    let productGigaflops: Double
    /// The pass' rate as a share of the product's, the median over the rounds; above 1 where the pass multiplies in smaller
    /// pieces than one call of OpenBLAS does.
    let share: Double
  }

  /// The sizes of a product and how its operands are stored.
  struct Product: Encodable {
    let rows: Int
    let columns: Int
    let inner: Int
    let transposeA: Bool
    let transposeB: Bool

    init(_ shape: ProductProfile.Shape) {
      (rows, columns, inner) = (shape.rows, shape.columns, shape.inner)
      (transposeA, transposeB) = (shape.transposeA, shape.transposeB)
    }

    /// `16 × 1024 × 144 NN`: rows, columns, inner, and N or T for each operand.
    var description: String {
      "\(rows) × \(columns) × \(inner) \(transposeA ? "T" : "N")\(transposeB ? "T" : "N")"
    }
  }

  /// A table, one line for each row.
  var text: String {
    var lines = [
      "OpenBLAS \(core), \(threads) thread\(threads == 1 ? "" : "s"), batch \(batch),"
        + " medians of \(rounds) rounds",
      "sgemm \(largeProduct.side)³: \(NumberText.fixed(largeProduct.gigaflops, 1)) GFLOP/s",
    ]
    var network = ""
    var cells: [[String]] = []
    for row in rows {
      if row.network != network {
        network = row.network
        cells.append([network])
      }
      cells.append([
        row.layer, row.pass.rawValue, row.method, row.product.description,
        NumberText.fixed(row.milliseconds, 3), NumberText.fixed(row.gigaflops, 1),
        NumberText.fixed(row.productGigaflops, 1), NumberText.percent(row.share, 0),
      ])
    }
    lines.append("")
    lines +=
      TextTable(
        header: ["layer", "pass", "method", "product", "ms", "GFLOP/s", "of product", "share"],
        rows: cells, trailing: [4, 5, 6, 7]
      ).lines
    return lines.joined(separator: "\n")
  }

  /// The same as JSON.
  func json() throws -> String {
    try JSONText.of(self)
  }
}
