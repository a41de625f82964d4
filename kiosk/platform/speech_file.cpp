#include "kiosk/platform/speech_file.h"

#include "kiosk/platform/helper_process.h"
#include "kiosk/platform/voice_frames.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include <poll.h>

namespace accanto::platform {

namespace {

void append(std::string& bytes, uint32_t number, size_t size) { // little-endian, as WAV has it
    for (size_t i = 0; i < size; ++i)
        bytes += char(number >> 8 * i & 0xff);
}

std::string wav(const std::string& samples) {
    constexpr uint32_t header = 36, format = 16, pcm = 1, channels = 1, bits = 16,
                       frame = channels * bits / 8;
    std::string bytes = "RIFF";
    append(bytes, header + uint32_t(samples.size()), 4);
    bytes += "WAVEfmt ";
    append(bytes, format, 4);
    append(bytes, pcm, 2);
    append(bytes, channels, 2);
    append(bytes, voice_rate, 4);
    append(bytes, voice_rate * frame, 4);
    append(bytes, frame, 2);
    append(bytes, bits, 2);
    bytes += "data";
    append(bytes, uint32_t(samples.size()), 4);
    return bytes + samples;
}

// Takes whole frames off the front of `bytes`. True at the end of the utterance.
bool take_frames(std::string& bytes, std::string& samples) {
    size_t at = 0;
    bool over = false;
    for (VoiceHeader header; !over && bytes.size() - at >= sizeof header; at += sizeof header + header.size) {
        std::memcpy(&header, bytes.data() + at, sizeof header);
        if (bytes.size() - at - sizeof header < header.size)
            break;
        if (header.kind == VoiceFrame::sound)
            samples.append(bytes, at + sizeof header, header.size);
        over = header.kind == VoiceFrame::end;
    }
    bytes.erase(0, at);
    return over;
}

SpeechFile failed(const std::string& why, bool is_late = false) {
    spdlog::warn("nothing can be spoken: {}", why);
    return {std::nullopt, is_late};
}

} // namespace

SpeechFile speak_into_file(const std::filesystem::path& helper, const Utterance& utterance, int within_ms) {
    using namespace std::chrono;
    constexpr size_t longest = size_t(voice_rate) * 2 * 60; // a minute of sound
    if (utterance.text.size() > voice_text_limit)
        return failed("the text is too long");
    HelperProcess process(helper);
    if (!process.start())
        return failed(helper.string() + ": " + std::strerror(errno));
    process.send(fmt::format("say 1 {} {} {}\n{}", utterance.language, utterance.words_per_minute,
                             utterance.text.size(), utterance.text));
    const auto end = steady_clock::now() + milliseconds(within_ms);
    std::string bytes, samples;
    while (!take_frames(bytes, samples)) {
        const auto left = duration_cast<milliseconds>(end - steady_clock::now()).count();
        pollfd polled{process.output(), POLLIN, 0};
        if (left <= 0 || samples.size() > longest || ::poll(&polled, 1, int(left)) == 0)
            return failed("accanto-voice is not done in time", true);
        char chunk[16 * 1024];
        const ssize_t count = process.read(chunk, sizeof chunk);
        if (count == 0)
            return failed("accanto-voice has ended");
        if (count > 0)
            bytes.append(chunk, size_t(count));
    }
    return {wav(samples), false};
}

std::optional<std::string> speech_wav(const std::filesystem::path& helper, const Utterance& utterance,
                                      int within_ms) {
    return speak_into_file(helper, utterance, within_ms).wav;
}

} // namespace accanto::platform
