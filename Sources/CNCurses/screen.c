#define _GNU_SOURCE 1

#include "CNCurses.h"

#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

int cnc_load_terminfo(const char *name) {
  int status = -1;
  // With a place for the status, setupterm reports instead of ending the process.
  setupterm(name, STDOUT_FILENO, &status);
  return status;
}

const char *cnc_string_capability(const char *name) {
  const char *value = tigetstr(name);
  return value == (const char *)-1 ? NULL : value;
}

bool cnc_has_direct_colors(void) {
  // The capability may be a flag, a number or a string.
  const char *text = tigetstr("RGB");
  return tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || (text != NULL && text != (const char *)-1);
}

/// Lowers a variable that ncurses takes a size from: it would take gigabytes for COLUMNS=99999.
static void limit_variable(const char *name, int most, const char *text) {
  const char *value = getenv(name);
  if (value && strtol(value, NULL, 10) > most) setenv(name, text, 1);
}

bool cnc_start(const char *entry) {
  // No more is ever used of a window.
  limit_variable("COLUMNS", 1000, "1000");
  limit_variable("LINES", 500, "500");
  if (!cnc_open_output()) return false;
  // ncurses sets the modes of what it writes to. That is the terminal until they are set.
  int drawing = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  FILE *file = drawing < 0 ? NULL : fdopen(drawing, "w");
  if (file == NULL) return false;
  char *kept = cnc_begin_using_entry();
  bool is_started = newterm((NCURSES_CONST char *)entry, file, stdin) != NULL;
  cnc_end_using_entry(kept);
  if (!is_started) return false;
  // Keys arrive one by one, C-c and C-z among them, and nothing is echoed.
  raw();
  noecho();
  nonl();
  intrflush(stdscr, FALSE);
  nodelay(stdscr, TRUE);
  // An escape sequence arrives in one piece; a lone Esc should not be felt to wait.
  set_escdelay(25);
  keypad(stdscr, TRUE);
  // Mouse reports are read as plain characters, in one format on every terminal.
  define_key("\033[<", 0);
  define_key("\033[M", 0);
  // Keys that arrive during a refresh must not leave it half done.
  typeahead(-1);
  // Shifting cells within a row goes wrong on terminals that differ about wide characters.
  idcok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  return dup3(cnc_output_queue(), drawing, O_CLOEXEC) >= 0;
}

bool cnc_window_size(int *width, int *height) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return false;
  if (size.ws_col == 0 || size.ws_row == 0) return false;
  *width = size.ws_col;
  *height = size.ws_row;
  return true;
}

void cnc_screen_size(int *width, int *height) {
  *width = COLS;
  *height = LINES;
}

void cnc_redraw_all(void) { clearok(curscr, TRUE); }

void cnc_set_cursor_free(bool is_free) { leaveok(stdscr, is_free); }

void cnc_put(int x, int y, const uint32_t *scalars, int count, int width, attr_t attributes,
             int pair) {
  wchar_t text[CCHARW_MAX + 1];
  int length = 0;
  for (int i = 0; i < count && length < CCHARW_MAX; i++) {
    // Only marks may follow the base; a joined sequence is cut after its first character.
    if (i > 0 && wcwidth((wchar_t)scalars[i]) != 0) break;
    text[length++] = (wchar_t)scalars[i];
  }
  bool is_drawable = length > 0 && wcwidth(text[0]) == width;
  for (int column = 0; column < (is_drawable ? 1 : width); column++) {
    if (!is_drawable) {
      text[0] = L'?';
      length = 1;
    }
    text[length] = L'\0';
    cchar_t cell;
    // The colour pair goes in by address because its number may exceed a short.
    if (setcchar(&cell, text, attributes, 0, &pair) == OK) {
      mvadd_wch(y, x + column, &cell);
    }
  }
}

enum cnc_input cnc_read(uint32_t *code) {
  // Of a byte that begins no character get_wch makes one with whatever follows, up to 16 keys, and
  // drops them all: C-c behind an é of Latin-1 would be lost.
  static mbstate_t unfinished;
  int value;
  while ((value = getch()) != ERR) {
    *code = (uint32_t)value;
    if (value > 0xFF) {
      memset(&unfinished, 0, sizeof unfinished);
      return CNC_KEY;
    }
    char byte = (char)value;
    wchar_t character = 0;
    bool is_first = mbsinit(&unfinished) != 0;
    size_t length = mbrtowc(&character, &byte, 1, &unfinished);
    if (length == (size_t)-1) {
      memset(&unfinished, 0, sizeof unfinished);
      // It does not continue what was begun, and may be a key itself.
      if (is_first) continue;
      length = mbrtowc(&character, &byte, 1, &unfinished);
      if (length == (size_t)-1) memset(&unfinished, 0, sizeof unfinished);
    }
    if (length > 1) continue;
    *code = (uint32_t)character;
    return CNC_CHARACTER;
  }
  return CNC_NOTHING;
}

int cnc_bytes_waiting(void) {
  int count = 0;
  return ioctl(STDIN_FILENO, FIONREAD, &count) == 0 ? count : -1;
}

/// Whether the environment asks for UTF-8, by the precedence of the locale variables.
static bool environment_names_utf8(void) {
  const char *names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (int i = 0; i < 3; i++) {
    const char *value = getenv(names[i]);
    if (value == NULL || *value == '\0') continue;
    const char *codeset = strchr(value, '.');
    return codeset != NULL &&
           (strncasecmp(codeset, ".utf-8", 6) == 0 || strncasecmp(codeset, ".utf8", 5) == 0);
  }
  return false;
}

bool cnc_locale_is_utf8(void) {
  // Only the character set: a decimal comma would change what other libraries print and read.
  // Where the locale is not installed, which is common over ssh, its encoding still counts.
  bool is_utf8 = setlocale(LC_CTYPE, "") != NULL ? strcmp(nl_langinfo(CODESET), "UTF-8") == 0
                                                 : environment_names_utf8();
  if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
    // Outside UTF-8 ncurses uses a control sequence to repeat a character, which many emulators
    // that call themselves xterm do not know. ASCII is written alike in both.
    bool is_set = setlocale(LC_CTYPE, "C.UTF-8") != NULL;
    is_utf8 = is_utf8 && is_set;
  }
  return is_utf8;
}
