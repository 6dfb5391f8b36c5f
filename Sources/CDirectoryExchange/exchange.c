// Swift's Glibc overlay does not show renameat2, which is behind _GNU_SOURCE.
#define _GNU_SOURCE
#include "CDirectoryExchange.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

int entrain_exchange_paths(const char *first, const char *second) {
#if defined(__linux__)
    return renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE) == 0 ? 0 : errno;
#else
    (void)first;
    (void)second;
    return ENOSYS;
#endif
}
