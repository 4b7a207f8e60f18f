#define _GNU_SOURCE 1

#include "CNCurses.h"

#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

// Most terminals show 24-bit colours, and most entries do not say so. ncurses reads an entry also out of
// the environment, as hexadecimal digits of its compiled form (term(5), "extended number format"). So the
// terminal's own entry is written anew, changed in how many colours there are and how one is set. The
// package with the -direct entries need not be there, and older emulators do not understand its colons.

enum {
  magic = 01036,
  can_change_color_index = 27,
  max_colors_index = 13,
  max_pairs_index = 14,
  first_color_string = 298,   // orig_colors, initialize_color, initialize_pair,
  last_color_string = 303,    // set_color_pair, set_foreground, set_background
  set_a_foreground_index = 359,
  set_a_background_index = 360,
};

/// Semicolons are what every emulator with such colours reads. Numbers below 8 stay the user's own eight.
#define RGB_OF_PARAMETER \
  "8;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m"
static const char *const foreground = "\x1b[%?%p1%{8}%<%t3%p1%d%e3" RGB_OF_PARAMETER;
static const char *const background = "\x1b[%?%p1%{8}%<%t4%p1%d%e4" RGB_OF_PARAMETER;

/// The entry as the variable TERMINFO holds it; NULL while none is used.
static char *entry;

/// Bytes that grow.
struct bytes {
  unsigned char *data;
  size_t count, room;
  bool failed;
};

static void put(struct bytes *to, const void *data, size_t count) {
  if (to->count + count > to->room && !to->failed) {
    size_t room = 2 * (to->count + count) + 1024;
    unsigned char *grown = realloc(to->data, room);
    to->failed = grown == NULL;
    if (grown != NULL) {
      to->data = grown;
      to->room = room;
    }
  }
  if (to->failed) return;
  memcpy(to->data + to->count, data, count);
  to->count += count;
}

static void put_number(struct bytes *to, long number, int width) {
  for (int i = 0; i < width; i++) {
    unsigned char byte = (unsigned char)((unsigned long)number >> (8 * i));
    put(to, &byte, 1);
  }
}

static void put_even(struct bytes *to) {
  if (to->count % 2 != 0) put_number(to, 0, 1);
}

static const char *string_of_entry(int index) {
  if (index == set_a_foreground_index) return foreground;
  if (index == set_a_background_index) return background;
  if (index >= first_color_string && index <= last_color_string) return NULL;
  const char *value = tigetstr((char *)strnames[index]);
  return value == (char *)-1 ? NULL : value;
}

static long number_of_entry(int index) {
  if (index == max_colors_index) return 1 << 24;
  if (index == max_pairs_index) return 1 << 16;
  int value = tigetnum((char *)numnames[index]);
  return value < 0 ? -1 : value;
}

/// The loaded entry, changed and compiled.
static struct bytes compiled(const char *name) {
  struct bytes result = {0}, offsets = {0}, table = {0};
  for (int i = 0; i < STRWRITE; i++) {
    const char *value = string_of_entry(i);
    put_number(&offsets, value == NULL ? -1 : (long)table.count, 2);
    if (value != NULL) put(&table, value, strlen(value) + 1);
  }
  const char *description = "|with 24-bit colours";
  size_t names = strlen(name) + strlen(description) + 1;
  const long header[] = {magic, (long)names, BOOLWRITE, NUMWRITE, STRWRITE, (long)table.count};
  for (size_t i = 0; i < sizeof header / sizeof *header; i++) put_number(&result, header[i], 2);
  put(&result, name, strlen(name));
  put(&result, description, strlen(description) + 1);
  for (int i = 0; i < BOOLWRITE; i++) {
    put_number(&result, i != can_change_color_index && tigetflag((char *)boolnames[i]) == 1, 1);
  }
  put_even(&result);
  for (int i = 0; i < NUMWRITE; i++) put_number(&result, number_of_entry(i), 4);
  put(&result, offsets.data, offsets.count);
  put(&result, table.data, table.count);
  put_even(&result);
  // One extended capability, the flag RGB: its counts, the flag, where its name is, and its name.
  const long extended[] = {1, 0, 0, 1, 4};
  for (size_t i = 0; i < sizeof extended / sizeof *extended; i++) {
    put_number(&result, extended[i], 2);
  }
  put_number(&result, 1, 2);
  put_number(&result, 0, 2);
  put(&result, "RGB", 4);
  result.failed = result.failed || offsets.failed || table.failed || table.count > 32767;
  free(offsets.data);
  free(table.data);
  return result;
}

static char *hexadecimal(struct bytes bytes) {
  static const char digits[] = "0123456789ABCDEF";
  char *text = bytes.failed ? NULL : malloc(2 * bytes.count + 5);
  if (text == NULL) return NULL;
  memcpy(text, "hex:", 5);
  for (size_t i = 0; i < bytes.count; i++) {
    text[4 + 2 * i] = digits[bytes.data[i] >> 4];
    text[5 + 2 * i] = digits[bytes.data[i] & 15];
  }
  text[4 + 2 * bytes.count] = 0;
  return text;
}

char *cnc_begin_using_entry(void) {
  if (entry == NULL) return NULL;
  const char *own = getenv("TERMINFO");
  char *kept = own == NULL ? NULL : strdup(own);
  setenv("TERMINFO", entry, 1);
  return kept;
}

void cnc_end_using_entry(char *kept) {
  if (entry == NULL) return;
  if (kept == NULL) {
    unsetenv("TERMINFO");
  } else {
    setenv("TERMINFO", kept, 1);
  }
  free(kept);
}

bool cnc_load_direct_terminfo(const char *name) {
  struct bytes bytes = compiled(name);
  entry = hexadecimal(bytes);
  free(bytes.data);
  if (entry == NULL) return false;
  char *kept = cnc_begin_using_entry();
  bool is_loaded = cnc_load_terminfo(name) > 0 && cnc_has_direct_colors();
  cnc_end_using_entry(kept);
  if (!is_loaded) {
    free(entry);
    entry = NULL;
    cnc_load_terminfo(name);
  }
  return is_loaded;
}
