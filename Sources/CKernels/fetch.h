// Asking for memory before it is read or written.
//
// Tiles are read from several rows at once, which the processor does not foresee: without this a
// third of the time of 16 channels goes by waiting for memory.

#pragma once

#include "block.h"

/// Lines of the cache that will be needed soon, and how many are asked for at a time.
typedef struct {
  const float *from;
  ptrdiff_t left, portion;
} ck_soon;

/// What some tiles of two rows need, the lines of a row of tiles taken one after the other.
///
/// - start: the first row of a block; `row` numbers make one, and there are `height` of them.
/// - below: how far below their results the tiles reach.
/// - calls: how often some of it is asked for.
CK_INLINE ck_soon ck_soon_of(const float *start, int height, ptrdiff_t row, int below, int first,
                             int count, int tile_columns, ptrdiff_t calls) {
  ptrdiff_t from = 2 * first * row / tile_columns + below * row;
  ptrdiff_t end = from + 2 * count * row / tile_columns;
  if (from < 0) from = 0;
  if (end > height * row) end = height * row;
  const ptrdiff_t lines = end > from ? (end - from) / CK_LANES : 0;
  return (ck_soon){start + from / CK_LANES * CK_LANES, lines, lines / calls + 1};
}

/// Asks for the next portion.
CK_INLINE void ck_fetch(ck_soon *soon, bool writes) {
  const ptrdiff_t portion = soon->left < soon->portion ? soon->left : soon->portion;
  for (ptrdiff_t i = 0; i < portion; i++) {
    if (writes) __builtin_prefetch(soon->from + i * CK_LANES, 1, 3);
    else __builtin_prefetch(soon->from + i * CK_LANES, 0, 3);
  }
  soon->from += portion * CK_LANES;
  soon->left -= portion;
}
