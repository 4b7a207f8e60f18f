import CKernels
import ConvolutionArithmetic
import TensorEngine

extension BlockKernelMaker {
  func maxPool(
    _ windows: [SlidingWindow], x: NodeID, maxima: NodeID?, switches: NodeID?
  ) -> BlockKernel {
    let x = blocks(x)
    let (y, places) = (maxima.map(blocks), switches.map(blocks))
    guard let result = y ?? places else { preconditionFailure("nothing is asked of a max pool") }
    let table = PoolTable(.windows(AveragePool(windows: windows)), from: x.shape, to: result.shape)
    return BlockKernel { [kernels] block, _ in
      kernels.max_pool(table.plan, x(block), y?(block), places?(block))
    }
  }

  func maxUnpool(
    _ windows: [SlidingWindow], upstream: NodeID, switches: NodeID, result: NodeID
  ) -> BlockKernel {
    let (dy, places, dx) = (blocks(upstream), blocks(switches), blocks(result))
    let table = PoolTable(.windows(AveragePool(windows: windows)), from: dx.shape, to: dy.shape)
    return BlockKernel { [kernels] block, _ in
      kernels.max_unpool(table.plan, dy(block), places(block), dx(block))
    }
  }

  func average(_ kind: PoolKind, x: NodeID, result: NodeID) -> BlockKernel {
    let (x, y) = (blocks(x), blocks(result))
    let table = PoolTable(kind, from: x.shape, to: y.shape)
    return BlockKernel { [kernels] block, _ in
      kernels.average_pool(table.plan, x(block), y(block))
    }
  }

  func spread(_ kind: PoolKind, upstream: NodeID, result: NodeID) -> BlockKernel {
    let (dy, dx) = (blocks(upstream), blocks(result))
    let table = PoolTable(kind, from: dx.shape, to: dy.shape)
    return BlockKernel { [kernels] block, _ in
      kernels.average_unpool(table.plan, dy(block), dx(block))
    }
  }
}

/// What the C kernels of poolings are told: the cells that each result reads.
private final class PoolTable {
  let plan: UnsafeMutablePointer<ck_pool>
  private let memory: TableMemory

  init(_ kind: PoolKind, from source: BlockShape, to result: BlockShape) {
    let (rows, columns): (PoolRegions, PoolRegions)
    switch kind {
    case .windows(let pool):
      let windows = PlaneWindows(pool.windows)
      func regions(_ window: SlidingWindow, _ size: Int, _ results: Int) -> PoolRegions {
        PoolRegions(
          window, inputSize: size, outputSize: results, countIncludePad: pool.countIncludePad)
      }
      rows = regions(windows.vertical, source.height, result.height)
      columns = regions(windows.horizontal, source.width, result.width)
    case .adaptive, .wholePlane:
      rows = PoolRegions(splitting: source.height, into: result.height)
      columns = PoolRegions(splitting: source.width, into: result.width)
    }
    let isDivided = if case .wholePlane = kind { false } else { true }
    let memory = TableMemory()
    func axis(_ regions: PoolRegions, _ source: Int, _ result: Int) -> ck_pool_axis {
      ck_pool_axis(
        starts: memory.table(regions.starts.map(Int32.init)),
        counts: memory.table(regions.counts.map(Int32.init)), step: Int32(regions.step),
        source_size: Int32(source), result_size: Int32(result),
        divisors: memory.table(regions.divisors.map { isDivided ? Int32($0) : 1 }))
    }
    plan = memory.value(
      ck_pool(
        rows: axis(rows, source.height, result.height),
        columns: axis(columns, source.width, result.width), channels: Int32(source.channels),
        is_partition: rows.isPartition(of: source.height)
          && columns.isPartition(of: source.width)))
    self.memory = memory
  }
}

extension PoolRegions {
  /// Whether each cell of an axis is read exactly once.
  fileprivate func isPartition(of size: Int) -> Bool {
    var reads = [Int](repeating: 0, count: size)
    for output in starts.indices { forEachCell(ofOutput: output) { reads[$0] += 1 } }
    return reads.allSatisfy { $0 == 1 }
  }
}
