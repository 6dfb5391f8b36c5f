#include "CDigest.h"

#include <string.h>

typedef uint64_t words2 __attribute__((ext_vector_type(2)));

// Digits of pi behind the point (any odd-looking constants serve): what the bytes are mixed with before their halves are multiplied.
static const uint64_t with[8] = {
    0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0, 0x082EFA98EC4E6C89,
    0x452821E638D01377, 0xBE5466CF34E90C6C, 0xC0AC29B7C97C50DD, 0x3F84D5B5B5470917,
};

void entrain_quick_blocks(uint64_t state[8], const uint8_t *bytes, size_t blocks) {
    words2 sums[4], keys[4];
    memcpy(sums, state, sizeof sums);
    memcpy(keys, with, sizeof keys);
    for (; blocks > 0; blocks--, bytes += 64) {
#pragma clang loop unroll(full)
        for (int i = 0; i < 4; i++) {
            words2 word;
            memcpy(&word, bytes + 16 * i, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
            word = (words2){__builtin_bswap64(word.x), __builtin_bswap64(word.y)};
#endif
            words2 mixed = word ^ keys[i];
            // Turned, so that it matters in which order blocks come.
            sums[i] = (sums[i] << 29 | sums[i] >> 35) + word.yx + (mixed & 0xFFFFFFFF) * (mixed >> 32);
        }
    }
    memcpy(state, sums, sizeof sums);
}
