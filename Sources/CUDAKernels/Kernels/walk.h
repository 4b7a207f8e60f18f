// A walk through a tensor along axes of its own.

#pragma once

#include "kernel.h"

/// Where a walk is in a tensor after some steps, the last axis being the fastest.
DEVICE int walked(int step, int rank, const cuda_numbers_by_axis &lengths,
                  const cuda_numbers_by_axis &strides) {
  int place = 0;
  for (int axis = rank - 1; axis >= 0; axis--) {
    place += step % lengths.at[axis] * strides.at[axis];
    step /= lengths.at[axis];
  }
  return place;
}
