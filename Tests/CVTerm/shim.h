// A terminal for tests on libvterm, which this project did not write.
//
// Two of libvterm's terminals hear the same bytes. One has a state and a screen, which say what is
// drawn and which keys send what. The other is the bare parser: libvterm keeps some modes to itself
// and does not know others, so a test reads those in the sequences themselves.
//
// Everything that differs between versions of libvterm is in this file. It is a header alone, so
// that a build without tests does not need libvterm.

#pragma once

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>

// MARK: - What a terminal says

/// A control sequence: ESC [ leader parameters intermediates final.
typedef struct {
  const char *leader;
  const long *parameters;
  int count;
  const char *intermediates;
  char final;
} cvterm_sequence;

/// The number of a parameter; -1 where it is left out.
static inline int cvterm_parameter(const cvterm_sequence *sequence, int index) {
  long parameter = sequence->parameters[index];
  return CSI_ARG_IS_MISSING(parameter) ? -1 : (int)CSI_ARG(parameter);
}

/// Whether the next parameter is a part of this one, joined to it by a colon.
static inline bool cvterm_has_more(const cvterm_sequence *sequence, int index) {
  return CSI_ARG_HAS_MORE(sequence->parameters[index]);
}

/// Who hears what happens while bytes are fed.
typedef struct {
  void *context;
  /// The terminal sends bytes to the program.
  void (*send)(void *context, const char *bytes, size_t count);
  /// The parser has read a control sequence.
  void (*sequence)(void *context, const cvterm_sequence *sequence);
  /// The parser has read an escape sequence, which is ESC and these bytes.
  void (*escape)(void *context, const char *bytes, size_t count);
  /// The parser has read a control character.
  void (*control)(void *context, unsigned char character);
  /// The state does not know a control sequence.
  void (*unknown_sequence)(void *context, const cvterm_sequence *sequence);
  /// The state does not know a control character.
  void (*unknown_control)(void *context, unsigned char character);
} cvterm_listener;

typedef struct {
  VTerm *terminal;
  VTerm *parser;
  cvterm_listener listener;
  bool is_alternate, reports_mouse;
  /// Where the terminal's output goes while a question is asked of its keyboard.
  char *answer;
  size_t answer_count, answer_room;
  /// The beginning of an operating system command that comes in parts.
  char command[64];
  size_t command_count;
} cvterm;

// MARK: - Callbacks

static inline void cvterm_output(const char *bytes, size_t count, void *context) {
  cvterm *self = (cvterm *)context;
  if (self->answer == NULL) {
    self->listener.send(self->listener.context, bytes, count);
    return;
  }
  for (size_t i = 0; i < count && self->answer_count < self->answer_room; i++)
    self->answer[self->answer_count++] = bytes[i];
}

static inline int cvterm_property(VTermProp property, VTermValue *value, void *context) {
  cvterm *self = (cvterm *)context;
  if (property == VTERM_PROP_ALTSCREEN) self->is_alternate = value->boolean;
  if (property == VTERM_PROP_MOUSE) self->reports_mouse = value->number != VTERM_PROP_MOUSE_NONE;
  return 1;
}

/// The parser alone: text up to the next control character is passed over.
static inline int cvterm_parsed_text(const char *bytes, size_t count, void *context) {
  size_t eaten = 0;
  while (eaten < count && (unsigned char)bytes[eaten] >= 0x20 && bytes[eaten] != 0x7F) eaten++;
  return (int)eaten;
}

static inline int cvterm_parsed_control(unsigned char character, void *context) {
  cvterm *self = (cvterm *)context;
  self->listener.control(self->listener.context, character);
  return 1;
}

static inline int cvterm_parsed_escape(const char *bytes, size_t count, void *context) {
  cvterm *self = (cvterm *)context;
  self->listener.escape(self->listener.context, bytes, count);
  return 1;
}

static inline cvterm_sequence cvterm_made_sequence(
    const char *leader, const long *parameters, int count, const char *intermediates, char final) {
  return (cvterm_sequence){
      leader ? leader : "", parameters, count, intermediates ? intermediates : "", final};
}

static inline int cvterm_parsed_sequence(
    const char *leader, const long parameters[], int count, const char *intermediates, char final,
    void *context) {
  cvterm *self = (cvterm *)context;
  cvterm_sequence sequence =
      cvterm_made_sequence(leader, parameters, count, intermediates, final);
  self->listener.sequence(self->listener.context, &sequence);
  return 1;
}

static inline int cvterm_unknown_sequence(
    const char *leader, const long parameters[], int count, const char *intermediates, char final,
    void *context) {
  cvterm *self = (cvterm *)context;
  cvterm_sequence sequence =
      cvterm_made_sequence(leader, parameters, count, intermediates, final);
  self->listener.unknown_sequence(self->listener.context, &sequence);
  return 1;
}

