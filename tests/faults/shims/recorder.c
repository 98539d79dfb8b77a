/* Writes down every change that a process makes to files below a folder, in order: what a power cut may leave of it.

   RECORDER_FOLDER is watched, RECORDER_LOG lies outside it. A record is: operation (W write, T truncate, S sync,
   U unlink), u16 length of the path, u64 offset, u32 length of the data, path, data; little endian, no padding. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static ssize_t (*real_write)(int, const void *, size_t);
static const char *folder;
static int out = -1;

__attribute__((constructor)) static void begin(void)
{
    const char *log = getenv("RECORDER_LOG");
    real_write = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    folder = getenv("RECORDER_FOLDER");
    if (folder && log)
        out = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int watched(const char *path)
{
    return out >= 0 && strncmp(path, folder, strlen(folder)) == 0;
}

static int path_of(int file, char path[1024])
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, 1023);
    if (length < 0)
        return 0;
    path[length] = 0;
    return watched(path);
}

static void put(char operation, const char *path, uint64_t offset, const void *data, uint32_t length)
{
    char head[15];
    uint16_t path_length = (uint16_t)strlen(path);
    head[0] = operation;
    memcpy(head + 1, &path_length, 2);
    memcpy(head + 3, &offset, 8);
    memcpy(head + 11, &length, 4);
    pthread_mutex_lock(&one_at_a_time);
    if (real_write(out, head, sizeof head) < 0 || real_write(out, path, path_length) < 0
        || (length && real_write(out, data, length) < 0))
        abort();
    pthread_mutex_unlock(&one_at_a_time);
}

ssize_t pwrite64(int file, const void *data, size_t length, off64_t offset)
{
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    char path[1024];
    ssize_t done = real(file, data, length, offset);
    if (done > 0 && path_of(file, path))
        put('W', path, (uint64_t)offset, data, (uint32_t)done);
    return done;
}

ssize_t pwrite(int file, const void *data, size_t length, off_t offset)
{
    return pwrite64(file, data, length, offset);
}

ssize_t write(int file, const void *data, size_t length)
{
    char path[1024];
    int ours = out >= 0 && path_of(file, path);
    off_t offset = ours ? lseek(file, 0, SEEK_CUR) : 0;
    ssize_t done = real_write ? real_write(file, data, length) : -1;
    if (ours && done > 0)
        put('W', path, (uint64_t)offset, data, (uint32_t)done);
    return done;
}

int fsync(int file)
{
    REAL(int, "fsync", int);
    char path[1024];
    int done = real(file);
    if (path_of(file, path))
        put('S', path, 0, NULL, 0);
    return done;
}

int fdatasync(int file)
{
    REAL(int, "fdatasync", int);
    char path[1024];
    int done = real(file);
    if (path_of(file, path))
        put('S', path, 0, NULL, 0);
    return done;
}

int ftruncate64(int file, off64_t length)
{
    REAL(int, "ftruncate64", int, off64_t);
    char path[1024];
    int done = real(file, length);
    if (path_of(file, path))
        put('T', path, (uint64_t)length, NULL, 0);
    return done;
}

int ftruncate(int file, off_t length)
{
    return ftruncate64(file, length);
}

int unlink(const char *path)
{
    REAL(int, "unlink", const char *);
    int done = real(path);
    if (done == 0 && watched(path))
        put('U', path, 0, NULL, 0);
    return done;
}
