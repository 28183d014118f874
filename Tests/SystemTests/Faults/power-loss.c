/* A disk that forgets what was not fsynced (fault 17): preloaded into a service, it keeps a second copy of every file in
 * POWER_LOSS_FROM in POWER_LOSS_TO, to which what was written goes only when fsync or fdatasync is called. When the process
 * is frozen, the second copy is what a power cut would have left. It freezes itself at the write whose number is
 * POWER_LOSS_AT, before anybody could fsync that one. Its counters are in POWER_LOSS_TO/count. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 64
#define MOST_DESCRIPTORS 65536

struct range { off_t start, end; };
struct file { char name[NAME_MAX + 1]; struct range *dirty; size_t count, room; };

static struct file files[MOST_FILES];
static int file_count;
static short file_of[MOST_DESCRIPTORS]; /* index + 1 */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned long writes, syncs;

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }
#define REAL(type, name) ((type)real(name))

/* The index + 1 of a file in the watched folder, or 0. */
static short watched(const char *path) {
    const char *folder = getenv("POWER_LOSS_FROM");
    if (!folder || !path) return 0;
    size_t length = strlen(folder);
    if (strncmp(path, folder, length) || path[length] != '/') return 0;
    const char *name = path + length + 1;
    /* The index of the write-ahead log is made anew, and a lock has no content. */
    if (strchr(name, '/') || strstr(name, "-shm") || strstr(name, ".lock") || strlen(name) > NAME_MAX) return 0;
    for (int index = 0; index < file_count; index++)
        if (!strcmp(files[index].name, name)) return (short)(index + 1);
    if (file_count == MOST_FILES) abort();
    strcpy(files[file_count].name, name);
    return (short)++file_count;
}

static void opened(int descriptor, const char *path) {
    if (descriptor < 0 || descriptor >= MOST_DESCRIPTORS) return;
    pthread_mutex_lock(&lock);
    file_of[descriptor] = watched(path);
    pthread_mutex_unlock(&lock);
}

static void written(int descriptor, off_t start, ssize_t count) {
    if (count <= 0 || descriptor < 0 || descriptor >= MOST_DESCRIPTORS || !file_of[descriptor]) return;
    pthread_mutex_lock(&lock);
    struct file *file = &files[file_of[descriptor] - 1];
    if (file->count == file->room) {
        file->room = file->room ? 2 * file->room : 256;
        file->dirty = realloc(file->dirty, file->room * sizeof(struct range));
        if (!file->dirty) abort();
    }
    file->dirty[file->count++] = (struct range){start, start + count};
    const char *last = getenv("POWER_LOSS_AT");
    if (++writes == (last ? strtoul(last, NULL, 10) : 0)) kill(getpid(), SIGSTOP);
    pthread_mutex_unlock(&lock);
}

/* Everything written to the file so far is durable now. */
static void synced(int descriptor) {
    const char *folder = getenv("POWER_LOSS_TO");
    if (!folder || descriptor < 0 || descriptor >= MOST_DESCRIPTORS || !file_of[descriptor]) return;
    pthread_mutex_lock(&lock);
    struct file *file = &files[file_of[descriptor] - 1];
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", folder, file->name);
    int copy = REAL(int (*)(const char *, int, ...), "open64")(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (copy < 0) abort();
    char buffer[65536];
    for (size_t index = 0; index < file->count; index++)
        for (off_t at = file->dirty[index].start; at < file->dirty[index].end;) {
            size_t want = (size_t)(file->dirty[index].end - at);
            ssize_t got = pread(descriptor, buffer, want < sizeof buffer ? want : sizeof buffer, at);
            if (got <= 0) break; /* Cut off since. */
            if (REAL(ssize_t (*)(int, const void *, size_t, off_t), "pwrite64")(copy, buffer, (size_t)got, at) != got) abort();
            at += got;
        }
    struct stat status;
    if (fstat(descriptor, &status) || REAL(int (*)(int, off_t), "ftruncate64")(copy, status.st_size)) abort();
    REAL(int (*)(int), "close")(copy);
    file->count = 0;
    syncs++;
    snprintf(path, sizeof path, "%s/count", folder);
    FILE *out = fopen(path, "we");
    if (out) {
        fprintf(out, "%lu %lu\n", writes, syncs);
        fclose(out);
    }
    pthread_mutex_unlock(&lock);
}

#define OPENER(name) \
    int name(const char *path, int flags, ...) { \
        __builtin_va_list list; \
        __builtin_va_start(list, flags); \
        mode_t mode = __builtin_va_arg(list, mode_t); \
        __builtin_va_end(list); \
        int descriptor = REAL(int (*)(const char *, int, ...), #name)(path, flags, mode); \
        opened(descriptor, path); \
        return descriptor; \
    }
OPENER(open)
OPENER(open64)

int close(int descriptor) {
    if (descriptor >= 0 && descriptor < MOST_DESCRIPTORS) file_of[descriptor] = 0;
    return REAL(int (*)(int), "close")(descriptor);
}

#define POSITIONED(name) \
    ssize_t name(int descriptor, const void *bytes, size_t count, off_t at) { \
        ssize_t done = REAL(ssize_t (*)(int, const void *, size_t, off_t), #name)(descriptor, bytes, count, at); \
        written(descriptor, at, done); \
        return done; \
    }
POSITIONED(pwrite)
POSITIONED(pwrite64)

ssize_t write(int descriptor, const void *bytes, size_t count) {
    int mine = descriptor >= 0 && descriptor < MOST_DESCRIPTORS && file_of[descriptor];
    off_t at = mine ? lseek(descriptor, 0, SEEK_CUR) : 0;
    ssize_t done = REAL(ssize_t (*)(int, const void *, size_t), "write")(descriptor, bytes, count);
    if (mine) written(descriptor, at, done);
    return done;
}

int fsync(int descriptor) {
    int status = REAL(int (*)(int), "fsync")(descriptor);
    if (!status) synced(descriptor);
    return status;
}

int fdatasync(int descriptor) {
    int status = REAL(int (*)(int), "fdatasync")(descriptor);
    if (!status) synced(descriptor);
    return status;
}
