#pragma once
// What the kiosk and accanto-voice say to each other over two pipes, in the machine's own byte order.
//
// To the helper: a line "say <utterance> <language> <words per minute> <bytes>" followed by that many bytes
// of UTF-8, or a line "stop". Whatever comes ends what is being said. End of file ends the helper. From the
// helper: frames, each a header and `size` bytes.

#include <cstddef>
#include <cstdint>

namespace accanto::platform {

constexpr int voice_rate = 22'050; // samples a second, 16 bits, one channel: all of espeak-ng's own voices
constexpr size_t voice_text_limit =
    16'384; // bytes of one utterance: well within a pipe, so that writing never waits

enum class VoiceFrame : uint32_t {
    sound = 1, // samples
    word = 2,  // VoiceWord; before the samples it belongs to
    end = 3    // all of the utterance was sent
};

struct VoiceHeader {
    VoiceFrame kind = VoiceFrame::end;
    uint32_t utterance = 0;
    uint32_t size = 0;
};

struct VoiceWord {
    uint32_t offset_ms = 0;      // in the utterance's sound
    uint32_t begin = 0, end = 0; // bytes of the utterance's text
};

} // namespace accanto::platform
