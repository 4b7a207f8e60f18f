import Glibc
import Synchronization

/// A fixed set of threads that share out the blocks of a loop.
///
/// Blocks are handed out as threads become free, so a result is the same for any number of
/// threads as long as no block depends on another and the split into blocks does not depend on
/// the number of threads. That is the caller's part.
///
/// Threads are started by the first loop that is worth sharing and sleep between loops, so a
/// program that computes only small things stays on one thread.
///
/// `@unchecked Sendable`: `body` and the plain variables are read and written under `mutex`,
/// `nextBlock` is atomic, and the rest never changes.
final class ThreadPool: @unchecked Sendable {
  /// The work of one block: its number and the number of the thread that does it.
  typealias Body = (_ block: Int, _ worker: Int) -> Void

  /// How many threads work on a loop, the caller's included.
  let threads: Int

  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let workArrived: UnsafeMutablePointer<pthread_cond_t>
  private let workersLeft: UnsafeMutablePointer<pthread_cond_t>
  private let nextBlock = Atomic<Int>(0)
  /// Taken by the one caller whose loop the threads work on.
  private let isBusy = Atomic<Bool>(false)

  /// Where the loop's body is found while a loop runs.
  private var body: UnsafePointer<Body>?
  private var blocks = 0
  private var loop = 0
  private var activeWorkers = 0
  private var isStarted = false

  /// Pools by their number of threads; every backend with that number uses the same one.
  private static let pools = Mutex<[Int: ThreadPool]>([:])

  /// The pool with a number of threads.
  ///
  /// - Parameter threads: At least 1.
  static func shared(threads: Int) -> ThreadPool {
    pools.withLock { pools in
      if let pool = pools[threads] { return pool }
      let pool = ThreadPool(threads: threads)
      pools[threads] = pool
      return pool
    }
  }

  private init(threads: Int) {
    precondition(threads >= 1, "a pool needs a thread")
    self.threads = threads
    // The addresses of a mutex and a condition must not change, so they live on the heap. A pool
    // lives as long as the program: nothing is freed.
    mutex = .allocate(capacity: 1)
    workArrived = .allocate(capacity: 1)
    workersLeft = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(workArrived, nil)
    pthread_cond_init(workersLeft, nil)
  }

  /// Runs `body` once for every block and returns when all are done.
  ///
  /// The body gets worker numbers in `0..<threads`, and no two blocks run at once under one
  /// number: it names the scratch memory that the block may use. While another caller's loop
  /// occupies the threads, for a single block, and for less work than waking a thread takes,
  /// everything runs on the calling thread.
  ///
  /// - Parameters:
  ///   - blocks: The number of blocks.
  ///   - work: About how many numbers the whole loop reads and writes; a product of matrices
  ///     counts one for every ``multiplyAddsPerNumber`` of its multiply-adds.
  ///   - body: Does one block.
  func forEach(blocks: Int, work: Int, _ body: Body) {
    let isWorthSharing = blocks > 1 && threads > 1 && work >= ThreadPool.elementsPerBlock
    guard isWorthSharing, !isBusy.exchange(true, ordering: .acquiring) else {
      for block in 0..<blocks { body(block, 0) }
      return
    }
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { share(blocks: blocks, $0) }
    }
    isBusy.store(false, ordering: .releasing)
  }

  private func share(blocks: Int, _ body: UnsafePointer<Body>) {
    pthread_mutex_lock(mutex)
    if !isStarted { startWorkers() }
    self.body = body
    self.blocks = blocks
    loop += 1
    nextBlock.store(0, ordering: .relaxed)
    pthread_cond_broadcast(workArrived)
    pthread_mutex_unlock(mutex)

    work(body, blocks, worker: 0)

    // A worker that wakes only now finds no body and sleeps on; the others are waited for.
    pthread_mutex_lock(mutex)
    self.body = nil
    while activeWorkers > 0 { pthread_cond_wait(workersLeft, mutex) }
    pthread_mutex_unlock(mutex)
  }

  /// Does blocks until none is left.
  ///
  /// Never inlined, so that whatever holds on to the body lets go of it before this returns: the
  /// caller's closure may not outlive the loop.
  @inline(never)
  private func work(_ body: UnsafePointer<Body>, _ blocks: Int, worker: Int) {
    while true {
      let block = nextBlock.wrappingAdd(1, ordering: .relaxed).oldValue
      guard block < blocks else { return }
      body.pointee(block, worker)
    }
  }

  private func startWorkers() {
    isStarted = true
    // Signals are for the thread that runs the terminal.
    var every = sigset_t()
    var previous = sigset_t()
    sigfillset(&every)
    pthread_sigmask(SIG_SETMASK, &every, &previous)
    for worker in 1..<threads { start(worker: worker) }
    pthread_sigmask(SIG_SETMASK, &previous, nil)
  }

  /// Starts a worker; one that the system refuses is left out, and the others do its share.
  private func start(worker: Int) {
    let entry = Unmanaged.passRetained(Worker(pool: self, number: worker))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { raw in
        guard let raw else { return nil }
        let worker = Unmanaged<Worker>.fromOpaque(raw).takeRetainedValue()
        worker.pool.runWorker(worker.number)
        return nil
      }, entry.toOpaque())
    if status == 0 {
      pthread_detach(thread)
    } else {
      entry.release()
    }
  }

  private func runWorker(_ number: Int) {
    var lastLoop = 0
    pthread_mutex_lock(mutex)
    while true {
      guard let body, loop != lastLoop else {
        pthread_cond_wait(workArrived, mutex)
        continue
      }
      lastLoop = loop
      let blocks = blocks
      activeWorkers += 1
      pthread_mutex_unlock(mutex)
      work(body, blocks, worker: number)
      pthread_mutex_lock(mutex)
      activeWorkers -= 1
      if activeWorkers == 0 { pthread_cond_signal(workersLeft) }
    }
  }

  /// What a new thread is told.
  private final class Worker {
    let pool: ThreadPool
    let number: Int

    init(pool: ThreadPool, number: Int) {
      self.pool = pool
      self.number = number
    }
  }
}
