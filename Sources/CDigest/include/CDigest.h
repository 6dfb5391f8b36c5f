#ifndef ENTRAIN_DIGEST_H
#define ENTRAIN_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/// Takes whole blocks of 64 bytes into the state of a SHA-256 (FIPS 180-4) with the processor's own instructions.
/// Returns how many blocks were taken: all of them, or none where the processor has no such instructions.
size_t entrain_sha256_blocks(uint32_t state[8], const uint8_t *bytes, size_t blocks);

/// Takes whole blocks of 64 bytes into a sum that tells edits apart, and no more: whoever wants two texts with one sum finds them. The same on
/// every processor.
void entrain_quick_blocks(uint64_t state[8], const uint8_t *bytes, size_t blocks);

#endif
