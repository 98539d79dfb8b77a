/* Lets the Nth access to files below a folder fail, once or from then on: a disk that breaks, or is full.

   FAILER_FOLDER is watched. failer_arm(n, error, persistent, reads) begins to count, failer_count() gives the count;
   a process that forks arms each child by itself. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static long count, at = -1;
static int error_given, is_persistent, reads_too;
static const char *folder;

__attribute__((constructor)) static void begin(void)
{
    folder = getenv("FAILER_FOLDER");
}

void failer_arm(long n, int error, int persistent, int reads)
{
    count = 0;
    at = n;
    error_given = error;
    is_persistent = persistent;
    reads_too = reads;
}

long failer_count(void)
{
    return count;
}

static int fails(int file)
{
    char link[64], path[1024];
    if (at < 0 || !folder)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    if (strncmp(path, folder, strlen(folder)) != 0)
        return 0;
    count++;
    if (count != at && !(is_persistent && count > at))
        return 0;
    errno = error_given;
    return 1;
}

ssize_t pwrite64(int file, const void *data, size_t length, off64_t offset)
{
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return fails(file) ? -1 : real(file, data, length, offset);
}

ssize_t pwrite(int file, const void *data, size_t length, off_t offset)
{
    return pwrite64(file, data, length, offset);
}

ssize_t write(int file, const void *data, size_t length)
{
    REAL(ssize_t, "write", int, const void *, size_t);
    return fails(file) ? -1 : real(file, data, length);
}

ssize_t pread64(int file, void *data, size_t length, off64_t offset)
{
    REAL(ssize_t, "pread64", int, void *, size_t, off64_t);
    return reads_too && fails(file) ? -1 : real(file, data, length, offset);
}

ssize_t pread(int file, void *data, size_t length, off_t offset)
{
    return pread64(file, data, length, offset);
}

int fsync(int file)
{
    REAL(int, "fsync", int);
    return fails(file) ? -1 : real(file);
}

int fdatasync(int file)
{
    REAL(int, "fdatasync", int);
    return fails(file) ? -1 : real(file);
}

int ftruncate64(int file, off64_t length)
{
    REAL(int, "ftruncate64", int, off64_t);
    return fails(file) ? -1 : real(file, length);
}

int ftruncate(int file, off_t length)
{
    return ftruncate64(file, length);
}
