// The operands of a convolution, its transpose and its weight's gradient as products of matrices:
// three sums over the same meetings of a kernel element with a cell of the image. The matrix with the
// windows is never written down. blockIdx.z is the group.

#pragma once

#include "kernel.h"
#include "store.h"

/// A position in an image or in its features.
struct Position {
  int n, row, column;
};

DEVICE Position position(int number, const cuda_planes &planes) {
  const int rest = number / planes.width;
  return {rest / planes.height, rest % planes.height, number % planes.width};
}

/// A kernel element.
struct Tap {
  int channel, row, column;
};

DEVICE Tap tap(int number, const cuda_planes &kernel) {
  const int rest = number / kernel.width;
  return {rest / kernel.height, rest % kernel.height, number % kernel.width};
}

/// The number of an image that a tap meets at a position of the features; null in the padding.
DEVICE const float *met(const cuda_convolution_arguments &a, int first_channel, const Position &at,
                        const Tap &tap) {
  const cuda_planes &planes = a.image_planes;
  const int row = met_cell(a.vertical, at.row, tap.row);
  const int column = met_cell(a.horizontal, at.column, tap.column);
  if (row < 0 || row >= planes.height || column < 0 || column >= planes.width) return nullptr;
  const int plane = at.n * planes.channels + first_channel + tap.channel;
  return &a.image[(plane * planes.height + row) * planes.width + column];
}

/// features[o, (n, s')] = Σ over (c, k) of weight[o, (c, k)] · image[(c, k), (n, s')].
struct FeatureOperands {
  const cuda_convolution_arguments &a;
  int rows, columns, first, last, first_channel, first_filter;

  DEVICE const float *left(int filter, int k) const {
    return &a.weight[(first_filter + filter) * last + k];
  }
  DEVICE Position column(int n) const { return position(n, a.feature_planes); }
  DEVICE const float *right(int k, const Position &at) const {
    return met(a, first_channel, at, tap(k, a.kernel));
  }
  DEVICE void store(int filter, int n, float sum) const {
    const cuda_planes &planes = a.feature_planes;
    const int o = first_filter + filter, area = planes.height * planes.width;
    const int place = (n / area * planes.channels + o) * area + n % area;
    store_number(a.store, a.features, place, a.bias.count > 0 ? sum + a.bias[o] : sum);
  }
};

DEVICE FeatureOperands feature_operands(const cuda_convolution_arguments &a) {
  const cuda_planes &features = a.feature_planes;
  const int filters = features.channels / a.groups, group = blockIdx.z;
  return {a, filters, features.batch * features.height * features.width, 0,
    a.kernel.channels * a.kernel.height * a.kernel.width, group * a.kernel.channels,
    group * filters};
}

/// image[c, (n, s)] = Σ over (o, k) of weight[(o, k), c] · features[(o, k), (n, s)].
struct ImageOperands {
  const cuda_convolution_arguments &a;
  int rows, columns, first, last, first_channel, first_filter;

  /// Here a tap's channel is a filter.
  DEVICE const float *left(int c, int k) const {
    const int taps = a.kernel.height * a.kernel.width;
    const int o = first_filter + k / taps;
    return &a.weight[(o * a.kernel.channels + c) * taps + k % taps];
  }
  DEVICE Position column(int n) const { return position(n, a.image_planes); }
  DEVICE const float *right(int k, const Position &at) const {
    const cuda_planes &planes = a.feature_planes;
    const Tap element = tap(k, a.kernel);
    const int row = meeting_output(a.vertical, at.row, element.row, planes.height);
    const int column = meeting_output(a.horizontal, at.column, element.column, planes.width);
    if (row < 0 || column < 0) return nullptr;
    const int plane = at.n * planes.channels + first_filter + element.channel;
    return &a.features[(plane * planes.height + row) * planes.width + column];
  }
  DEVICE void store(int c, int n, float sum) const {
    const cuda_planes &planes = a.image_planes;
    const int channel = first_channel + c, area = planes.height * planes.width;
    const int place = (n / area * planes.channels + channel) * area + n % area;
    store_number(a.store, a.image, place, a.bias.count > 0 ? sum + a.bias[channel] : sum);
  }
};

DEVICE ImageOperands image_operands(const cuda_convolution_arguments &a) {
  const cuda_planes &image = a.image_planes;
  const int filters = a.feature_planes.channels / a.groups, group = blockIdx.z;
  return {a, a.kernel.channels, image.batch * image.height * image.width, 0,
    filters * a.kernel.height * a.kernel.width, group * a.kernel.channels, group * filters};
}

/// weight[o, (c, k)] = Σ over (n, s') of features[o, (n, s')] · image[(n, s'), (c, k)].
struct WeightOperands {
  const cuda_convolution_arguments &a;
  int rows, columns, first, last, first_channel, first_filter, part;

  DEVICE const float *left(int filter, int k) const {
    const cuda_planes &planes = a.feature_planes;
    const int area = planes.height * planes.width;
    return &a.features[(k / area * planes.channels + first_filter + filter) * area + k % area];
  }
  DEVICE Tap column(int n) const { return tap(n, a.kernel); }
  DEVICE const float *right(int k, const Tap &tap) const {
    return met(a, first_channel, position(k, a.feature_planes), tap);
  }
  DEVICE void store(int filter, int n, float sum) const {
    const int o = part * a.feature_planes.channels + first_filter + filter;
    a.weight[o * columns + n] = sum;
  }
};

/// blockIdx.z is a group of a part of the batch and positions.
DEVICE WeightOperands weight_operands(const cuda_convolution_arguments &a) {
  const cuda_planes &features = a.feature_planes;
  const int filters = features.channels / a.groups;
  const int group = blockIdx.z % a.groups, part = blockIdx.z / a.groups;
  const int depth = features.batch * features.height * features.width;
  const int share = (depth + a.parts - 1) / a.parts;
  const int first = part * share, end = first + share;
  return {a, filters, a.kernel.channels * a.kernel.height * a.kernel.width, first,
    end < depth ? end : depth, group * a.kernel.channels, group * filters, part};
}
