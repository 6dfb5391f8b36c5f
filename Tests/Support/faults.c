/* Put before libc by LD_PRELOAD: counts the calls that change files, and ends the program at one of them, or lets it fail.

   FAULT_AT=N        the Nth call, from 1
   FAULT=kill        the program is killed before the call; kill-after: behind it
   FAULT=28          the call fails with this errno
   FAULT_COUNT=FILE  how many calls there were; nothing is done to them */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;

static long real_number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

static void kill_now(void) {
    raise(SIGKILL);
}

/* Whether the call goes on; errno says why not. */
static int begin(void) {
    long number = ++calls;
    const char *fault = getenv("FAULT");
    if (!fault || number != real_number("FAULT_AT")) return 1;
    if (strcmp(fault, "kill") == 0) kill_now();
    if (strcmp(fault, "kill-after") == 0) return 1;
    errno = atoi(fault);
    return 0;
}

static void end(void) {
    const char *fault = getenv("FAULT");
    if (fault && strcmp(fault, "kill-after") == 0 && calls == real_number("FAULT_AT")) kill_now();
}

__attribute__((destructor)) static void tell(void) {
    const char *path = getenv("FAULT_COUNT");
    if (!path) return;
    FILE *file = fopen(path, "w");
    if (!file) return;
    fprintf(file, "%ld\n", (long)calls);
    fclose(file);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define WRAP(type, name, parameters, arguments)         \
    type name parameters {                              \
        if (!begin()) return -1;                        \
        type result = REAL(name) arguments;             \
        int problem = errno;                            \
        end();                                          \
        errno = problem;                                \
        return result;                                  \
    }

/* What is printed is not what is delivered. */
ssize_t write(int file, const void *bytes, size_t count) {
    if (file <= 2) return REAL(write)(file, bytes, count);
    if (!begin()) return -1;
    ssize_t result = REAL(write)(file, bytes, count);
    int problem = errno;
    end();
    errno = problem;
    return result;
}

WRAP(int, mkdir, (const char *path, mode_t mode), (path, mode))
WRAP(int, rmdir, (const char *path), (path))
WRAP(int, unlink, (const char *path), (path))
WRAP(int, chmod, (const char *path, mode_t mode), (path, mode))
WRAP(int, rename, (const char *from, const char *to), (from, to))
WRAP(int, symlink, (const char *from, const char *to), (from, to))
WRAP(int, linkat, (int from, const char *old, int to, const char *new, int flags), (from, old, to, new, flags))
WRAP(int, renameat2, (int from, const char *old, int to, const char *new, unsigned flags), (from, old, to, new, flags))

static int opened(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode) {
    if (!(flags & O_CREAT)) return real(path, flags, mode);
    if (!begin()) return -1;
    int result = real(path, flags, mode);
    int problem = errno;
    end();
    errno = problem;
    return result;
}

int open(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;
    va_end(list);
    return opened(REAL(open), path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;
    va_end(list);
    return opened(REAL(open64), path, flags, mode);
}
