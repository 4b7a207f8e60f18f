import Synchronization
import Testing

@testable import CPUBackend

struct ThreadPoolTests {
  /// Work that is always worth sharing.
  private static let much = 1 << 30

  @Test(arguments: [1, 2, 3, 5])
  func `every block runs once`(_ threads: Int) {
    let pool = ThreadPool.shared(threads: threads)
    for blocks in [0, 1, 2, 7, 100] {
      let counts = Mutex([Int](repeating: 0, count: blocks))
      pool.forEach(blocks: blocks, work: Self.much) { block, worker in
        precondition((0..<threads).contains(worker))
        counts.withLock { $0[block] += 1 }
      }
      #expect(counts.withLock { $0 } == [Int](repeating: 1, count: blocks))
    }
  }

  @Test
  func `a loop inside a loop runs on the thread that meets it`() {
    let pool = ThreadPool.shared(threads: 3)
    let count = Mutex(0)
    pool.forEach(blocks: 8, work: Self.much) { _, _ in
      pool.forEach(blocks: 8, work: Self.much) { _, worker in
        precondition(worker == 0)
        count.withLock { $0 += 1 }
      }
    }
    #expect(count.withLock { $0 } == 64)
  }

  @Test
  func `many short loops from several callers at once all finish`() async {
    let pool = ThreadPool.shared(threads: 3)
    let sums = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let sum = Mutex(0)
          for _ in 0..<500 {
            pool.forEach(blocks: 5, work: Self.much) { block, _ in sum.withLock { $0 += block } }
          }
          return sum.withLock { $0 }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sums == [Int](repeating: 500 * 10, count: 4))
  }

  @Test
  func `little work stays on the calling thread`() {
    let pool = ThreadPool.shared(threads: 3)
    var workers: [Int] = []
    pool.forEach(blocks: 10, work: 10) { _, worker in workers.append(worker) }
    #expect(workers == [Int](repeating: 0, count: 10))
  }

  @Test(arguments: [0, 1, 1 << 15, (1 << 15) + 1, 100_000])
  func `ranges cover every element once and in blocks of fixed length`(_ count: Int) {
    let ranges = Mutex<[Range<Int>]>([])
    ThreadPool.shared(threads: 2).forEachRange(of: count) { range in
      ranges.withLock { $0.append(range) }
    }
    let sorted = ranges.withLock { $0 }.sorted { $0.lowerBound < $1.lowerBound }
    #expect(sorted.flatMap { Array($0) } == Array(0..<count))
    #expect(sorted.dropLast().allSatisfy { $0.count == 1 << 15 })
  }
}
