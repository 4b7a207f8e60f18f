import Glibc

/// The slots between the thread that prepares batches and the one that trains.
///
/// `@unchecked Sendable`: the plain variables are read and written under `mutex`. A slot's memory
/// belongs to the preparing thread until the slot counts as ready, and to the taker until it
/// counts as free.
final class BatchQueue: @unchecked Sendable {
  private let plan: BatchPlan
  private let slots: Int
  private let slot: BatchSlot
  private let memory: UnsafeMutableRawPointer

  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>

  /// The batch that is handed out next, and the one that is prepared next.
  private var taken: BatchPosition
  private var prepared: BatchPosition
  /// The slot of the batch that is handed out next, and how many from there on are ready.
  private var firstReady = 0
  private var ready = 0
  private var isStopped = false
  private var thread: pthread_t?

  init(_ plan: BatchPlan, startingAt position: BatchPosition, slots: Int, asPixels: Bool) {
    self.plan = plan
    self.slots = slots
    taken = position
    prepared = position
    slot = BatchSlot(plan, asPixels: asPixels)
    memory = .allocate(byteCount: slots * slot.bytes, alignment: BatchSlot.alignment)
    mutex = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
    memory.deallocate()
  }

  /// Starts the preparing thread; where the system refuses one, batches are made when asked for.
  func start() {
    let entry = Unmanaged.passRetained(self)
    // Signals are for the threads that wait for them.
    var every = sigset_t()
    var previous = sigset_t()
    sigfillset(&every)
    pthread_sigmask(SIG_SETMASK, &every, &previous)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { raw in
        guard let raw else { return nil }
        Unmanaged<BatchQueue>.fromOpaque(raw).takeRetainedValue().prepare()
        return nil
      }, entry.toOpaque())
    pthread_sigmask(SIG_SETMASK, &previous, nil)
    if status == 0 {
      self.thread = thread
    } else {
      entry.release()
    }
  }

  /// Hands out the next batch; `nil` once it has been stopped.
  func take(
    _ use: (_ images: BatchImages, _ labels: UnsafeBufferPointer<Float>) -> Void
  ) -> BatchPosition? {
    pthread_mutex_lock(mutex)
    let hasThread = thread != nil
    while hasThread, ready == 0, !isStopped { pthread_cond_wait(changed, mutex) }
    let isStopped = isStopped
    let place = place(firstReady)
    let position = taken
    taken = taken.next(stepsPerEpoch: plan.stepsPerEpoch)
    pthread_mutex_unlock(mutex)
    if isStopped { return nil }
    if !hasThread { slot.fill(place, plan, position) }
    slot.use(place, use)
    guard hasThread else { return position }

    pthread_mutex_lock(mutex)
    firstReady = (firstReady + 1) % slots
    ready -= 1
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
    return position
  }

  /// Makes the thread end, and waits for it.
  func stop() {
    pthread_mutex_lock(mutex)
    isStopped = true
    let thread = thread
    self.thread = nil
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
    if let thread { pthread_join(thread, nil) }
  }

  /// What the thread does until it is stopped.
  private func prepare() {
    pthread_mutex_lock(mutex)
    while !isStopped {
      guard ready < slots else {
        pthread_cond_wait(changed, mutex)
        continue
      }
      let place = place((firstReady + ready) % slots)
      let position = prepared
      prepared = prepared.next(stepsPerEpoch: plan.stepsPerEpoch)
      pthread_mutex_unlock(mutex)
      slot.fill(place, plan, position)
      pthread_mutex_lock(mutex)
      ready += 1
      pthread_cond_broadcast(changed)
    }
    pthread_mutex_unlock(mutex)
  }

  private func place(_ number: Int) -> UnsafeMutableRawPointer { memory + number * slot.bytes }
}
