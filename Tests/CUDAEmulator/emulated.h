// What CUDA C++ has beyond C++, with a plain meaning: the number of a thread, memory that a block
// shares, and barriers.

#pragma once

#include <math.h>
#include <string.h>

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

/// Waits until all threads of the warp are at the same operation, and shows each what the others bring.
///
/// - Parameter bytes: How many each brings, up to `most_brought`.
/// - Returns: What the warp's first thread brought; each next one lies `most_brought` behind. It stays
///   until the warp has met twice more.
const unsigned char *meet_warp(const char *operation, const void *brought, size_t bytes);

/// The most bytes that a thread brings.
constexpr size_t most_brought = 32;

/// What the threads of a warp brought to a meeting, by lane.
template <typename Brought>
class Meeting {
  static_assert(sizeof(Brought) <= most_brought);
  const unsigned char *first;

public:
  Meeting(const char *operation, const Brought &mine)
      : first(meet_warp(operation, &mine, sizeof mine)) {}

  Brought operator[](int lane) const {
    Brought brought;
    memcpy(&brought, first + lane * most_brought, sizeof brought);
    return brought;
  }
};

/// The number of the thread in its warp.
inline int lane() { return machine.thread_number % 32; }

inline void check_bounds(int index, int count) {
  if (index < 0 || index >= count) {
    fault("takes number %d of a tensor that has %d", index, count);
  }
}

/// Who touched a shared number since the last barrier, and whether a copy into it is under way.
struct Touches {
  bool is_written, is_arriving;
  int writer, written_at, reader, read_at;
};

/// Keeps in mind that a copy into a shared number is under way.
void begin_arrival(Touches &cell);

/// Makes this thread's copies since the last call a group.
void end_group();

/// Lets this thread's copies arrive but for those of its last groups.
void wait_for_groups(int remaining);

/// Numbers that the threads of a block share.
template <typename Number, int count>
class Shared {
  struct Cell : Touches {
    Number number;
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
    for (Cell &cell : cells) cell = {{false, false, -1, -1, -1, -1}, 0};
  }

  Reference operator[](int index) { return {*this, index}; }

  Number read(int index) {
    Cell &cell = touched(index);
    const int thread = machine.thread_number, now = machine.meetings;
    if (!cell.is_written) fault("reads '%s' at %d, which nobody has written", name, index);
    if (cell.is_arriving) fault("reads '%s' at %d before its copy is waited for", name, index);
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
    if (cell.is_arriving) fault("writes '%s' at %d before its copy is waited for", name, index);
    cell = {{true, false, thread, now, cell.reader, cell.read_at}, number};
  }

  /// Writes a number that counts as written when its thread has waited for it.
  void write_later(int index, Number number) {
    write(index, number);
    begin_arrival(cells[index]);
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
    #name, [](const void *a) { name(*static_cast<const type *>(a)); }, sizeof(type),  \
    has_barriers);                                                                    \
  static void name(const type &a)
#define KERNEL(name, type) EMULATED_KERNEL(name, type, false)
#define BLOCK_KERNEL(name, type) EMULATED_KERNEL(name, type, true)
#define WIDE_KERNEL(name, type) BLOCK_KERNEL(name, type)
#define SHARED(type, name, count)                      \
  static thread_local emulated::Shared<type, (count)> name; \
  name.enter(#name)

using emulated::check_bounds;

/// What the lane so many further on brings; one's own where there is none.
template <typename Number>
Number __shfl_down_sync(unsigned mask, Number number, int distance) {
  if (mask != ~0u) emulated::fault("shuffles without some of its warp");
  const emulated::Meeting<Number> warp("a shuffle", number);
  const int other = emulated::lane() + distance;
  return other < 32 ? warp[other] : number;
}

inline void atomicMin(int *place, int number) {
  if (number < *place) *place = number;
}
