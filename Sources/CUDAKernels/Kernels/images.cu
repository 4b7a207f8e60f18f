// Pixels that become the numbers of images: moved, mirrored and scaled.

#include "kernel.h"

KERNEL(move_images, cuda_images_arguments) {
  const int i = thread_number();
  if (i >= a.y.count) return;
  const int x = i % a.width, y = i / a.width % a.height;
  const int plane = i / a.width / a.height;
  const int channel = plane % a.channels;
  const cuda_movement movement = a.movements[plane / a.channels];
  const int row = y + movement.down;
  const int column = (movement.is_mirrored ? a.width - 1 - x : x) + movement.right;
  const bool is_inside = row >= 0 && row < a.height && column >= 0 && column < a.width;
  if (!is_inside && !movement.has_black_border) {
    a.y[i] = 0;
    return;
  }
  const float pixel = is_inside ? a.pixels[(plane * a.height + row) * a.width + column] : 0;
  a.y[i] = (pixel - a.centers[channel]) * a.scales[channel];
}
