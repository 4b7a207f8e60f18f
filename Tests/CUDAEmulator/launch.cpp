#include "launch.h"

#include <csetjmp>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>
#include <ucontext.h>
#include <vector>

#include "emulated.h"

namespace emulated {

thread_local Machine machine = {};

namespace {

constexpr int most_threads = 256, warp_size = 32;
constexpr size_t stack_size = 128 << 10;

/// The kernels, the newest first; they enter themselves before `main`.
const Kernel *kernels = nullptr;

enum class State { ready, waiting, meeting, ended };

/// A copy that is under way, and the group of copies that it belongs to.
struct Arrival {
  Touches *cell;
  int group;
};

/// A thread of a block, with a stack of its own.
struct Fibre {
  ucontext_t entry;
  jmp_buf place;
  bool has_begun;
  State state;
  /// The barrier where it waits.
  const char *file;
  int line;
  /// Where it meets its warp, and how often it has done so in this block.
  const char *operation;
  unsigned meetings;
  /// The groups of copies that it has ended in this block.
  int groups;
};

/// The fibres of a thread of the host, and the launch that they belong to.
struct Scheduler {
  Fibre *fibres;
  char *stacks;
  jmp_buf place, failure;
  int running;
  const Kernel *kernel;
  const void *arguments;
  char message[400];