static inline int cvterm_unknown_control(unsigned char character, void *context) {
  cvterm *self = (cvterm *)context;
  self->listener.unknown_control(self->listener.context, character);
  return 1;
}

/// Answers what libvterm does not: which colour the background has (OSC 11). It is black here.
static inline int cvterm_operating_system_command(cvterm *self, int number, const char *text) {
  static const char answer[] = "\033]11;rgb:0000/0000/0000\033\\";
  if (number == 11 && strcmp(text, "?") == 0) cvterm_output(answer, sizeof answer - 1, self);
  return 1;
}

/// Keeps another part of a command.
static inline void cvterm_append_command(cvterm *self, const char *bytes, size_t count) {
  for (size_t i = 0; i < count && self->command_count + 1 < sizeof self->command; i++)
    self->command[self->command_count++] = bytes[i];
  self->command[self->command_count] = '\0';
}

#if VTERM_VERSION_MAJOR == 0 && VTERM_VERSION_MINOR < 2

static inline int cvterm_unknown_command(const char *bytes, size_t count, void *context) {
  cvterm *self = (cvterm *)context;
  char *text;
  self->command_count = 0;
  cvterm_append_command(self, bytes, count);
  long number = strtol(self->command, &text, 10);
  return cvterm_operating_system_command(self, (int)number, *text == ';' ? text + 1 : text);
}

typedef VTermParserCallbacks cvterm_fallbacks;

#else

static inline int cvterm_unknown_command(int number, VTermStringFragment part, void *context) {
  cvterm *self = (cvterm *)context;
  if (part.initial) self->command_count = 0;
  cvterm_append_command(self, part.str, part.len);
  return part.final ? cvterm_operating_system_command(self, number, self->command) : 1;
}

typedef VTermStateFallbacks cvterm_fallbacks;

#endif

// MARK: - A terminal

/// A terminal of a size; cvterm_free frees it.
static inline cvterm *cvterm_new(int rows, int columns, cvterm_listener listener) {
  static const VTermScreenCallbacks screen_callbacks = {.settermprop = cvterm_property};
  static const VTermParserCallbacks parser_callbacks = {
      .text = cvterm_parsed_text,
      .control = cvterm_parsed_control,
      .escape = cvterm_parsed_escape,
      .csi = cvterm_parsed_sequence};
  static const cvterm_fallbacks fallbacks = {
      .control = cvterm_unknown_control,
      .csi = cvterm_unknown_sequence,
      .osc = cvterm_unknown_command};

  cvterm *self = (cvterm *)calloc(1, sizeof(cvterm));
  self->listener = listener;
  self->terminal = vterm_new(rows, columns);
  vterm_set_utf8(self->terminal, 1);
  vterm_output_set_callback(self->terminal, cvterm_output, self);
  VTermScreen *screen = vterm_obtain_screen(self->terminal);
  vterm_screen_enable_altscreen(screen, 1);
  vterm_screen_set_callbacks(screen, &screen_callbacks, self);
  vterm_screen_set_unrecognised_fallbacks(screen, &fallbacks, self);
  vterm_screen_reset(screen, 1);

  self->parser = vterm_new(rows, columns);
  vterm_set_utf8(self->parser, 1);
  vterm_parser_set_callbacks(self->parser, &parser_callbacks, self);
  return self;
}

static inline void cvterm_free(cvterm *self) {
  vterm_free(self->terminal);
  vterm_free(self->parser);
  free(self);
}

/// Shows what a program has written.
static inline void cvterm_feed(cvterm *self, const void *bytes, size_t count) {
  vterm_input_write(self->parser, (const char *)bytes, count);
  vterm_input_write(self->terminal, (const char *)bytes, count);
  vterm_screen_flush_damage(vterm_obtain_screen(self->terminal));
}

static inline void cvterm_resize(cvterm *self, int rows, int columns) {
  vterm_set_size(self->terminal, rows, columns);
}

/// The number of the cursor's row; `column` becomes that of its column.
static inline int cvterm_cursor(const cvterm *self, int *column) {
  VTermPos position;
  vterm_state_get_cursorpos(vterm_obtain_state(self->terminal), &position);
  *column = position.col;
  return position.row;
}

// MARK: - Cells

/// How characters are drawn. Dim and hidden text are not told by every version of libvterm.
typedef struct {
  bool bold, italic, underline, blink, reverse, struck;
  /// 0 to 255; -1 for the user's own colour, -2 for one given as red, green and blue.
  int foreground, background;
  int foreground_rgb, background_rgb;
} cvterm_pen;

typedef struct {
  uint32_t scalars[VTERM_MAX_CHARS_PER_CELL];
  /// 0 in the right half of a wide character.
  int width;
  cvterm_pen pen;
} cvterm_cell;

