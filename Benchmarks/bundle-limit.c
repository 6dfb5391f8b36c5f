// The least that any program does that turns the benchmark's rows into the benchmark's requests: read the file, find the fields, write
// the same bytes into the same files. It knows the columns and trusts the rows: no plan, no check, no duplicate, no digest.
//
// usage: bundle-limit ROWS.csv FOLDER THREADS

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PER_FILE = 50, COLUMNS = 20 };
enum { ID, STATUS, TYPE, USER, FIRST, LAST, FULL, MANAGER, HIRED, DEPARTMENT, DIVISION, COST, COMPANY, LOCATION, TITLE, STREET, CITY, COUNTRY, PHONE, ZIP };

static const char *rows, *rows_end;
static int folder, threads;
static pthread_barrier_t counted;
static struct part { const char *begin, *end; long lines, first; pthread_t thread; } parts[64];

struct field { const char *at; size_t size; };

static char *put(char *to, const char *text, size_t size) { memcpy(to, text, size); return to + size; }
#define LITERAL(text) to = put(to, text, sizeof(text) - 1)
#define VALUE(name, column) \
    do { if (f[column].size) { LITERAL(name ":\""); to = put(to, f[column].at, f[column].size); *to++ = '"'; *to++ = ','; } } while (0)
#define END_OBJECT() do { to[-1] = '}'; } while (0)

static const char *fields(const char *at, struct field *f) {
    for (int i = 0; i < COLUMNS; i++) {
        if (*at == '"') {
            f[i].at = ++at;
            while (*at != '"') at++;
            f[i].size = (size_t)(at - f[i].at);
            at += 2;
        } else {
            f[i].at = at;
            while (*at != ',' && *at != '\n') at++;
            f[i].size = (size_t)(at - f[i].at);
            at++;
        }
    }
    return at;
}

static char *user(char *to, const struct field *f) {
    LITERAL("{\"method\":\"POST\",\"bulkId\":\"");
    to = put(to, f[ID].at, f[ID].size);
    LITERAL("\",\"path\":\"/Users\",\"data\":{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\","
            "\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\",\"urn:ietf:params:scim:schemas:extension:contoso:1.0:User\"],");
    VALUE("\"externalId\"", ID);
    VALUE("\"userName\"", ID);
    LITERAL("\"name\":{");
    VALUE("\"givenName\"", FIRST);
    VALUE("\"familyName\"", LAST);
    END_OBJECT();
    *to++ = ',';
    VALUE("\"nickName\"", USER);
    VALUE("\"displayName\"", FULL);
    VALUE("\"title\"", TITLE);
    if (f[STATUS].size == 8 && memcmp(f[STATUS].at, "Inactive", 8) == 0) LITERAL("\"active\":false,"); else LITERAL("\"active\":true,");
    LITERAL("\"addresses\":[{\"type\":\"work\",");
    VALUE("\"streetAddress\"", STREET);
    VALUE("\"locality\"", CITY);
    VALUE("\"country\"", COUNTRY);
    VALUE("\"postalCode\"", ZIP);
    END_OBJECT();
    LITERAL("],\"phoneNumbers\":[{\"type\":\"work\",");
    VALUE("\"value\"", PHONE);
    END_OBJECT();
    LITERAL("],\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\":{");
    VALUE("\"department\"", DEPARTMENT);
    VALUE("\"division\"", DIVISION);
    VALUE("\"costCenter\"", COST);
    VALUE("\"organization\"", COMPANY);
    LITERAL("\"manager\":{");
    VALUE("\"value\"", MANAGER);
    END_OBJECT();
    LITERAL("},\"urn:ietf:params:scim:schemas:extension:contoso:1.0:User\":{");
    VALUE("\"WorkerType\"", TYPE);
    VALUE("\"UserID\"", USER);
    VALUE("\"HireDate\"", HIRED);
    VALUE("\"Location\"", LOCATION);
    VALUE("\"CountryCode\"", COUNTRY);
    END_OBJECT();
    LITERAL("}}");
    return to;
}

static void *work(void *argument) {
    struct part *part = argument;
    for (const char *at = part->begin; at < part->end && (at = memchr(at, '\n', (size_t)(part->end - at))); at++) part->lines++;
    pthread_barrier_wait(&counted);
    for (struct part *other = parts; other < part; other++) part->first += other->lines;
    // From the first whole file of this part to the first of the next.
    const char *at = part->begin;
    long row = part->first;
    for (; row % PER_FILE != 0 && at < rows_end; row++) at = (const char *)memchr(at, '\n', (size_t)(rows_end - at)) + 1;
    char *buffer = malloc(1 << 20);
    while (at < part->end) {
        char *to = buffer;
        LITERAL("{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],\"Operations\":[");
        long number = row / PER_FILE + 1;
        for (int i = 0; i < PER_FILE && at < rows_end; i++, row++) {
            struct field f[COLUMNS];
            at = fields(at, f);
            to = user(to, f);
            *to++ = ',';
        }
        to--;
        LITERAL("],\"failOnErrors\":null}\n");
        char name[32];
        snprintf(name, sizeof name, "bulk-%05ld.json", number);
        int file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file < 0 || write(file, buffer, (size_t)(to - buffer)) != to - buffer || close(file) != 0) { perror(name); exit(1); }
    }
    free(buffer);
    return NULL;
}

int main(int count, char **arguments) {
    if (count != 4 || (threads = atoi(arguments[3])) < 1 || threads > 64) { fputs("usage: bundle-limit ROWS.csv FOLDER THREADS\n", stderr); return 2; }
    int file = open(arguments[1], O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0) { perror(arguments[1]); return 1; }
    if (mkdir(arguments[2], 0777) != 0 || (folder = open(arguments[2], O_RDONLY | O_DIRECTORY)) < 0) { perror(arguments[2]); return 1; }
    rows = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (rows == MAP_FAILED) { perror("mmap"); return 1; }
    rows_end = rows + status.st_size;
    const char *begin = (const char *)memchr(rows, '\n', (size_t)status.st_size) + 1;
    pthread_barrier_init(&counted, NULL, (unsigned)threads);
    for (int i = 0; i < threads; i++) {
        parts[i].begin = i == 0 ? begin : parts[i - 1].end;
        const char *nominal = begin + (rows_end - begin) / threads * (i + 1);
        parts[i].end = i == threads - 1 ? rows_end : (const char *)memchr(nominal, '\n', (size_t)(rows_end - nominal)) + 1;
    }
    for (int i = 1; i < threads; i++) pthread_create(&parts[i].thread, NULL, work, &parts[i]);
    work(&parts[0]);
    for (int i = 1; i < threads; i++) pthread_join(parts[i].thread, NULL);
    return 0;
}
