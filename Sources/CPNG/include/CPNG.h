// The system's libpng: its simplified API. Swift can call that as it is, but for the macros.

#pragma once

#include <png.h>
#include <stddef.h>

/// An image of which the header has been read from memory, or that is about to be written.
typedef struct {
  png_image image;
} cpng_image;

/// Reads the header of a PNG file in memory; 1 if that was possible. The memory has to stay until
/// cpng_read_pixels or cpng_free.
int cpng_read_header(cpng_image *png, const void *bytes, size_t count);

/// Whether the image has colours, rather than shades of grey.
int cpng_has_color(const cpng_image *png);

/// Reads the pixels as rows of 8-bit RGB or grey, over a white background; 1 if that was possible.
/// Frees what cpng_read_header made, either way.
int cpng_read_pixels(cpng_image *png, int color, void *pixels);

/// Encodes rows of 8-bit RGB or grey. With `bytes` null, only the size needed is found out. 1 if it
/// was possible; `count` becomes the number of bytes.
int cpng_write(
    cpng_image *png, unsigned width, unsigned height, int color, const void *pixels, void *bytes,
    size_t *count);

/// What libpng said last.
const char *cpng_message(const cpng_image *png);

/// Frees what cpng_read_header made.
void cpng_free(cpng_image *png);
