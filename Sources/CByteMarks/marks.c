#include "CByteMarks.h"

typedef uint8_t bytes64 __attribute__((ext_vector_type(64)));
typedef bool bits64 __attribute__((ext_vector_type(64)));

static inline uint64_t bits(bits64 mask) {
    uint64_t word;
    memcpy(&word, &mask, sizeof word);
    return word;
}

static inline void block(const uint8_t *bytes, uint64_t *marks, uint64_t *high) {
    bytes64 value;
    memcpy(&value, bytes, sizeof value);
    *marks = bits(__builtin_convertvector((value == ',') | (value == '"') | (value == '\n') | (value == '\r'), bits64));
    *high = bits(__builtin_convertvector(value >= 0x80, bits64));
}

void entrain_csv_marks(const uint8_t *bytes, size_t count, uint64_t *marks, uint64_t *high) {
    size_t at = 0, word = 0;
    for (; at + 64 <= count; at += 64, word++) block(bytes + at, marks + word, high + word);
    if (at == count) return;
    uint8_t rest[64] = {0};
    memcpy(rest, bytes + at, count - at);
    block(rest, marks + word, high + word);
}
