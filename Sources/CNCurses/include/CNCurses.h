// What Swift needs of ncurses and of signals but cannot say itself: macros, shared globals, wide
// cells, and signal handlers, which may only call async-signal-safe functions. Everything else is
// called directly.

#ifndef CNCURSES_H
#define CNCURSES_H

// The wide-character half of ncurses is declared only on request.
#define NCURSES_WIDECHAR 1
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif

#include <ncurses.h>
#include <stdint.h>

// MARK: - Screen

/// Loads the terminfo entry `name` without touching the screen.
/// Returns 1, 0 (the entry is for a hard-copy or generic terminal, or is missing) or -1 (there is
/// no terminfo database), as setupterm does.
int cnc_load_terminfo(const char *name);

/// Makes 24-bit colours of those of the loaded entry `name`, here and in `cnc_start`. Returns false, and
/// leaves all as it was, where ncurses does not read the changed entry.
bool cnc_load_direct_terminfo(const char *name);

/// Lets ncurses find that entry, until what this returns is handed to `cnc_end_using_entry`; does nothing
/// where there is none.
char *cnc_begin_using_entry(void);

/// Puts the environment back as it was.
void cnc_end_using_entry(char *kept);

/// The string capability `name`, or NULL when the terminal lacks it.
const char *cnc_string_capability(const char *name);

/// Whether colour numbers are red-green-blue values (the extended capability RGB).
bool cnc_has_direct_colors(void);

/// Takes over the screen of standard input and output, described by a terminfo entry, and sets every
/// mode that does not change later. Returns false when ncurses cannot start.
bool cnc_start(const char *entry);

/// The window size that the kernel knows, or false when it knows none.
bool cnc_window_size(int *width, int *height);

/// The size that ncurses draws at.
void cnc_screen_size(int *width, int *height);

/// Makes the next refresh draw every cell.
void cnc_redraw_all(void);

/// Puts one character (a base and its combining marks) of `width` columns at a position. What
/// the C library does not count as that wide is replaced by question marks, so that rows keep
/// their length.
void cnc_put(int x, int y, const uint32_t *scalars, int count, int width, attr_t attributes,
             int pair);

/// The attributes, which ncurses.h computes with casts that Swift does not read.
static const attr_t cnc_bold = A_BOLD;
static const attr_t cnc_dim = A_DIM;
static const attr_t cnc_underline = A_UNDERLINE;
static const attr_t cnc_reverse = A_REVERSE;
static const attr_t cnc_italic = A_ITALIC;

/// Whether the cursor need not be anywhere in particular after a refresh.
void cnc_set_cursor_free(bool is_free);

// MARK: - Keyboard

/// What `cnc_read` found.
enum cnc_input { CNC_NOTHING, CNC_CHARACTER, CNC_KEY };

/// Reads the next character or function key that has arrived already, without waiting for one.
enum cnc_input cnc_read(uint32_t *code);

/// The number of bytes that wait at standard input, or -1 when it is gone.
int cnc_bytes_waiting(void);

/// Whether the environment's locale has UTF-8 characters. Sets the process to one that has, or ncurses
/// could not measure them.
bool cnc_locale_is_utf8(void);

// MARK: - Signals

/// Installs the handlers. Afterwards `cnc_signal_pipe` becomes readable when SIGWINCH, SIGCONT,
/// SIGTSTP, SIGTERM, SIGHUP, SIGINT or SIGQUIT arrives; each byte is a signal number.
/// On a crash, or when the process exits while the screen is taken, the restore sequence is written
/// and the terminal's modes are set back. Call it before `cnc_start`.
bool cnc_install_signal_handlers(void);

/// Puts back the handlers that were there before.
void cnc_remove_signal_handlers(void);

/// The reading end of the pipe that signals are reported through.
int cnc_signal_pipe(void);

/// Makes `cnc_signal_pipe` readable without a signal, by a byte that is 0. Any thread may call it.
void cnc_wake(void);

/// Tells the crash handlers what to write while the screen is taken.
void cnc_set_restore_sequence(const char *bytes, int count);

/// Notes that the screen is taken, and sets the modes that `cnc_start` has set when it is taken again.
void cnc_take_screen(void);

/// Sends what is on its way, which gives the screen back, and sets the modes that the terminal had. A
/// terminal that takes nothing gets the restore sequence in place of it.
void cnc_give_screen_back(void);

/// Stops this process, and the rest of its job when `whole_job`, as the terminal driver would on
/// C-z. Returns when the process continues, or at once when no shell could continue it.
void cnc_stop(bool whole_job);

// MARK: - Output

/// Whether files may be as large as pictures: the queue is a file, if one in memory.
bool cnc_can_hold_pictures(void);

/// Opens the queue of what is on its way to the terminal. Returns false where the system refuses.
bool cnc_open_output(void);

/// The file in memory that holds it; what is written there is sent later.
int cnc_output_queue(void);

/// The terminal, which never lets a writer wait; it can be polled for room.
int cnc_output_terminal(void);

/// Appends to the queue, past the buffer of ncurses, which must be empty.
void cnc_write(const char *bytes, int count);

/// Sends what the terminal takes without waiting for it. Returns whether anything is left.
bool cnc_send(void);

/// Sends everything, for which it waits a second at most. Returns whether the terminal has taken it.
bool cnc_send_all(void);

/// Sends something past what is on its way, for which it waits a second at most. Returns whether the
/// terminal has taken it.
bool cnc_send_past_queue(const char *bytes, int count);

/// Lets nothing of the queue be sent from now on, whichever thread tries to.
void cnc_close_output(void);

/// Sends something in place of everything that is on its way, and discards what the terminal has not
/// taken yet when that is needed. Waits a second at most.
void cnc_send_instead(const char *bytes, int count);

/// Whether a descriptor is of the terminal that standard output is.
bool cnc_is_same_terminal_as_output(int descriptor);

// MARK: - Standard error

/// Collects what is written to standard error while the screen is taken, where it would land in
/// the middle of the picture. Does nothing unless standard error is this terminal.
void cnc_hold_standard_error(void);

/// Ends the collection and writes what was collected. Async-signal-safe.
void cnc_release_standard_error(void);

#endif
