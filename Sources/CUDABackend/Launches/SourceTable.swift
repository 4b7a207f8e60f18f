import CUDAKernels

/// The sources of rows and columns as words of one memory.
struct SourceTable {
  private(set) var words: [UInt32] = []
  private let rowParts, columnParts: Parts

  /// Where the parts of an axis start.
  private struct Parts {
    let starts, entries, weights, divisors, results: Range<Int>
  }

  init(rows: AxisSources, columns: AxisSources) {
    var words: [UInt32] = []
    rowParts = SourceTable.append(rows, to: &words)
    columnParts = SourceTable.append(columns, to: &words)
    self.words = words
  }

  private static func append(_ axis: AxisSources, to words: inout [UInt32]) -> Parts {
    func append(_ new: [UInt32]) -> Range<Int> {
      words += new
      return (words.count - new.count)..<words.count
    }
    let all = axis.sources.flatMap { $0 }
    let ends = axis.sources.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    return Parts(
      starts: append(ends.map(UInt32.init)), entries: append(all.map { UInt32($0.cell) }),
      weights: append(all.map { Float($0.weight).bitPattern }),
      divisors: append(all.map { Float($0.divisor).bitPattern }),
      results: append(axis.divisors.map { Float($0).bitPattern }))
  }

  func rowDivisors(in memory: CUDAMemory) -> cuda_tensor { numbers(rowParts.results, memory) }
  func columnDivisors(in memory: CUDAMemory) -> cuda_tensor { numbers(columnParts.results, memory) }
  func rows(in memory: CUDAMemory) -> cuda_sources { sources(rowParts, memory) }
  func columns(in memory: CUDAMemory) -> cuda_sources { sources(columnParts, memory) }

  private func sources(_ parts: Parts, _ memory: CUDAMemory) -> cuda_sources {
    cuda_sources(
      starts: memory.integers(at: parts.starts.lowerBound, count: parts.starts.count),
      entries: memory.integers(at: parts.entries.lowerBound, count: parts.entries.count),
      weights: numbers(parts.weights, memory), divisors: numbers(parts.divisors, memory))
  }

  private func numbers(_ range: Range<Int>, _ memory: CUDAMemory) -> cuda_tensor {
    memory.tensor(at: range.lowerBound, count: range.count)
  }
}
