// The driver's and the compiler's functions that the CUDA backend calls.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>
#include <set>
#include <iterator>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "CCUDA.h"
#include "CUDAEmulator.h"
#include "launch.h"
#include "order.h"

namespace {

constexpr cuda_result invalid_value = 1, invalid_image = 200, not_found = 500;
constexpr cuda_result illegal_address = 700, launch_failed = 719, compilation_failed = 6;
constexpr cuda_result device_unavailable = 46, not_while_recording = 900;

/// What a launch does.
using Job = std::function<cuda_result()>;

using Recording = std::vector<Job>;

struct Stream;

/// What one program has of the device. Its threads may share it, one at a time.
struct Context {
  std::recursive_mutex mutex;
  std::set<Stream *> streams;
  emulated::Copies copies;
  /// What the program has waited for.
  emulated::Known host;
};

using Lock = std::lock_guard<std::recursive_mutex>;

/// What is to be done in order, as far as it has not been done.
struct Stream {
  Context &context;
  int number;
  /// How much was ever asked for, and done.
  long begun, done;
  /// How many kernels and recordings it was asked to run, and has run.
  int started, ran;
  std::deque<Job> work;
  /// The result that whoever waits gets, and what the kernel did wrong.
  cuda_result failure;
  std::string fault;
  /// What it has waited for.
  emulated::Known known;
};

/// A place in a stream: everything before it.
struct Event {
  Stream *stream;
  long begun;
  emulated::Known known;
};

/// What this thread was told, and what it did.
struct Thread {
  cuda_emulator_faults faults;
  int allocations, launches, live_objects, compilations;
  /// How often the device was given something to run.
  int starts;
  int streams_made, idle_waits, starts_left;
  bool is_lost, is_recording;
  Recording recording;
  Context *context;
  /// What the kernel did wrong that was waited for last.
  std::string fault;
};

thread_local Thread self = {};

/// The sizes of all allocations, by their addresses.
std::mutex mutex;
std::map<uintptr_t, size_t> sizes;
/// The same of the host's memory that the device reads and writes by itself.
std::map<uintptr_t, size_t> pinned_sizes;

/// Whether a part of memory lies in one of some allocations.
bool lies_in(const std::map<uintptr_t, size_t> &sizes, uintptr_t address, size_t bytes) {
  const std::lock_guard<std::mutex> lock(mutex);
  auto next = sizes.upper_bound(address);
  if (next == sizes.begin()) return false;
  const auto &[start, size] = *std::prev(next);
  return address - start + bytes <= size;
}

bool is_allocated(cuda_address address, size_t bytes) { return lies_in(sizes, address, bytes); }

bool is_pinned(const void *memory, size_t bytes) {
  return lies_in(pinned_sizes, reinterpret_cast<uintptr_t>(memory), bytes);
}

cuda_result init(unsigned) { return self.faults.init_result; }

cuda_result driver_get_version(int *version) {
  *version = self.faults.driver_version > 0 ? self.faults.driver_version : 12040;
  return cuda_success;
}

cuda_result get_error_name(cuda_result result, const char **name) {
  switch (result) {
  case cuda_success: *name = "CUDA_SUCCESS"; break;
  case cuda_out_of_memory: *name = "CUDA_ERROR_OUT_OF_MEMORY"; break;
  case device_unavailable: *name = "CUDA_ERROR_DEVICE_UNAVAILABLE"; break;
  case illegal_address: *name = "CUDA_ERROR_ILLEGAL_ADDRESS"; break;
  case launch_failed: *name = "CUDA_ERROR_LAUNCH_FAILED"; break;
  default: *name = "CUDA_ERROR_UNKNOWN";
  }
  return cuda_success;
}

cuda_result get_error_string(cuda_result result, const char **text) {
  *text = result == launch_failed && !self.fault.empty() ? self.fault.c_str() : "as it was told to";
  return cuda_success;
}

cuda_result device_get_count(int *count) {
  *count = 1 - self.faults.fewer_devices;
  return cuda_success;
}

cuda_result device_get(int *device, int ordinal) {
  *device = ordinal;
  return cuda_success;
}

cuda_result device_get_name(char *name, int size, int) {
  snprintf(name, size, "emulated device");
  return cuda_success;
}

cuda_result device_get_attribute(int *value, cuda_attribute attribute, int) {
  const int capability = self.faults.capability > 0 ? self.faults.capability : 90;
  switch (attribute) {
  case cuda_multiprocessors: *value = 1; break;
  case cuda_capability_major: *value = capability / 10; break;
  case cuda_capability_minor: *value = capability % 10; break;
  }
  return cuda_success;
}

cuda_result device_total_mem(size_t *bytes, int) {
  *bytes = size_t(1) << 30;
  return cuda_success;
}

/// Counts what is made and given back.
cuda_result made() {
  if (self.is_lost) return device_unavailable;
  self.live_objects++;
  return cuda_success;
}

cuda_result given_back() {
  self.live_objects--;
  return cuda_success;
}

cuda_result state() { return self.is_lost ? device_unavailable : cuda_success; }

cuda_result device_primary_ctx_retain(cuda_context *context, int) {
  // It stays: objects of it may be given back behind it.
  *context = reinterpret_cast<cuda_context>(new Context);
  return made();
}

cuda_result device_primary_ctx_release(int) { return given_back(); }

cuda_result ctx_set_current(cuda_context context) {
  self.context = reinterpret_cast<Context *>(context);
  return state();
}

Stream &stream_of(cuda_stream stream) { return *reinterpret_cast<Stream *>(stream); }

/// Does what a stream was asked for before a place in it.
void catch_up(Stream &stream, long place) {
  const Lock lock(stream.context.mutex);
  while (stream.done < place && !stream.work.empty()) {
    const auto job = std::move(stream.work.front());
    stream.work.pop_front();
    stream.done++;
    const cuda_result result = job();
    if (stream.failure == cuda_success) {
      stream.failure = result;
      stream.fault = self.fault;
    }
  }
}

/// Does all that a stream was asked for.
void finish(Stream &stream) {
  const Lock lock(stream.context.mutex);
  catch_up(stream, stream.begun);
}

/// What is done before whatever a stream is asked for next.
emulated::Known known(const Stream &stream) {
  emulated::Known known = stream.context.host;
  known.learn(stream.known);
  known.learn(stream.number, stream.begun);
  return known;
}

/// Notes that the next thing that a stream is asked for touches memory, which others must not be at.
cuda_result touch(cuda_stream target, bool writes, cuda_address address, size_t bytes) {
  Stream &stream = *reinterpret_cast<Stream *>(target);
  const Lock lock(stream.context.mutex);
  const int other = stream.context.copies.touch(stream.number, stream.begun + 1, writes, address,
                                                bytes, known(stream));
  if (other == 0) return cuda_success;
  char text[80];
  snprintf(text, sizeof text, "a copy on stream %d %s what stream %d may still be at", stream.number,
           writes ? "writes" : "reads", other);
  self.fault = text;
  return launch_failed;
}

/// Tells once what went wrong in what was waited for, which the program knows to be done.
cuda_result waited(Stream &stream, const emulated::Known &done) {
  if (self.is_lost) return device_unavailable;
  const Lock lock(stream.context.mutex);
  stream.context.host.learn(done);
  if (stream.started > 0) {
    self.idle_waits += stream.work.empty();
    self.starts_left = stream.started - stream.ran;
  }
  if (stream.failure != cuda_success) self.fault = stream.fault;
  return std::exchange(stream.failure, cuda_success);
}

cuda_result ask(cuda_stream target, Job job) {
  if (self.is_lost) return device_unavailable;
  Stream &stream = stream_of(target);
  const Lock lock(stream.context.mutex);
  stream.begun++;
  stream.work.push_back(std::move(job));
  if (stream.number == self.faults.eager_stream) catch_up(stream, stream.begun);
  return cuda_success;
}

/// Waits for everything, as the driver does before memory or kernels go.
void finish_all() {
  if (self.is_lost || !self.context) return;
  const Lock lock(self.context->mutex);
  for (Stream *stream : self.context->streams) finish(*stream);
  self.context->copies.clear();
}

cuda_result stream_create(cuda_stream *stream, unsigned) {
  if (self.is_lost) return device_unavailable;
  auto *made_stream = new Stream{*self.context, ++self.streams_made, 0, 0, 0, 0, {}, cuda_success, {}, {}};
  const Lock lock(self.context->mutex);
  self.context->streams.insert(made_stream);
  *stream = reinterpret_cast<cuda_stream>(made_stream);
  return made();
}

cuda_result stream_destroy(cuda_stream stream) {
  finish_all();
  const Lock lock(self.context->mutex);
  self.context->streams.erase(&stream_of(stream));
  delete &stream_of(stream);
  return given_back();
}

cuda_result stream_synchronize(cuda_stream stream) {
  if (self.is_recording) return not_while_recording;
  if (self.is_lost) return device_unavailable;
  finish(stream_of(stream));
  return waited(stream_of(stream), known(stream_of(stream)));
}

cuda_result event_create(cuda_event *event, unsigned) {
  if (self.is_lost) return device_unavailable;
  *event = reinterpret_cast<cuda_event>(new Event{nullptr, 0, {}});
  return made();
}

Event &event_of(cuda_event event) { return *reinterpret_cast<Event *>(event); }

cuda_result event_record(cuda_event event, cuda_stream stream) {
  if (self.is_recording) return not_while_recording;
  const Lock lock(stream_of(stream).context.mutex);
  event_of(event) = {&stream_of(stream), stream_of(stream).begun, known(stream_of(stream))};
  return state();
}

cuda_result event_synchronize(cuda_event event) {
  if (self.is_recording) return not_while_recording;
  if (self.is_lost) return device_unavailable;
  Stream *stream = event_of(event).stream;
  if (!stream) return cuda_success;
  catch_up(*stream, event_of(event).begun);
  return waited(*stream, event_of(event).known);
}

cuda_result event_destroy(cuda_event event) {
  delete &event_of(event);
  return given_back();
}

cuda_result stream_wait_event(cuda_stream stream, cuda_event event, unsigned) {
  if (self.is_recording) return not_while_recording;
  // What is waited for is what the event says now.
  {
    const Lock lock(stream_of(stream).context.mutex);
    stream_of(stream).known.learn(event_of(event).known);
  }
  return ask(stream, [place = event_of(event)] {
    if (place.stream) catch_up(*place.stream, place.begun);
    return cuda_success;
  });
}

/// Takes memory of the host, which a device knows only where `table` has it.
cuda_result take(std::map<uintptr_t, size_t> &table, uintptr_t *address, size_t bytes) {
  if (self.is_recording) return not_while_recording;
  const int refused = self.faults.refused_allocation;
  if (refused > 0 && ++self.allocations >= refused) return cuda_out_of_memory;
  void *memory = malloc(bytes);
  if (!memory) return cuda_out_of_memory;
  // No number, for whoever reads what nobody has written.
  memset(memory, 0xFF, bytes);
  *address = reinterpret_cast<uintptr_t>(memory);
  const std::lock_guard<std::mutex> lock(mutex);
  table[*address] = bytes;
  return made();
}

cuda_result give_back(std::map<uintptr_t, size_t> &table, uintptr_t address) {
  finish_all();
  const std::lock_guard<std::mutex> lock(mutex);
  if (table.erase(address) == 0) return invalid_value;
  free(reinterpret_cast<void *>(address));
  return given_back();
}

cuda_result mem_alloc(cuda_address *address, size_t bytes) {
  uintptr_t place = 0;
  const cuda_result result = take(sizes, &place, bytes);
  *address = place;
  return result;
}

cuda_result mem_free(cuda_address address) { return give_back(sizes, address); }

cuda_result mem_host_alloc(void **memory, size_t bytes, unsigned) {
  uintptr_t place = 0;
  const cuda_result result = take(pinned_sizes, &place, bytes);
  *memory = reinterpret_cast<void *>(place);
  return result;
}

cuda_result mem_free_host(void *memory) {
  return give_back(pinned_sizes, reinterpret_cast<uintptr_t>(memory));
}

cuda_result memset_d8_async(cuda_address address, unsigned char value, size_t count,
                            cuda_stream stream) {
  if (self.is_recording) return not_while_recording;
  if (!is_allocated(address, count)) return invalid_value;
  if (const cuda_result result = touch(stream, true, address, count)) return result;
  return ask(stream, [=] {
    memset(reinterpret_cast<void *>(address), value, count);
    return cuda_success;
  });
}

/// Pinned memory is read when the copy is made; of any other the driver keeps a copy of its own.
cuda_result memcpy_htod_async(cuda_address to, const void *from, size_t bytes, cuda_stream stream) {
  if (self.is_recording) return not_while_recording;
  if (!is_allocated(to, bytes)) return invalid_value;
  if (const cuda_result result = touch(stream, true, to, bytes)) return result;
  if (is_pinned(from, bytes)) {
    return ask(stream, [=] {
      memcpy(reinterpret_cast<void *>(to), from, bytes);
      return cuda_success;
    });
  }
  const char *first = static_cast<const char *>(from);
  return ask(stream, [to, kept = std::vector<char>(first, first + bytes)] {
    memcpy(reinterpret_cast<void *>(to), kept.data(), kept.size());
    return cuda_success;
  });
}

/// Memory that is not pinned has what is copied when the call returns.
cuda_result memcpy_dtoh_async(void *to, cuda_address from, size_t bytes, cuda_stream stream) {
  if (self.is_recording) return not_while_recording;
  if (!is_allocated(from, bytes)) return invalid_value;
  if (const cuda_result result = touch(stream, false, from, bytes)) return result;
  const cuda_result result = ask(stream, [=] {
    memcpy(to, reinterpret_cast<void *>(from), bytes);
    return cuda_success;
  });
  if (result == cuda_success && !is_pinned(to, bytes)) {
    finish(stream_of(stream));
    stream_of(stream).context.host.learn(known(stream_of(stream)));
    if (stream_of(stream).started > 0) self.idle_waits++;
  }
  return result;
}

cuda_result memcpy_dtod_async(cuda_address to, cuda_address from, size_t bytes,
                              cuda_stream stream) {
  if (self.is_recording) return not_while_recording;
  if (!is_allocated(to, bytes) || !is_allocated(from, bytes)) return invalid_value;
  if (const cuda_result result = touch(stream, false, from, bytes)) return result;
  if (const cuda_result result = touch(stream, true, to, bytes)) return result;
  return ask(stream, [=] {
    memmove(reinterpret_cast<void *>(to), reinterpret_cast<void *>(from), bytes);
    return cuda_success;
  });
}

/// What the stand-in's compiler makes of every source.
const char image[] = "a cubin of the emulator";

cuda_result module_load_data(cuda_module *module, const void *data) {
  if (memcmp(data, image, sizeof image) != 0) return invalid_image;
  static char place;
  *module = reinterpret_cast<cuda_module>(&place);
  return made();
}

cuda_result module_unload(cuda_module) {
  finish_all();
  return given_back();
}

cuda_result module_get_function(cuda_function *function, cuda_module, const char *name) {
  const emulated::Kernel *kernel = emulated::find_kernel(name);
  *function = reinterpret_cast<cuda_function>(const_cast<emulated::Kernel *>(kernel));
  return kernel ? cuda_success : not_found;
}

/// Counts a launch, and fails it where that was asked for.
cuda_result began_launch() {
  if (self.is_lost) return device_unavailable;
  self.launches++;
  self.fault.clear();
  if (self.launches == self.faults.failing_launch) return illegal_address;
  if (self.launches == self.faults.losing_launch) {
    self.is_lost = true;
    return device_unavailable;
  }
  return cuda_success;
}

/// Gives a stream something to run.
cuda_result start(cuda_stream stream, Job job) {
  self.starts++;
  stream_of(stream).started++;
  return ask(stream, [stream, job = std::move(job)] {
    stream_of(stream).ran++;
    return job();
  });
}

/// Begins a job, or records it.
cuda_result launch(cuda_stream stream, Job job) {
  if (const cuda_result result = began_launch()) return result;
  if (!self.is_recording) return start(stream, std::move(job));
  self.recording.push_back(std::move(job));
  return cuda_success;
}

cuda_result launch_kernel(cuda_function function, unsigned grid_x, unsigned grid_y, unsigned grid_z,
                          unsigned block_x, unsigned block_y, unsigned block_z, unsigned,
                          cuda_stream stream, void **arguments, void **) {
  if (self.is_lost) return device_unavailable;
  if (grid_x == 0 || grid_y == 0 || grid_z == 0 || grid_y > 65535 || grid_z > 65535 ||
      block_y != 1 || block_z != 1) {
    return invalid_value;
  }
  const auto &kernel = *reinterpret_cast<emulated::Kernel *>(function);
  const emulated::Dimensions grid = {grid_x, grid_y, grid_z};
  const char *first = static_cast<const char *>(arguments[0]);
  return launch(stream, [&kernel, grid, block_x, given = std::vector<char>(first, first + kernel.size)] {
    const char *fault = emulated::launch(kernel, grid, block_x, given.data());
    if (!fault) return cuda_result(cuda_success);
    self.fault = fault;
    return launch_failed;
  });
}

cuda_result stream_begin_capture(cuda_stream, cuda_record_mode) {
  if (self.is_lost) return device_unavailable;
  if (self.is_recording) return not_while_recording;
  self.is_recording = true;
  self.recording.clear();
  return cuda_success;
}

cuda_result stream_end_capture(cuda_stream, cuda_graph *graph) {
  if (!self.is_recording) return invalid_value;
  self.is_recording = false;
  if (self.is_lost) return device_unavailable;
  *graph = reinterpret_cast<cuda_graph>(new Recording(std::move(self.recording)));
  return made();
}

cuda_result graph_instantiate(cuda_executable_graph *executable, cuda_graph graph,
                              unsigned long long) {
  if (self.is_lost) return device_unavailable;
  const auto &recording = *reinterpret_cast<Recording *>(graph);
  *executable = reinterpret_cast<cuda_executable_graph>(new Recording(recording));
  return made();
}

cuda_result graph_destroy(cuda_graph graph) {
  delete reinterpret_cast<Recording *>(graph);
  return given_back();
}

cuda_result graph_launch(cuda_executable_graph executable, cuda_stream stream) {
  if (const cuda_result result = began_launch()) return result;
  return start(stream, [recording = reinterpret_cast<Recording *>(executable)] {
    for (const Job &job : *recording) {
      if (const cuda_result result = job()) return result;
    }
    return cuda_result(cuda_success);
  });
}

cuda_result graph_exec_destroy(cuda_executable_graph executable) {
  finish_all();
  delete reinterpret_cast<Recording *>(executable);
  return given_back();
}

// MARK: - cuBLAS

constexpr cuda_result blas_not_initialised = 1, blas_invalid_value = 7, blas_failed = 13;

/// Of a handle that products are computed with, what it was given.
struct BLASHandle {
  cuda_stream stream;
  cuda_address workspace;
  size_t bytes;
};

BLASHandle &blas_of(cublas_handle handle) { return *reinterpret_cast<BLASHandle *>(handle); }

cuda_result blas_create(cublas_handle *handle) {
  if (self.is_lost || self.is_recording) return blas_not_initialised;
  *handle = reinterpret_cast<cublas_handle>(new BLASHandle{});
  self.live_objects++;
  return cuda_success;
}

cuda_result blas_destroy(cublas_handle handle) {
  delete &blas_of(handle);
  return given_back();
}

cuda_result blas_version(cublas_handle, int *version) {
  *version = 120400;
  return cuda_success;
}

const char *blas_status_name(cuda_result) { return "CUBLAS_STATUS_AS_TOLD"; }

/// A workspace belongs to the stream that was there when it came.
cuda_result blas_set_stream(cublas_handle handle, cuda_stream stream) {
  blas_of(handle) = {stream, 0, 0};
  return cuda_success;
}

cuda_result blas_set_workspace(cublas_handle handle, void *memory, size_t bytes) {
  const auto address = reinterpret_cast<cuda_address>(memory);
  if (!is_allocated(address, bytes)) return blas_invalid_value;
  blas_of(handle).workspace = address;
  blas_of(handle).bytes = bytes;
  return cuda_success;
}

/// A number that is rounded to what is multiplied.
float blas_rounded(float number, cublas_arithmetic arithmetic) {
  unsigned bits = 0;
  switch (arithmetic) {
  case cublas_in_float32: return number;
  case cublas_in_tf32: bits = cuda_emulator_tf32(number); break;
  case cublas_in_bf16: bits = cuda_emulator_bf16(number, 0) << 16; break;
  }
  memcpy(&number, &bits, sizeof number);
  return number;
}

/// Whether all numbers of some matrices lie in memory of the device.
bool blas_has(const void *first, int row_length, int rows, long long stride, int count) {
  const long long last = (count - 1) * stride + (long long)row_length * rows;
  return is_allocated(reinterpret_cast<cuda_address>(first), last * sizeof(float));
}

cuda_result blas_multiply(cublas_handle handle, cublas_operation left_operation,
                          cublas_operation right_operation, int rows, int columns, int depth,
                          const void *factor, const void *left, cublas_type, int left_row_length,
                          long long left_stride, const void *right, cublas_type,
                          int right_row_length, long long right_stride, const void *kept,
                          void *result, cublas_type, int result_row_length, long long result_stride,
                          int count, cublas_arithmetic arithmetic, cublas_algorithm) {
  // Without a workspace of its own cuBLAS would take memory, which nobody may while a stream is recorded.
  if (!blas_of(handle).stream || !blas_of(handle).workspace) return blas_not_initialised;
  const bool left_turned = left_operation == cublas_transposed;
  const bool right_turned = right_operation == cublas_transposed;
  if (left_row_length < (left_turned ? depth : rows) || result_row_length < rows ||
      right_row_length < (right_turned ? columns : depth) || *(const float *)factor != 1 ||
      *(const float *)kept != 0 ||
      !blas_has(left, left_row_length, left_turned ? rows : depth, left_stride, count) ||
      !blas_has(right, right_row_length, right_turned ? depth : columns, right_stride, count) ||
      !blas_has(result, result_row_length, columns, result_stride, count)) {
    return blas_invalid_value;
  }
  const auto a = static_cast<const float *>(left), b = static_cast<const float *>(right);
  const auto c = static_cast<float *>(result);
  const cuda_result started = launch(blas_of(handle).stream, [=] {
    for (int matrix = 0; matrix < count; matrix++) {
      for (int column = 0; column < columns; column++) {
        for (int row = 0; row < rows; row++) {
          float sum = 0;
          for (int k = 0; k < depth; k++) {
            const long long from_left = left_turned ? row * (long long)left_row_length + k
                                                    : k * (long long)left_row_length + row;
            const long long from_right = right_turned ? k * (long long)right_row_length + column
                                                      : column * (long long)right_row_length + k;
            sum += blas_rounded(a[matrix * left_stride + from_left], arithmetic) *
                   blas_rounded(b[matrix * right_stride + from_right], arithmetic);
          }
          c[matrix * result_stride + column * (long long)result_row_length + row] = sum;
        }
      }
    }
    return cuda_result(cuda_success);
  });
  return started == cuda_success ? cuda_success : blas_failed;
}

// MARK: - The compiler

cuda_result version(int *major, int *minor) {
  *major = 12;
  *minor = 4;
  return cuda_success;
}

const char *nvrtc_error_string(cuda_result) { return "as it was told to"; }

cuda_result get_num_supported_archs(int *count) {
  *count = 3;
  return cuda_success;
}

cuda_result get_supported_archs(int *archs) {
  archs[0] = 75;
  archs[1] = 80;
  archs[2] = 90;
  return cuda_success;
}

cuda_result create_program(nvrtc_program *program, const char *, const char *, int,
                           const char *const *, const char *const *) {
  static char place;
  *program = reinterpret_cast<nvrtc_program>(&place);
  self.live_objects++;
  return cuda_success;
}

cuda_result compile_program(nvrtc_program, int, const char *const *) {
  self.compilations++;
  return self.faults.refuses_source ? compilation_failed : cuda_success;
}

const char log_text[] = "elementwise.cu(1): error: as it was told to";

cuda_result get_program_log_size(nvrtc_program, size_t *size) {
  *size = sizeof log_text;
  return cuda_success;
}

cuda_result get_program_log(nvrtc_program, char *log) {
  memcpy(log, log_text, sizeof log_text);
  return cuda_success;
}

cuda_result get_image_size(nvrtc_program, size_t *size) {
  *size = sizeof image;
  return cuda_success;
}

cuda_result get_image(nvrtc_program, char *data) {
  memcpy(data, image, sizeof image);
  return cuda_success;
}

cuda_result destroy_program(nvrtc_program *program) {
  *program = nullptr;
  return given_back();
}

struct Entry {
  const char *name;
  void *function;
};

template <typename Function>
Entry entry(const char *name, Function function) {
  return {name, reinterpret_cast<void *>(function)};
}

const Entry entries[] = {
  entry("cuInit", init),
  entry("cuDriverGetVersion", driver_get_version),
  entry("cuGetErrorName", get_error_name),
  entry("cuGetErrorString", get_error_string),
  entry("cuDeviceGetCount", device_get_count),
  entry("cuDeviceGet", device_get),
  entry("cuDeviceGetName", device_get_name),
  entry("cuDeviceGetAttribute", device_get_attribute),
  entry("cuDeviceTotalMem_v2", device_total_mem),
  entry("cuDevicePrimaryCtxRetain", device_primary_ctx_retain),
  entry("cuDevicePrimaryCtxRelease_v2", device_primary_ctx_release),
  entry("cuCtxSetCurrent", ctx_set_current),
  entry("cuStreamCreate", stream_create),
  entry("cuStreamDestroy_v2", stream_destroy),
  entry("cuStreamSynchronize", stream_synchronize),
  entry("cuStreamWaitEvent", stream_wait_event),
  entry("cuEventCreate", event_create),
  entry("cuEventRecord", event_record),
  entry("cuEventSynchronize", event_synchronize),
  entry("cuEventDestroy_v2", event_destroy),
  entry("cuMemHostAlloc", mem_host_alloc),
  entry("cuMemFreeHost", mem_free_host),
  entry("cuMemAlloc_v2", mem_alloc),
  entry("cuMemFree_v2", mem_free),
  entry("cuMemsetD8Async", memset_d8_async),
  entry("cuMemcpyHtoDAsync_v2", memcpy_htod_async),
  entry("cuMemcpyDtoHAsync_v2", memcpy_dtoh_async),
  entry("cuMemcpyDtoDAsync_v2", memcpy_dtod_async),
  entry("cuModuleLoadData", module_load_data),
  entry("cuModuleUnload", module_unload),
  entry("cuModuleGetFunction", module_get_function),
  entry("cuLaunchKernel", launch_kernel),
  entry("cuStreamBeginCapture_v2", stream_begin_capture),
  entry("cuStreamEndCapture", stream_end_capture),
  entry("cuGraphInstantiateWithFlags", graph_instantiate),
  entry("cuGraphDestroy", graph_destroy),
  entry("cuGraphLaunch", graph_launch),
  entry("cuGraphExecDestroy", graph_exec_destroy),
  entry("cublasCreate_v2", blas_create),
  entry("cublasDestroy_v2", blas_destroy),
  entry("cublasGetVersion_v2", blas_version),
  entry("cublasGetStatusName", blas_status_name),
  entry("cublasSetStream_v2", blas_set_stream),
  entry("cublasSetWorkspace_v2", blas_set_workspace),
  entry("cublasGemmStridedBatchedEx", blas_multiply),
  entry("nvrtcVersion", version),
  entry("nvrtcGetErrorString", nvrtc_error_string),
  entry("nvrtcGetNumSupportedArchs", get_num_supported_archs),
  entry("nvrtcGetSupportedArchs", get_supported_archs),
  entry("nvrtcCreateProgram", create_program),
  entry("nvrtcCompileProgram", compile_program),
  entry("nvrtcGetProgramLogSize", get_program_log_size),
  entry("nvrtcGetProgramLog", get_program_log),
  entry("nvrtcGetCUBINSize", get_image_size),
  entry("nvrtcGetCUBIN", get_image),
  entry("nvrtcGetPTXSize", get_image_size),
  entry("nvrtcGetPTX", get_image),
  entry("nvrtcDestroyProgram", destroy_program),
};

}  // namespace

