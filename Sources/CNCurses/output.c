#define _GNU_SOURCE 1

#include "CNCurses.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

// A terminal may stop reading: a frozen connection, an emulator whose user holds it, C-s. Whoever
// writes to it then waits, signals or not. So everything goes into a file in memory first, and from
// there to the terminal as far as that takes it.
//
// What is here is async-signal-safe, but for cnc_open_output.

/// Standard output, opened anew: whether writing waits belongs to the open file, and that of standard
/// output is shared with the shell.
static int terminal = -1;
/// What is on its way, in memory.
static int queue = -1;
static off_t sent = 0;
/// The most that is written at once.
static size_t most = 4096;
/// Set when the process ends by a signal: from then on only its handler writes. The thread that draws
/// goes on meanwhile, and would take the screen that has just been given back.
static volatile sig_atomic_t is_closed = 0;

static bool is_same_terminal(int left, int right) {
  unsigned int left_device, right_device;
  return ioctl(left, TIOCGDEV, &left_device) == 0 && ioctl(right, TIOCGDEV, &right_device) == 0 &&
         left_device == right_device;
}

static int open_terminal(void) {
  // The first is refused in the terminal of another user (su), where the second still works.
  const char *const paths[] = {"/proc/self/fd/1", "/dev/tty"};
  for (int i = 0; i < 2; i++) {
    int opened = open(paths[i], O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (opened < 0) continue;
    if (is_same_terminal(opened, STDOUT_FILENO)) return opened;
    close(opened);
  }
  // It waits when there is less room than what is written, so that has to be little.
  most = 64;
  return fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
}

bool cnc_can_hold_pictures(void) {
  struct rlimit limit;
  struct winsize window = {0};
  if (getrlimit(RLIMIT_FSIZE, &limit) != 0) return true;
  (void)ioctl(STDOUT_FILENO, TIOCGWINSZ, &window);
  // A cell with a colour and marks of its own comes to less; without a size it is a small window.
  const rlim_t most_of_cell = 24;
  rlim_t cells = (rlim_t)window.ws_row * window.ws_col;
  return limit.rlim_cur >= (cells > 0 ? cells : 80 * 24) * most_of_cell;
}

bool cnc_open_output(void) {
  if (terminal < 0) terminal = open_terminal();
  if (queue < 0) queue = memfd_create("output", MFD_CLOEXEC);
  return terminal >= 0 && queue >= 0;
}

int cnc_output_queue(void) { return queue; }

int cnc_output_terminal(void) { return terminal; }

static void forget_queue(void) {
  sent = 0;
  // Whoever writes next appends at the position that all its descriptors share.
  (void)!ftruncate(queue, 0);
  lseek(queue, 0, SEEK_SET);
}

bool cnc_send(void) {
  char chunk[4096];
  while (true) {
    ssize_t count = pread(queue, chunk, most, sent);
    if (count <= 0) break;
    struct pollfd room = {.fd = terminal, .events = POLLOUT};
    if (poll(&room, 1, 0) <= 0) return true;
    if (is_closed) return false;
    ssize_t written = write(terminal, chunk, (size_t)count);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EAGAIN) return true;
    // The terminal is gone; who waits for input hears of it.
    if (written <= 0) break;
    sent += written;
  }
  if (sent > 0 || lseek(queue, 0, SEEK_CUR) > 0) forget_queue();
  return false;
}

static long milliseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000L + now.tv_nsec / 1000000L;
}

/// How long a terminal that takes nothing is waited for, in milliseconds.
static const long patience = 1000;

/// Waits until the terminal takes something again. Returns false when it is too late.
static bool wait_for_room(long end) {
  long left = end - milliseconds_now();
  if (left <= 0) return false;
  struct pollfd room = {.fd = terminal, .events = POLLOUT};
  // Room that is too little for the next character would be reported again and again.
  if (poll(&room, 1, (int)left) > 0) poll(NULL, 0, 1);
  return true;
}

bool cnc_send_all(void) {
  const long end = milliseconds_now() + patience;
  while (cnc_send()) {
    if (!wait_for_room(end)) return false;
  }
  return true;
}

void cnc_write(const char *bytes, int count) {
  while (count > 0) {
    ssize_t written = write(queue, bytes, (size_t)count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (int)written;
  }
}

void cnc_close_output(void) {
  is_closed = 1;
  // What another thread has begun to write is written now, or is not.
  poll(NULL, 0, 1);
}

bool cnc_send_past_queue(const char *bytes, int count) {
  const long end = milliseconds_now() + patience;
  while (count > 0) {
    struct pollfd room = {.fd = terminal, .events = POLLOUT};
    bool has_room = poll(&room, 1, 0) > 0;
    size_t chunk = (size_t)count < most ? (size_t)count : most;
    ssize_t written = has_room ? write(terminal, bytes, chunk) : -1;
    if (written > 0) {
      bytes += written;
      count -= (int)written;
    } else if (has_room && errno != EAGAIN && errno != EINTR) {
      // The terminal is gone; who waits for input hears of it.
      break;
    } else if (!wait_for_room(end)) {
      return false;
    }
  }
  return true;
}

void cnc_send_instead(const char *bytes, int count) {
  forget_queue();
  if (cnc_send_past_queue(bytes, count)) return;
  // What the terminal has not taken yet makes room. A stop by C-s is undone only by a start after a
  // stop of our own.
  tcflow(terminal, TCOOFF);
  tcflow(terminal, TCOON);
  tcflush(terminal, TCOFLUSH);
  cnc_send_past_queue(bytes, count);
}

bool cnc_is_same_terminal_as_output(int descriptor) {
  return is_same_terminal(descriptor, STDOUT_FILENO);
}
