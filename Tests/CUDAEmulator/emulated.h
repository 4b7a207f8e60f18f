// What CUDA C++ has beyond C++, with a plain meaning: the number of a thread, memory that a block
// shares, and barriers.

#pragma once

#include <math.h>

#include "launch.h"

namespace emulated {

/// What runs on this thread of the host.
struct Machine {
  Dimensions thread, block;
  /// The number of the thread in its block.
  int thread_number;
  /// How often the threads of this block have met; shared memory is safe to read when it has grown.
  int meetings;
  /// Counts all blocks that were ever run here.
  long block_number;
};

extern thread_local Machine machine;

/// Ends the launch with a message.
[[noreturn]] void fault(const char *format, ...) __attribute__((format(printf, 1, 2)));

/// Waits until all threads of the block are at the same barrier.
void barrier(const char *file, int line);

inline void check_bounds(int index, int count) {
  if (index < 0 || index >= count) {
    fault("takes number %d of a tensor that has %d", index, count);
  }
}

/// Numbers that the threads of a block share, and who touched which since the last barrier.
template <typename Number, int count>
class Shared {
  struct Cell {
    Number number;
    bool is_written;
    int writer, written_at, reader, read_at;
  };
  static constexpr int several = -2;
  const char *name = nullptr;
  long block_number = 0;
  Cell cells[count] = {};

  Cell &touched(int index) {
    if (index < 0 || index >= count) {
      fault("takes number %d of '%s', which has %d", index, name, count);
    }
    return cells[index];
  }

public:
  /// A cell as it stands in an expression: read or written.
  struct Reference {
    Shared &memory;
    int index;
    operator Number() const { return memory.read(index); }
    void operator=(Number number) const { memory.write(index, number); }
    void operator=(const Reference &other) const { memory.write(index, Number(other)); }
    void operator+=(Number number) const { memory.write(index, memory.read(index) + number); }
  };

  /// A block begins with nothing written.
  void enter(const char *its_name) {
    if (block_number == machine.block_number) return;
    block_number = machine.block_number;
    name = its_name;
    for (Cell &cell : cells) cell = {0, false, -1, -1, -1, -1};
  }

  Reference operator[](int index) { return {*this, index}; }

  Number read(int index) {
    Cell &cell = touched(index);
    const int thread = machine.thread_number, now = machine.meetings;
    if (!cell.is_written) fault("reads '%s' at %d, which nobody has written", name, index);
    if (cell.written_at == now && cell.writer != thread) {
      fault("reads '%s' at %d while thread %d writes it", name, index, cell.writer);
    }
    cell.reader = cell.read_at == now && cell.reader != thread ? several : thread;
    cell.read_at = now;
    return cell.number;
  }

  void write(int index, Number number) {
    Cell &cell = touched(index);
    const int thread = machine.thread_number, now = machine.meetings;
    if (cell.is_written && cell.written_at == now && cell.writer != thread) {
      fault("writes '%s' at %d while thread %d writes it", name, index, cell.writer);
    }
    if (cell.read_at == now && cell.reader != thread) {
      fault("writes '%s' at %d while another thread reads it", name, index);
    }
    cell = {number, true, thread, now, cell.reader, cell.read_at};
  }
};

}  // namespace emulated

#define DEVICE inline
#define threadIdx (emulated::machine.thread)
#define blockIdx (emulated::machine.block)
#define __syncthreads() emulated::barrier(__FILE__, __LINE__)

#define EMULATED_KERNEL(name, type, has_barriers)                                   \
  static void name(const type &a);                                                  \
  static const emulated::Kernel emulated_##name(                                    \
    #name, [](const void *a) { name(*static_cast<const type *>(a)); }, has_barriers); \
  static void name(const type &a)
#define KERNEL(name, type) EMULATED_KERNEL(name, type, false)
#define BLOCK_KERNEL(name, type) EMULATED_KERNEL(name, type, true)
#define SHARED(type, name, count)                      \
  static thread_local emulated::Shared<type, (count)> name; \
  name.enter(#name)

using emulated::check_bounds;

inline void atomicMin(int *place, int number) {
  if (number < *place) *place = number;
}

inline void atomicAdd(int *place, int number) { *place += number; }
