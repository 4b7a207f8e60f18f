#define _GNU_SOURCE 1

#include "CNCurses.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

// Signals that are reported through the pipe, and crashes.
static const int reported[] = {SIGWINCH, SIGCONT, SIGTSTP, SIGTERM, SIGHUP, SIGINT, SIGQUIT};
static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE};
enum {
  reported_count = sizeof reported / sizeof *reported,
  crash_count = sizeof crashes / sizeof *crashes
};

static struct sigaction previous_reported[reported_count];
static struct sigaction previous_crashes[crash_count];
static stack_t previous_stack;
static char crash_stack[64 * 1024];

static int pipe_ends[2] = {-1, -1};
static bool is_installed = false;
static volatile sig_atomic_t end_requests = 0;

// What puts the terminal back; prepared beforehand because a handler must not ask terminfo.
static char restore_sequence[512];
static volatile sig_atomic_t restore_count = 0;
static volatile sig_atomic_t is_screen_taken = 0;
/// Set once a signal ends the process: the screen is not taken again.
static volatile sig_atomic_t is_ending = 0;
static struct termios saved_modes, own_modes;
static bool has_saved_modes = false, has_own_modes = false;

static int saved_error = -1;
static int held_error = -1;

// MARK: - Restoring

/// What is left to do when the screen is the user's again. Async-signal-safe.
static void release(void) {
  is_screen_taken = 0;
  // To wait for the output (TCSADRAIN) would be to wait for a terminal that may have stopped.
  if (has_saved_modes) tcsetattr(STDIN_FILENO, TCSANOW, &saved_modes);
  cnc_release_standard_error();
}

/// Waits until the terminal's other side may have read what was sent.
///
/// A C-c or C-\ that comes as soon as it is a signal again makes the system drop what has not been
/// read yet, and that would be the sequence that gives the screen back.
static void let_it_be_read(void) { poll(NULL, 0, 40); }

/// Async-signal-safe.
static void restore_terminal(void) {
  if (!is_screen_taken) return;
  is_screen_taken = 0;
  cnc_send_instead(restore_sequence, (int)restore_count);
  let_it_be_read();
  release();
}

/// Restores the terminal before a signal ends the process, also where it had been given back: the keys
/// that sent the signal may have made the system drop that on its way. Async-signal-safe.
///
/// The signal may have interrupted any thread; the one that draws goes on while this one waits.
static void restore_terminal_at_last(void) {
  bool is_ours = has_own_modes && tcgetpgrp(STDIN_FILENO) == getpgrp();
  if (!is_screen_taken && !is_ours) return;
  is_ending = 1;
  cnc_close_output();
  is_screen_taken = 1;
  // No key is a signal in these modes.
  if (has_own_modes) tcsetattr(STDIN_FILENO, TCSANOW, &own_modes);
  restore_terminal();
}

static void restore_previous_action(int number) {
  for (int i = 0; i < reported_count; i++) {
    if (reported[i] == number) sigaction(number, &previous_reported[i], NULL);
  }
  for (int i = 0; i < crash_count; i++) {
    if (crashes[i] == number) sigaction(number, &previous_crashes[i], NULL);
  }
}

// MARK: - Handlers

/// Ends the process by a signal, after what was to handle it before: Swift's backtrace.
static void end_by(int number) {
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  raise(number);
  // That handler counts on a fault to strike again, and returned.
  signal(number, SIG_DFL);
  raise(number);
}

static void handle_crash(int number, siginfo_t *info, void *context) {
  (void)context;
  if (is_screen_taken) restore_terminal_at_last();
  restore_previous_action(number);
  // A fault of the program's own strikes again on return, with its former effect and its true
  // place. A trap instruction is over, and so is a signal that was sent.
  if (info->si_code > 0 && number != SIGTRAP) return;
  end_by(number);
}

static void handle_reported(int number) {
  int saved_errno = errno;
  if (number == SIGTERM || number == SIGINT || number == SIGQUIT) {
    // A program that has not reacted to two requests is stuck; the third ends it.
    end_requests += 1;
    if (end_requests >= 3) {
      restore_terminal_at_last();
      restore_previous_action(number);
      end_by(number);
    }
  }
  char byte = (char)number;
  // A full pipe already holds enough to wake the program.
  (void)!write(pipe_ends[1], &byte, 1);
  errno = saved_errno;
}

