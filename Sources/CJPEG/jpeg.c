#include "CJPEG.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

// Which errors there are depends on what the library was built with.
#include <jpeglib.h>

#include <jerror.h>

// A file of a few kilobytes may have thousands of passes, each over the whole picture.
enum { most_scans = 500 };

typedef struct {
  struct jpeg_error_mgr errors;
  jmp_buf leave;
  /// Whether the limit on passes was reached.
  boolean is_too_long;
} handler;

static void leave_with_error(j_common_ptr info) {
  longjmp(((handler *)info->err)->leave, 1);
}

/// Stops at what libjpeg would go on after with grey or garbled blocks; passes over the rest, such as
/// bytes between two markers, of which many cameras write some.
static void judge_warning(j_common_ptr info, int level) {
  if (level >= 0) return;
  switch (info->err->msg_code) {
  case JWRN_JPEG_EOF:
  case JWRN_HIT_MARKER:
  case JWRN_HUFF_BAD_CODE:
  case JWRN_ARITH_BAD_CODE:
  case JWRN_MUST_RESYNC:
  case JWRN_BOGUS_PROGRESSION: leave_with_error(info);
  }
}

static void print_nothing(j_common_ptr info) { (void)info; }

static void count_scans(j_common_ptr info) {
  if (((j_decompress_ptr)info)->input_scan_number <= most_scans) return;
  ((handler *)info->err)->is_too_long = TRUE;
  leave_with_error(info);
}

static enum cjpeg_result result_of(int code) {
  switch (code) {
  case JERR_SOF_UNSUPPORTED:
  case JERR_ARITH_NOTIMPL:
  case JERR_BAD_PRECISION:
  case JERR_CONVERSION_NOTIMPL:
  case JERR_CCIR601_NOTIMPL:
  case JERR_FRACT_SAMPLE_NOTIMPL: return CJPEG_UNSUPPORTED;
  default: return CJPEG_DAMAGED;
  }
}

/// Reads the header, and the pixels where there is a place for them.
static enum cjpeg_result read_file(
    cjpeg_image *image, const void *bytes, size_t count, unsigned char *pixels) {
  struct jpeg_decompress_struct info;
  struct jpeg_progress_mgr progress;
  handler handler;
  memset(&info, 0, sizeof info);
  memset(&progress, 0, sizeof progress);
  memset(&handler, 0, sizeof handler);
  info.err = jpeg_std_error(&handler.errors);
  handler.errors.error_exit = leave_with_error;
  handler.errors.emit_message = judge_warning;
  handler.errors.output_message = print_nothing;
  if (setjmp(handler.leave)) {
    const int code = handler.errors.msg_code;
    char message[JMSG_LENGTH_MAX];
    handler.errors.format_message((j_common_ptr)&info, message);
    snprintf(image->message, sizeof image->message, "%s",
             handler.is_too_long ? "more than 500 scans" : message);
    image->offset = info.src != NULL ? count - info.src->bytes_in_buffer : 0;
    // What it makes up behind a file that breaks off is not of the file.
    if (code == JWRN_JPEG_EOF || image->offset > count) image->offset = count;
    jpeg_destroy_decompress(&info);
    return result_of(code);
  }
  jpeg_create_decompress(&info);
  progress.progress_monitor = count_scans;
  info.progress = &progress;
  jpeg_mem_src(&info, bytes, count);
  jpeg_read_header(&info, TRUE);
  image->width = info.image_width;
  image->height = info.image_height;
  image->components = info.num_components;
  if (pixels != NULL) {
    info.out_color_space = info.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_start_decompress(&info);
    const size_t row = (size_t)info.output_width * (size_t)info.output_components;
    while (info.output_scanline < info.output_height) {
      JSAMPROW line = pixels + row * info.output_scanline;
      jpeg_read_scanlines(&info, &line, 1);
    }
    jpeg_finish_decompress(&info);
  }
  jpeg_destroy_decompress(&info);
  return CJPEG_OK;
}

enum cjpeg_result cjpeg_read_header(cjpeg_image *image, const void *bytes, size_t count) {
  memset(image, 0, sizeof *image);
  return read_file(image, bytes, count, NULL);
}

enum cjpeg_result cjpeg_read_pixels(
    cjpeg_image *image, const void *bytes, size_t count, void *pixels) {
  return read_file(image, bytes, count, pixels);
}
