/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli.h"

void cli_clear_progress(cli_console *c) {
  if (c->line_open) {
    fputs("\r\033[K", stderr);
    c->line_open = false;
  }
}

void cli_put_text(FILE *to, yanshu_view text) {
  for (size_t i = 0; i < text.n; i++) {
    const unsigned char c = (unsigned char)text.p[i];
    fputc(c < 0x20 || c == 0x7F ? '?' : c, to);
  }
}

void cli_show_progress(cli_console *c, int i, int n, const char *name) {
  if (c->progress) {
    cli_clear_progress(c);
    fprintf(stderr, "%d/%d ", i + 1, n);
    cli_put_text(stderr, (yanshu_view){name, strlen(name)});
    fflush(stderr);
    c->line_open = true;
  }
}

void cli_show_message(void *user, const yanshu_message *message) {
  cli_console *c = user;
  if (message->level == YANSHU_NOTE && !c->verbose) {
    return;
  }
  cli_clear_progress(c);
  fputs("yanshu: ", stderr);
  if (message->file.n > 0) {
    cli_put_text(stderr, message->file);
    fputc(':', stderr);
    if (message->line > 0) {
      fprintf(stderr, "%zu:", message->line);
      if (message->column > 0) {
        fprintf(stderr, "%zu:", message->column);
      }
    }
    fputc(' ', stderr);
  }
  if (message->level != YANSHU_ERROR) {
    fputs(message->level == YANSHU_NOTE ? "note: " : "warning: ", stderr);
  }
  cli_put_text(stderr, message->text);
  fputc('\n', stderr);
}

yanshu_status cli_write_output(void *user, const void *bytes, size_t n) {
  int *reason = user;
  errno = 0;
  if (fwrite(bytes, 1, n, stdout) != n) {
    *reason = errno != 0 ? errno : EIO;
    return YANSHU_WRITE_ERROR;
  }
  return YANSHU_OK;
}

void cli_say(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("yanshu: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
}

int cli_usage(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("yanshu: ", stderr);
  vfprintf(stderr, format, arguments);
  fputs("\nTry 'yanshu help' or 'yanshu help export'.\n", stderr);
  va_end(arguments);
  return CLI_USAGE;
}

int cli_close_output(int code) {
  errno = 0;
  const bool failed = ferror(stdout) != 0;
  if (fclose(stdout) != 0 || failed) {
    cli_say("standard output: %s", errno != 0 ? strerror(errno) : "could not be written");
    return CLI_OUTPUT;
  }
  return code;
}

unsigned cli_terminal_width(void) {
  struct winsize size;
  return isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
