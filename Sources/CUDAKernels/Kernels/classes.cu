// Probabilities, the classes that targets name, and how many answers are right.

#include "block_sum.h"
#include "kernel.h"

/// exp(x - max) / Σ exp(x - max) along one axis, or its logarithm; a thread for each line.
KERNEL(softmax, cuda_softmax_arguments) {
  const int line = thread_number();
  if (line >= a.y.count / a.length) return;
  const int start = line / a.inner * a.length * a.inner + line % a.inner;
  int best = 0;
  for (int i = 1; i < a.length; i++) {
    if (a.x[start + best * a.inner] < a.x[start + i * a.inner]) best = i;
  }
  const float largest = a.x[start + best * a.inner];
  float sum = 0;
  for (int i = 0; i < a.length; i++) {
    const float distance = a.x[start + i * a.inner] - largest;
    // The largest number's own power is 1: the logarithm of 1 and the others keeps its digits.
    sum += a.is_logarithm && i == best ? distance : expf(distance);
  }
  const float logarithm = a.is_logarithm ? log1pf(sum) : 0;
  for (int i = 0; i < a.length; i++) {
    const float distance = a.x[start + i * a.inner] - largest;
    a.y[start + i * a.inner] = a.is_logarithm ? distance - logarithm : expf(distance) / sum;
  }
}

/// The class that a target names, or -1 where it names none, which is remembered.
DEVICE int named_class(const cuda_class_arguments &a, int position) {
  const float target = a.target[position];
  if (target >= 0 && target < a.classes && target == rintf(target)) return (int)target;
  atomicMin(&a.bad[0], position);
  return -1;
}

KERNEL(pick_class, cuda_class_arguments) {
  const int i = thread_number();
  if (i >= a.y.count) return;
  const int named = named_class(a, i);
  a.y[i] = named < 0 ? 0 : a.x[(i / a.inner * a.classes + named) * a.inner + i % a.inner];
}

KERNEL(place_class, cuda_class_arguments) {
  const int i = thread_number();
  if (i >= a.x.count) return;
  const int named = named_class(a, i);
  for (int c = 0; c < a.classes; c++) {
    const int place = (i / a.inner * a.classes + c) * a.inner + i % a.inner;
    a.y[place] = c == named ? a.x[i] : 0;
  }
}

/// What a step came to, by one block: its loss, and how many rows have their largest score at their label; of equal ones
/// the first counts. The gate keeps the first loss that is no number.
BLOCK_KERNEL(settle, cuda_settle_arguments) {
  int right = 0;
  for (int row = threadIdx.x; row < a.rows; row += cuda_threads) {
    const int start = row * a.classes;
    int best = 0;
    for (int i = 1; i < a.classes; i++) {
      if (a.scores[start + i] > a.scores[start + best]) best = i;
    }
    right += (float)best == a.labels[row];
  }
  const int all = (int)block_sum(right);
  if (threadIdx.x != 0) return;
  a.right[0] = all;
  a.told[0] = a.loss[0];
  if (is_finite(a.gate[0])) a.gate[0] = a.loss[0];
}
