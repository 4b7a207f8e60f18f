// Normalisation of channels by their statistics, and by their neighbours.

#include "block_sum.h"
#include "kernel.h"
#include "store.h"

KERNEL(batch_norm, cuda_batch_norm_arguments) {
  const int i = thread_number();
  if (i >= a.y.count) return;
  const int c = i / a.inner % a.channels;
  const float deviation = sqrtf(a.variance[c] + a.epsilon);
  const float number = a.weight[c] * ((a.x[i] - a.mean[c]) / deviation) + a.bias[c];
  store_number(a.store, a.y, i, number);
}

/// Where the i-th number of a channel lies.
template <typename Arguments>
DEVICE int place_in_channel(const Arguments &a, int c, int i) {
  return (i / a.inner * a.channels + c) * a.inner + i % a.inner;
}

/// A block for each channel: its mean, and then the mean of the squared distances from that.
BLOCK_KERNEL(channel_moments, cuda_moments_arguments) {
  const int c = blockIdx.x;
  const int count = a.batch * a.inner;
  double sum = 0, squares = 0;
  for (int i = threadIdx.x; i < count; i += cuda_threads) sum += a.x[place_in_channel(a, c, i)];
  const float mean = (float)(block_sum(sum) / count);
  for (int i = threadIdx.x; i < count; i += cuda_threads) {
    const float distance = a.x[place_in_channel(a, c, i)] - mean;
    squares += distance * distance;
  }
  const float variance = (float)(block_sum(squares) / count);
  if (threadIdx.x != 0) return;
  a.mean[c] = mean;
  a.variance[c] = variance;
}

/// A block for each channel: Σ dy and Σ dy · x̂, and then the channel's gradients.
BLOCK_KERNEL(batch_norm_gradient, cuda_batch_norm_arguments) {
  const int c = blockIdx.x;
  const int count = a.batch * a.inner;
  const float deviation = sqrtf(a.variance[c] + a.epsilon), mean = a.mean[c];
  const float factor = a.weight[c] / deviation;
  float constant_part = 0, following_part = 0;
  if (a.is_training || a.weight_gradient.count > 0 || a.bias_gradient.count > 0) {
    double sum = 0, following_sum = 0;
    for (int i = threadIdx.x; i < count; i += cuda_threads) {
      const int place = place_in_channel(a, c, i);
      sum += a.upstream[place];
      following_sum += a.upstream[place] * ((a.x[place] - mean) / deviation);
    }
    sum = block_sum(sum);
    constant_part = (float)(sum / count);
    if (threadIdx.x == 0 && a.bias_gradient.count > 0) a.bias_gradient[c] = (float)sum;
    following_sum = block_sum(following_sum);
    following_part = (float)(following_sum / count);
    if (threadIdx.x == 0 && a.weight_gradient.count > 0) {
      a.weight_gradient[c] = (float)following_sum;
    }
  }
  for (int i = threadIdx.x; i < count; i += cuda_threads) {
    const int place = place_in_channel(a, c, i);
    float centred = a.upstream[place];
    if (a.is_training) {
      centred -= constant_part + (a.x[place] - mean) / deviation * following_part;
    }
    a.y[place] = factor * centred;
  }
}

/// The number that is raised to the power β.
DEVICE float power_base(const cuda_local_norm_arguments &a, int place, int channel) {
  const int first = channel < a.before ? 0 : channel - a.before;
  const int last = channel + a.after < a.channels ? channel + a.after : a.channels - 1;
  float sum = 0;
  for (int c = first; c <= last; c++) {
    const float number = a.x[place + (c - channel) * a.inner];
    sum += number * number;
  }
  return a.k + a.alpha * sum / a.size;
}

KERNEL(local_response_norm, cuda_local_norm_arguments) {
  const int i = thread_number();
  if (i >= a.y.count) return;
  a.y[i] = a.x[i] / powf(power_base(a, i, i / a.inner % a.channels), a.beta);
}

KERNEL(local_response_norm_gradient, cuda_local_norm_arguments) {
  const int i = thread_number();
  if (i >= a.y.count) return;
  const int channel = i / a.inner % a.channels;
  const float factor = 2 * a.alpha * a.beta / a.size;
  float sum = a.upstream[i] / powf(power_base(a, i, channel), a.beta);
  // Those whose neighbourhood holds this channel lie on its other side.
  const int first = channel < a.after ? 0 : channel - a.after;
  const int last = channel + a.before < a.channels ? channel + a.before : a.channels - 1;
  for (int m = first; m <= last; m++) {
    const int centre = i + (m - channel) * a.inner;
    const float spread =
      factor * a.upstream[centre] * a.x[centre] / powf(power_base(a, centre, m), a.beta + 1);
    sum -= spread * a.x[i];
  }
  a.y[i] = sum;
}
