// A stand-in for CUDA's driver and compiler that runs the real kernels on the CPU, thread by thread,
// and watches what they do: cells outside a tensor, shared memory that nobody has written, barriers
// that not all threads of a block reach, and threads that meet at one cell of shared memory without a
// barrier between them.

#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/// What the stand-in is told to be and to do, by the thread that calls it; 0 leaves all well.
typedef struct {
  /// What `cuInit` returns.
  int init_result;
  /// The version of CUDA that the driver claims, 12040 for 12.4.
  int driver_version;
  /// One less than the number of devices.
  int fewer_devices;
  /// The device's compute capability, 90 for 9.0.
  int capability;
  /// Refuses the n-th allocation from now on, and those after it.
  int refused_allocation;
  /// Fails the n-th launch from now on; that of a recording is one.
  int failing_launch;
  /// Loses the device at the n-th launch from now on: nothing works after it.
  int losing_launch;
  /// The stream, counted from 1 as they are made from now on, that does at once what it is told. The others do
  /// nothing before somebody waits for it: whoever forgets to wait gets what was there before.
  int eager_stream;
  /// Makes the compiler find an error in everything.
  int refuses_source;
} cuda_emulator_faults;

/// Says what goes wrong in calls of this thread from now on.
void cuda_emulator_set_faults(cuda_emulator_faults faults);

/// How many allocations, streams, modules and contexts this thread has made and not given back.
int cuda_emulator_live_objects(void);

/// How often this thread has given the device something to run: a kernel, or a recording of several.
int cuda_emulator_starts(void);

/// How often this thread has waited until a stream that runs kernels had nothing left to do.
int cuda_emulator_idle_waits(void);

/// How many kernels and recordings had been started and had not run when this thread last waited for a stream that
/// runs any.
int cuda_emulator_starts_left(void);

/// How many programs this thread has compiled.
int cuda_emulator_compilations(void);

/// Copies two batches on one stream to where another takes them from; what was wrong, or NULL.
///
/// - Parameters:
///   - waits_for_sent: Whether what takes them waits until they are there.
///   - waits_for_placed: Whether the second waits until the first has been taken.
const char *_Nullable cuda_emulator_copies(int waits_for_sent, int waits_for_placed);

/// Runs a kernel that fills four numbers; what it did wrong, or NULL.
const char *_Nullable cuda_emulator_complaint(const char *_Nonnull kernel);

/// Multiplies small matrices as a warp does; registers by lane, then by number.
///
/// - Parameters:
///   - a: [32, 4]; TF32 in words, or pairs of BF16.
///   - b: [32, 2].
///   - sums: [32, 4]; the product is added to them.
/// - Returns: What was wrong, or NULL.
const char *_Nullable cuda_emulator_mma(int is_bf16, int *_Nonnull a, int *_Nonnull b,
                                        float *_Nonnull sums);

/// Loads four matrices as a warp does, from 256 shared numbers: each lane says where a row begins, [32],
/// and gets a number of each matrix, [32, 4].
const char *_Nullable cuda_emulator_load_matrices(float *_Nonnull shared, int *_Nonnull rows,
                                                  float *_Nonnull numbers);

/// What each lane, [32], gets when all bring their own number to a shuffle.
const char *_Nullable cuda_emulator_shuffle_down(int distance, float *_Nonnull numbers);

/// A number rounded to TF32.
unsigned cuda_emulator_tf32(float number);

/// Two numbers rounded to BF16, the first in the lower half.
unsigned cuda_emulator_bf16(float low, float high);

/// Finds a function of the driver or the compiler.
void *_Nullable cuda_emulator_find(void *_Nullable library, const char *_Nonnull name);

#ifdef __cplusplus
}
#endif