  ~Scheduler() {
    if (!fibres) return;
    munmap(stacks, stack_size * most_threads);
    free(fibres);
  }
};

thread_local Scheduler scheduler = {};

/// What the threads bring to a meeting of their warp; the next meeting has a place of its own, for those
/// who are there while others still look at what was brought to this one.
thread_local unsigned char brought[2][most_threads * most_brought];

/// The copies of each thread that are under way.
thread_local std::vector<Arrival> arrivals[most_threads];

/// Goes on with the fibre that runs next.
void give_way() {
  Fibre &fibre = scheduler.fibres[scheduler.running];
  if (_setjmp(fibre.place) == 0) _longjmp(scheduler.place, 1);
}

/// Runs the kernel of each launch, for ever.
void fibre_main() {
  for (;;) {
    scheduler.kernel->run(scheduler.arguments);
    scheduler.fibres[scheduler.running].state = State::ended;
    give_way();
  }
}

/// Gives the fibres fresh stacks; those of a launch that failed are still in the middle of it.
void make_fibres() {
  if (!scheduler.fibres) {
    scheduler.fibres = static_cast<Fibre *>(calloc(most_threads, sizeof(Fibre)));
    scheduler.stacks = static_cast<char *>(mmap(
      nullptr, stack_size * most_threads, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
      0));
    if (!scheduler.fibres || scheduler.stacks == MAP_FAILED) abort();
  }
  for (int index = 0; index < most_threads; index++) {
    Fibre &fibre = scheduler.fibres[index];
    getcontext(&fibre.entry);
    fibre.entry.uc_stack = {scheduler.stacks + stack_size * index, 0, stack_size};
    fibre.entry.uc_link = nullptr;
    makecontext(&fibre.entry, fibre_main, 0);
    fibre.has_begun = false;
  }
}

void set_thread(int number) {
  machine.thread_number = number;
  machine.thread = {unsigned(number), 0, 0};
}

/// Runs a fibre until it waits or ends.
void resume(int index) {
  Fibre &fibre = scheduler.fibres[index];
  scheduler.running = index;
  set_thread(index);
  fibre.state = State::ready;
  if (_setjmp(scheduler.place) != 0) return;
  if (fibre.has_begun) _longjmp(fibre.place, 1);
  fibre.has_begun = true;
  setcontext(&fibre.entry);
}

/// Runs the threads of a warp from meeting to meeting, until each waits at a barrier or has ended.
void run_warp(int first) {
  for (;;) {
    for (int index = first; index < first + warp_size; index++) resume(index);
    const char *operation = nullptr;
    int met = 0;
    for (int index = first; index < first + warp_size; index++) {
      const Fibre &fibre = scheduler.fibres[index];
      if (fibre.state != State::meeting) continue;
      set_thread(index);
      if (operation && strcmp(operation, fibre.operation) != 0) {
        fault("meets its warp at %s, and others are at %s", fibre.operation, operation);
      }
      operation = fibre.operation;
      met++;
    }
    if (met == 0) return;
    if (met < warp_size) {
      fault("meets its warp at %s, where %d of %d never come", operation, warp_size - met, warp_size);
    }
  }
}

/// Runs the threads of a block from barrier to barrier.
void run_block_with_barriers(int threads) {
  for (int index = 0; index < threads; index++) {
    scheduler.fibres[index].meetings = 0;
    scheduler.fibres[index].groups = 0;
    arrivals[index].clear();
  }
  for (;;) {
    for (int first = 0; first < threads; first += warp_size) run_warp(first);
    int ended = 0;
    const Fibre &first = scheduler.fibres[0];
    for (int index = 0; index < threads; index++) {
      const Fibre &fibre = scheduler.fibres[index];
      set_thread(index);
      if (fibre.state == State::ended) {
        ended++;
      } else if (first.state != State::ended &&
                 (fibre.line != first.line || strcmp(fibre.file, first.file) != 0)) {
        fault("waits at another barrier than thread 0");
      }
    }
    if (ended == threads) return;
    if (ended > 0) fault("%d of %d threads never reach a barrier", ended, threads);
    machine.meetings++;
  }
}

void run_block(int threads) {
  machine.block_number++;
  machine.meetings = 0;
  if (scheduler.kernel->has_barriers) return run_block_with_barriers(threads);
  for (int index = 0; index < threads; index++) {
    set_thread(index);
    scheduler.kernel->run(scheduler.arguments);
  }
}

}  // namespace

Kernel::Kernel(const char *name, void (*run)(const void *), size_t size, bool has_barriers)
    : name(name), run(run), size(size), has_barriers(has_barriers), next(kernels) {
  kernels = this;
}

const Kernel *find_kernel(const char *name) {
  const Kernel *kernel = kernels;
  while (kernel && strcmp(kernel->name, name) != 0) kernel = kernel->next;
  return kernel;
}

void fault(const char *format, ...) {
  const int used = snprintf(
    scheduler.message, sizeof scheduler.message, "%s: thread %d of block [%u, %u, %u] ",
    scheduler.kernel->name, machine.thread_number, machine.block.x, machine.block.y,
    machine.block.z);
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(scheduler.message + used, sizeof scheduler.message - used, format, arguments);
  va_end(arguments);
  _longjmp(scheduler.failure, 1);
}

void barrier(const char *file, int line) {
  if (!scheduler.kernel->has_barriers) fault("meets a barrier, and its kernel says it has none");
  Fibre &fibre = scheduler.fibres[scheduler.running];
  fibre.file = file;
  fibre.line = line;
  fibre.state = State::waiting;
  give_way();
}

const unsigned char *meet_warp(const char *operation, const void *mine, size_t bytes) {
  if (!scheduler.kernel->has_barriers) fault("meets its warp, and its kernel says it does not");
  Fibre &fibre = scheduler.fibres[scheduler.running];
  unsigned char *all = brought[fibre.meetings++ % 2];
  memcpy(all + scheduler.running * most_brought, mine, bytes);
  fibre.operation = operation;
  fibre.state = State::meeting;
  const int first = scheduler.running / warp_size * warp_size;
  give_way();
  return all + first * most_brought;
}

void begin_arrival(Touches &cell) {
  cell.is_arriving = true;
  arrivals[scheduler.running].push_back({&cell, scheduler.fibres[scheduler.running].groups});
}

void end_group() { scheduler.fibres[scheduler.running].groups++; }

void wait_for_groups(int remaining) {
  std::vector<Arrival> &mine = arrivals[scheduler.running];
  const int arrived = scheduler.fibres[scheduler.running].groups - remaining;
  size_t kept = 0;
  for (const Arrival &arrival : mine) {
    if (arrival.group >= arrived) {
      mine[kept++] = arrival;
      continue;
    }
    arrival.cell->is_arriving = false;
    arrival.cell->written_at = machine.meetings;
  }
  mine.resize(kept);
}

const char *launch(const Kernel &kernel, Dimensions grid, unsigned threads, const void *arguments) {
  if (threads > most_threads || threads % warp_size != 0) {
    return "a block has more threads than the emulator runs, or parts of a warp";
  }
  scheduler.kernel = &kernel;
  scheduler.arguments = arguments;
  if (_setjmp(scheduler.failure) != 0) {
    make_fibres();
    return scheduler.message;
  }
  if (kernel.has_barriers && !scheduler.fibres) make_fibres();
  for (unsigned z = 0; z < grid.z; z++) {
    for (unsigned y = 0; y < grid.y; y++) {
      for (unsigned x = 0; x < grid.x; x++) {
        machine.block = {x, y, z};
        run_block(int(threads));
      }
    }
  }
  return nullptr;
}

}  // namespace emulated
