#include "launch.h"

#include <csetjmp>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>
#include <ucontext.h>

#include "emulated.h"

namespace emulated {

thread_local Machine machine = {};

namespace {

constexpr int most_threads = 256;
constexpr size_t stack_size = 128 << 10;

/// The kernels, the newest first; they enter themselves before `main`.
const Kernel *kernels = nullptr;

enum class State { ready, waiting, ended };

/// A thread of a block, with a stack of its own.
struct Fibre {
  ucontext_t entry;
  jmp_buf place;
  bool has_begun;
  State state;
  const char *file;
  int line;
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

/// Runs the threads of a block from barrier to barrier.
void run_block_with_barriers(int threads) {
  for (;;) {
    for (int index = 0; index < threads; index++) resume(index);
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

Kernel::Kernel(const char *name, void (*run)(const void *), bool has_barriers)
    : name(name), run(run), has_barriers(has_barriers), next(kernels) {
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

const char *launch(const Kernel &kernel, Dimensions grid, unsigned threads, const void *arguments) {
  if (threads > most_threads) return "a block has more threads than the emulator runs";
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