void cuda_emulator_set_faults(cuda_emulator_faults faults) {
  self.faults = faults;
  self.allocations = self.launches = self.streams_made = 0;
  self.is_lost = self.is_recording = false;
}

int cuda_emulator_live_objects() { return self.live_objects; }

int cuda_emulator_starts() { return self.starts; }

int cuda_emulator_idle_waits() { return self.idle_waits; }

int cuda_emulator_starts_left() { return self.starts_left; }

const char *cuda_emulator_copies(int waits_for_sent, int waits_for_placed) {
  const std::vector<float> numbers(4);
  const size_t bytes = 16;
  cuda_context context = nullptr;
  cuda_stream computing = nullptr, copying = nullptr;
  cuda_event sent = nullptr, placed = nullptr;
  cuda_address room = 0, place = 0;
  device_primary_ctx_retain(&context, 0);
  ctx_set_current(context);
  stream_create(&computing, 0);
  stream_create(&copying, 0);
  event_create(&sent, 0);
  event_create(&placed, 0);
  mem_alloc(&room, bytes);
  mem_alloc(&place, bytes);
  cuda_result result = cuda_success;
  for (int batch = 0; batch < 2 && result == cuda_success; batch++) {
    if (waits_for_placed) stream_wait_event(copying, placed, 0);
    result = memcpy_htod_async(room, numbers.data(), bytes, copying);
    event_record(sent, copying);
    if (result != cuda_success) break;
    if (waits_for_sent) stream_wait_event(computing, sent, 0);
    result = memcpy_dtod_async(place, room, bytes, computing);
    event_record(placed, computing);
  }
  mem_free(room);
  mem_free(place);
  event_destroy(sent);
  event_destroy(placed);
  stream_destroy(computing);
  stream_destroy(copying);
  device_primary_ctx_release(0);
  return result == cuda_success ? nullptr : self.fault.c_str();
}

int cuda_emulator_compilations() { return self.compilations; }

void *cuda_emulator_find(void *, const char *name) {
  for (const Entry &entry : entries) {
    if (strcmp(entry.name, name) == 0) return entry.function;
  }
  return nullptr;
}