static inline int cvterm_color(const VTermColor *color, int *rgb) {
  *rgb = 0;
  if (VTERM_COLOR_IS_DEFAULT_FG(color) || VTERM_COLOR_IS_DEFAULT_BG(color)) return -1;
  if (VTERM_COLOR_IS_INDEXED(color)) return color->indexed.idx;
  *rgb = color->rgb.red << 16 | color->rgb.green << 8 | color->rgb.blue;
  return -2;
}

/// The cell at a position.
static inline cvterm_cell cvterm_get_cell(const cvterm *self, int row, int column) {
  VTermScreen *screen = vterm_obtain_screen(self->terminal);
  VTermScreenCell cell;
  cvterm_cell result = {0};
  if (!vterm_screen_get_cell(screen, (VTermPos){row, column}, &cell)) return result;
  // libvterm marks the right half of a wide character by a number that is no character.
  result.width = cell.chars[0] == (uint32_t)-1 ? 0 : cell.width;
  if (result.width > 0) memcpy(result.scalars, cell.chars, sizeof result.scalars);
  cvterm_pen *pen = &result.pen;
  pen->bold = cell.attrs.bold;
  pen->italic = cell.attrs.italic;
  pen->underline = cell.attrs.underline != 0;
  pen->blink = cell.attrs.blink;
  pen->reverse = cell.attrs.reverse;
  pen->struck = cell.attrs.strike;
  pen->foreground = cvterm_color(&cell.fg, &pen->foreground_rgb);
  pen->background = cvterm_color(&cell.bg, &pen->background_rgb);
  return result;
}

/// How the next character will be drawn.
static inline cvterm_pen cvterm_get_pen(const cvterm *self) {
  const VTermState *state = vterm_obtain_state(self->terminal);
  VTermValue value;
  cvterm_pen pen;
#define CVTERM_IS_SET(name) \
  (vterm_state_get_penattr(state, VTERM_ATTR_##name, &value) && value.number != 0)
  pen.bold = CVTERM_IS_SET(BOLD);
  pen.italic = CVTERM_IS_SET(ITALIC);
  pen.underline = CVTERM_IS_SET(UNDERLINE);
  pen.blink = CVTERM_IS_SET(BLINK);
  pen.reverse = CVTERM_IS_SET(REVERSE);
  pen.struck = CVTERM_IS_SET(STRIKE);
#undef CVTERM_IS_SET
  vterm_state_get_penattr(state, VTERM_ATTR_FOREGROUND, &value);
  pen.foreground = cvterm_color(&value.color, &pen.foreground_rgb);
  vterm_state_get_penattr(state, VTERM_ATTR_BACKGROUND, &value);
  pen.background = cvterm_color(&value.color, &pen.background_rgb);
  return pen;
}

// MARK: - Keys

typedef enum {
  cvterm_key_up, cvterm_key_down, cvterm_key_left, cvterm_key_right, cvterm_key_home,
  cvterm_key_end, cvterm_key_page_up, cvterm_key_page_down, cvterm_key_enter, cvterm_key_escape,
  cvterm_key_backspace, cvterm_key_tab, cvterm_key_keypad_0
} cvterm_key;

/// Presses a key: what the terminal sends for it in its present modes goes to the listener.
static inline void cvterm_press(cvterm *self, cvterm_key key) {
  static const VTermKey keys[] = {
      [cvterm_key_up] = VTERM_KEY_UP,
      [cvterm_key_down] = VTERM_KEY_DOWN,
      [cvterm_key_left] = VTERM_KEY_LEFT,
      [cvterm_key_right] = VTERM_KEY_RIGHT,
      [cvterm_key_home] = VTERM_KEY_HOME,
      [cvterm_key_end] = VTERM_KEY_END,
      [cvterm_key_page_up] = VTERM_KEY_PAGEUP,
      [cvterm_key_page_down] = VTERM_KEY_PAGEDOWN,
      [cvterm_key_enter] = VTERM_KEY_ENTER,
      [cvterm_key_escape] = VTERM_KEY_ESCAPE,
      [cvterm_key_backspace] = VTERM_KEY_BACKSPACE,
      [cvterm_key_tab] = VTERM_KEY_TAB,
      [cvterm_key_keypad_0] = VTERM_KEY_KP_0};
  vterm_keyboard_key(self->terminal, keys[key], VTERM_MOD_NONE);
}

/// Whether a key would send a text.
static inline bool cvterm_key_sends(cvterm *self, cvterm_key key, const char *text) {
  char answer[16];
  self->answer = answer;
  self->answer_count = 0;
  self->answer_room = sizeof answer;
  cvterm_press(self, key);
  self->answer = NULL;
  return self->answer_count == strlen(text) && memcmp(answer, text, self->answer_count) == 0;
}

/// Whether pasted text would be bracketed.
static inline bool cvterm_brackets_paste(cvterm *self) {
  char answer[16];
  self->answer = answer;
  self->answer_count = 0;
  self->answer_room = sizeof answer;
  vterm_keyboard_start_paste(self->terminal);
  self->answer = NULL;
  return self->answer_count > 0;
}
