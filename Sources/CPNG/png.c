#include "CPNG.h"

#include <string.h>

int cpng_read_header(cpng_image *png, const void *bytes, size_t count) {
  memset(&png->image, 0, sizeof png->image);
  png->image.version = PNG_IMAGE_VERSION;
  return png_image_begin_read_from_memory(&png->image, bytes, count) != 0;
}

int cpng_has_color(const cpng_image *png) {
  return (png->image.format & PNG_FORMAT_FLAG_COLOR) != 0;
}

int cpng_read_pixels(cpng_image *png, int color, void *pixels) {
  png->image.format = color ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
  // Without this, libpng takes the 16-bit samples of a file that says nothing about them for linear
  // light, and the picture comes out too bright.
  png->image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
  const png_color white = {255, 255, 255};
  return png_image_finish_read(&png->image, &white, pixels, 0, NULL) != 0;
}

int cpng_write(
    cpng_image *png, unsigned width, unsigned height, int color, const void *pixels, void *bytes,
    size_t *count) {
  memset(&png->image, 0, sizeof png->image);
  png->image.version = PNG_IMAGE_VERSION;
  png->image.width = width;
  png->image.height = height;
  png->image.format = color ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
  png_alloc_size_t size = *count;
  const int written =
      png_image_write_to_memory(&png->image, bytes, &size, 0, pixels, 0, NULL) != 0;
  *count = size;
  return written;
}

const char *cpng_message(const cpng_image *png) { return png->image.message; }

void cpng_free(cpng_image *png) { png_image_free(&png->image); }
