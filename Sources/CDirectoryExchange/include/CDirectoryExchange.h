#ifndef ENTRAIN_DIRECTORY_EXCHANGE_H
#define ENTRAIN_DIRECTORY_EXCHANGE_H

/// Swaps two existing paths of one file system in a single step (Linux: renameat2 with RENAME_EXCHANGE).
/// Returns 0, or the errno of the failure; ENOSYS or EINVAL where the system or file system cannot do it.
int entrain_exchange_paths(const char *first, const char *second);

#endif
