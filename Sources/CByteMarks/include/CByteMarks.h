#ifndef ENTRAIN_BYTE_MARKS_H
#define ENTRAIN_BYTE_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Swift's vectors have no way to turn a comparison into bits; clang's have, on every processor.
typedef uint8_t entrain_bytes16 __attribute__((ext_vector_type(16)));
typedef bool entrain_bits16 __attribute__((ext_vector_type(16)));

/// For each byte one bit, the lowest of the first word for the first byte: in `marks` whether it is a comma, a quotation mark, a line feed or
/// a carriage return, in `high` whether it lies beyond ASCII. Each has room for a word for every 64 bytes begun; bits behind the last byte
/// are 0.
void entrain_csv_marks(const uint8_t *bytes, size_t count, uint64_t *marks, uint64_t *high);

/// Copies 16 bytes, and returns how many of them, from the first on, stand for themselves in a JSON string: no control character, quotation mark,
/// backslash or DEL, and no first byte of U+2028 and its neighbours.
static inline int entrain_json_plain(const uint8_t *from, uint8_t *to) {
    entrain_bytes16 value;
    memcpy(&value, from, sizeof value);
    memcpy(to, &value, sizeof value);
    entrain_bits16 unusual = __builtin_convertvector((value == '"') | (value == '\\') | (value < 0x20) | (value == 0x7F) | (value == 0xE2), entrain_bits16);
    uint16_t bits;
    memcpy(&bits, &unusual, sizeof bits);
    return __builtin_ctz((unsigned)bits | 0x10000u);
}

#endif