bool cnc_install_signal_handlers(void) {
  if (is_installed) return true;
  if (pipe_ends[0] < 0) {
    if (pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0) return false;
    // exit() while the screen is taken must not leave it so.
    atexit(restore_terminal);
  }
  has_saved_modes = tcgetattr(STDIN_FILENO, &saved_modes) == 0;
  end_requests = 0;

  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigfillset(&action.sa_mask);
  action.sa_handler = handle_reported;
  action.sa_flags = SA_RESTART;
  for (int i = 0; i < reported_count; i++) {
    sigaction(reported[i], &action, &previous_reported[i]);
    // nohup and the like asked for a signal to be ignored; it stays so.
    if (previous_reported[i].sa_handler == SIG_IGN) {
      sigaction(reported[i], &previous_reported[i], NULL);
    }
  }

  // A stack that has run over cannot run the handler of its own overflow.
  stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
  sigaltstack(&stack, &previous_stack);
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_sigaction = handle_crash;
  action.sa_flags = SA_ONSTACK | SA_SIGINFO;
  for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &action, &previous_crashes[i]);
  is_installed = true;
  return true;
}

void cnc_remove_signal_handlers(void) {
  if (!is_installed) return;
  for (int i = 0; i < reported_count; i++) sigaction(reported[i], &previous_reported[i], NULL);
  for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &previous_crashes[i], NULL);
  sigaltstack(&previous_stack, NULL);
  is_installed = false;
}

int cnc_signal_pipe(void) { return pipe_ends[0]; }

void cnc_wake(void) {
  // No signal has the number 0. A full pipe already holds enough to wake the program.
  char byte = 0;
  if (pipe_ends[1] >= 0) (void)!write(pipe_ends[1], &byte, 1);
}

void cnc_set_restore_sequence(const char *bytes, int count) {
  if (count < 0 || (size_t)count > sizeof restore_sequence) return;
  // A crash in between must find either nothing or all of it.
  restore_count = 0;
  memcpy(restore_sequence, bytes, (size_t)count);
  restore_count = count;
}

void cnc_take_screen(void) {
  // Another thread is about to end the process.
  while (is_ending) pause();
  is_screen_taken = 1;
  if (has_own_modes) {
    tcsetattr(STDIN_FILENO, TCSANOW, &own_modes);
  } else {
    has_own_modes = tcgetattr(STDIN_FILENO, &own_modes) == 0;
  }
}

void cnc_give_screen_back(void) {
  if (cnc_send_all()) {
    let_it_be_read();
    release();
  } else {
    restore_terminal();
  }
}

void cnc_stop(bool whole_job) {
  struct sigaction ignoring, stopping, ours;
  memset(&ignoring, 0, sizeof ignoring);
  ignoring.sa_handler = SIG_IGN;
  sigaction(SIGTSTP, &ignoring, &ours);
  // The shell waits for the whole job: a make or a pipe around this process has to stop as well.
  if (whole_job) kill(0, SIGTSTP);
  memset(&stopping, 0, sizeof stopping);
  stopping.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, &stopping, NULL);
  // Directed at this thread, so the process has stopped and continued when raise returns. Unlike
  // SIGSTOP it is dropped in a job without a shell, where nothing could ever continue it.
  raise(SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
}

// MARK: - Standard error

void cnc_hold_standard_error(void) {
  if (held_error >= 0 || !cnc_is_same_terminal_as_output(STDERR_FILENO)) return;
  int memory = memfd_create("standard-error", MFD_CLOEXEC);
  if (memory < 0) return;
  int saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (saved < 0 || dup2(memory, STDERR_FILENO) < 0) {
    if (saved >= 0) close(saved);
    close(memory);
    return;
  }
  saved_error = saved;
  held_error = memory;
}

void cnc_release_standard_error(void) {
  if (held_error < 0) return;
  int memory = held_error;
  held_error = -1;
  dup2(saved_error, STDERR_FILENO);
  close(saved_error);
  char chunk[4096];
  off_t offset = 0;
  ssize_t count;
  while ((count = pread(memory, chunk, sizeof chunk, offset)) > 0) {
    if (!cnc_send_past_queue(chunk, (int)count)) break;
    offset += count;
  }
  close(memory);
}
