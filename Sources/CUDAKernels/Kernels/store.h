// What is done to a number between its sum and memory, so that it takes no pass of its own.

#pragma once

#include "kernel.h"

/// Stores a number of y as it was asked for.
DEVICE void store_number(const cuda_store &store, const cuda_tensor &y, int place, float number) {
  if (store.addend.count > 0) number += store.addend[place];
  if (store.mask.count > 0) {
    if (store.mask[place] <= 0) number = 0;
  } else if (store.is_rectified && number <= 0) {
    number = 0;
  }
  y[place] = number;
}
