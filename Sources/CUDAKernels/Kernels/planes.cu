// Pooling, unpooling, padding, enlargement, and windows as columns.

#include "kernel.h"

/// A result from the cells that the tables of its row and its column name: average pools, padding,
/// enlargement, and the gradients of all three.
KERNEL(gather, cuda_plane_arguments) {
  const int i = thread_number();
  if (i >= a.y.count) return;
  const int column = i % a.y_planes.width, row = i / a.y_planes.width % a.y_planes.height;
  const int plane = i / a.y_planes.width / a.y_planes.height;
  const int first_row = a.rows.starts[row], last_row = a.rows.starts[row + 1];
  const int first_column = a.columns.starts[column], last_column = a.columns.starts[column + 1];
  if (first_row == last_row || first_column == last_column) {
    a.y[i] = a.border;
    return;
  }
  float sum = 0;
#pragma unroll 1
  for (int r = first_row; r < last_row; r++) {
    const int start = (plane * a.x_planes.height + a.rows.entries[r]) * a.x_planes.width;
#pragma unroll 1
    for (int c = first_column; c < last_column; c++) {
      const float share = a.rows.weights[r] * a.columns.weights[c];
      const float divisor = a.rows.divisors[r] * a.columns.divisors[c];
      sum += share * a.x[start + a.columns.entries[c]] / divisor;
    }
  }
  a.y[i] = sum / (a.row_divisors[row] * a.column_divisors[column]);
}

/// The first of equal maxima counts, a NaN beats every number, padding is never the maximum.
KERNEL(max_pool, cuda_max_pool_arguments) {
  const int i = thread_number();
  if (i >= (a.y.count > 0 ? a.y.count : a.switches.count)) return;
  const int output_column = i % a.y_planes.width;
  const int output_row = i / a.y_planes.width % a.y_planes.height;
  const int height = a.x_planes.height, width = a.x_planes.width;
  const int start = i / a.y_planes.width / a.y_planes.height * height * width;
  int best = -1;
  float largest = 0;
  for (int tap_row = 0; tap_row < a.vertical.taps; tap_row++) {
    const int row = met_cell(a.vertical, output_row, tap_row);
    if (row < 0 || row >= height) continue;
    for (int tap_column = 0; tap_column < a.horizontal.taps; tap_column++) {
      const int column = met_cell(a.horizontal, output_column, tap_column);
      if (column < 0 || column >= width) continue;
      const float number = a.x[start + row * width + column];
      if (best < 0 || number > largest || number != number) {
        best = row * width + column;
        largest = number;
      }
    }
  }
  if (a.y.count > 0) a.y[i] = largest;
  if (a.switches.count > 0) a.switches[i] = (float)best;
}

/// The cell that a switch names, or -1 where it names none, which is remembered.
DEVICE int named_cell(const cuda_switch_arguments &a, int position, int area) {
  const float cell = a.switches[position];
  if (cell >= 0 && cell < area && cell == rintf(cell)) return (int)cell;
  atomicMin(&a.bad[0], position);
  return -1;
}

/// A thread for each plane puts its numbers one after the other, so that the order is always the same.
KERNEL(max_unpool, cuda_switch_arguments) {
  const int plane = thread_number();
  if (plane >= a.x.count / a.x_area) return;
  const int start = plane * a.y_area;
  for (int cell = 0; cell < a.y_area; cell++) a.y[start + cell] = 0;
  for (int position = plane * a.x_area; position < (plane + 1) * a.x_area; position++) {
    const int cell = named_cell(a, position, a.y_area);
    if (cell < 0) continue;
    const float before = a.adds ? a.y[start + cell] : 0;
    a.y[start + cell] = before + a.x[position];
  }
}

KERNEL(take_at_indices, cuda_switch_arguments) {
  const int i = thread_number();
  if (i >= a.y.count) return;
  const int cell = named_cell(a, i, a.x_area);
  a.y[i] = cell < 0 ? 0 : a.x[i / a.switches_area * a.x_area + cell];
}

/// Windows as columns; padding reads 0.
KERNEL(unfold, cuda_columns_arguments) {
  const int i = thread_number();
  if (i >= a.columns.count) return;
  const int column = i % a.row_columns, row = i / a.row_columns % a.rows;
  const int entry = i / a.row_columns / a.rows;
  const int tap_column = entry % a.horizontal.taps;
  const int tap_row = entry / a.horizontal.taps % a.vertical.taps;
  const int plane = entry / a.horizontal.taps / a.vertical.taps;
  const int height = a.image_planes.height, width = a.image_planes.width;
  const int cell_row = met_cell(a.vertical, row, tap_row);
  const int cell_column = met_cell(a.horizontal, column, tap_column);
  const bool is_inside =
    cell_row >= 0 && cell_row < height && cell_column >= 0 && cell_column < width;
  a.columns[i] = is_inside ? a.image[(plane * height + cell_row) * width + cell_column] : 0;
}

/// Columns added back at their windows' places; a cell collects what its taps brought.
KERNEL(fold, cuda_columns_arguments) {
  const int i = thread_number();
  if (i >= a.image.count) return;
  const int height = a.image_planes.height, width = a.image_planes.width;
  const int cell_column = i % width, cell_row = i / width % height, plane = i / width / height;
  float sum = 0;
  for (int tap_row = 0; tap_row < a.vertical.taps; tap_row++) {
    const int row = meeting_output(a.vertical, cell_row, tap_row, a.rows);
    if (row < 0) continue;
    for (int tap_column = 0; tap_column < a.horizontal.taps; tap_column++) {
      const int column = meeting_output(a.horizontal, cell_column, tap_column, a.row_columns);
      if (column < 0) continue;
      const int entry = (plane * a.vertical.taps + tap_row) * a.horizontal.taps + tap_column;
      sum += a.columns[(entry * a.rows + row) * a.row_columns + column];
    }
  }
  a.image[i] = sum;
}
