// The system's libjpeg, whose errors leave by longjmp, which Swift cannot have.

#pragma once

#include <stddef.h>

/// How reading went.
enum cjpeg_result {
  CJPEG_OK,
  /// The file breaks off, or is not as the format says.
  CJPEG_DAMAGED,
  /// The file may be in order, but is of a kind that libjpeg does not read.
  CJPEG_UNSUPPORTED
};

/// What a file is, and what went wrong with it.
typedef struct {
  unsigned width, height;
  /// Samples of a pixel: 1 for grey, 3 for colours, 4 for printing inks.
  int components;
  /// The byte up to which the file was read when something went wrong.
  size_t offset;
  /// What libjpeg said then.
  char message[200];
} cjpeg_image;

/// Reads the header of a JPEG file in memory.
enum cjpeg_result cjpeg_read_header(cjpeg_image *image, const void *bytes, size_t count);

/// Reads the pixels of a file of 1 or 3 components as rows of 8-bit grey or RGB; baseline or progressive.
enum cjpeg_result cjpeg_read_pixels(cjpeg_image *image, const void *bytes, size_t count, void *pixels);
