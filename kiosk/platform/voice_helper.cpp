// accanto-voice: text in, sound out. A program of its own because espeak-ng is licensed under the GPL,
// version 3, which this program therefore is as a whole; the kiosk only talks to it through pipes. It also
// makes forgetting simple: the process ends with the visit, and whatever it heard goes with it.

#include "kiosk/platform/system.h"
#include "kiosk/platform/voice_frames.h"

#include <espeak-ng/speak_lib.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace accanto::platform {

namespace {

constexpr int chunk_ms = 60; // of sound, between two looks at the kiosk's pipe

struct Command {
    bool say = false; // else: stop
    uint32_t utterance = 0;
    std::string language;
    int words_per_minute = 150;
    std::string text;
};

class CommandPipe {
public:
    // The next command; nothing when the kiosk is gone or speaks nonsense.
    std::optional<Command> read() {
        std::string line;
        if (!take_line(line))
            return std::nullopt;
        Command command;
        if (line == "stop")
            return command;
        char language[16];
        size_t bytes = 0;
        if (std::sscanf(line.c_str(), "say %u %15s %d %zu", &command.utterance, language,
                        &command.words_per_minute, &bytes) != 4 ||
            bytes > voice_text_limit || !take(bytes, command.text))
            return std::nullopt;
        command.say = true;
        command.language = language;
        return command;
    }

    // Something newer than the present command has come, or the end.
    bool waiting() const {
        pollfd polled{STDIN_FILENO, POLLIN, 0};
        return !m_buffer.empty() || ::poll(&polled, 1, 0) > 0;
    }

private:
    bool take_line(std::string& line) {
        size_t end;
        while ((end = m_buffer.find('\n')) == std::string::npos)
            if (!more())
                return false;
        line = m_buffer.substr(0, end);
        m_buffer.erase(0, end + 1);
        return true;
    }

    bool take(size_t bytes, std::string& text) {
        while (m_buffer.size() < bytes)
            if (!more())
                return false;
        text = m_buffer.substr(0, bytes);
        m_buffer.erase(0, bytes);
        return true;
    }

    bool more() {
        char chunk[4096];
        ssize_t count;
        do
            count = ::read(STDIN_FILENO, chunk, sizeof chunk);
        while (count < 0 && errno == EINTR);
        if (count <= 0)
            return false;
        m_buffer.append(chunk, size_t(count));
        return true;
    }

    std::string m_buffer;
};

void send(VoiceFrame kind, uint32_t utterance, const void* payload, size_t size) {
    const VoiceHeader header{kind, utterance, uint32_t(size)};
    std::string frame(sizeof header + size, '\0');
    std::memcpy(frame.data(), &header, sizeof header);
    if (size > 0)
        std::memcpy(frame.data() + sizeof header, payload, size);
    for (size_t done = 0; done < frame.size();) {
        const ssize_t count = ::write(STDOUT_FILENO, frame.data() + done, frame.size() - done);
        if (count < 0 && errno != EINTR)
            ::_exit(0); // nobody listens any more
        done += size_t(std::max<ssize_t>(count, 0));
    }
}

// Where each character of a text begins, and the text's end: espeak-ng counts in characters, the kiosk in
// bytes.
std::vector<uint32_t> character_starts(const std::string& text) {
    std::vector<uint32_t> starts;
    for (size_t i = 0; i < text.size(); ++i)
        if ((text[i] & 0xc0) != 0x80)
            starts.push_back(uint32_t(i));
    starts.push_back(uint32_t(text.size()));
    return starts;
}

bool is_space(char c) {
    return std::strchr(" \t\r\n", c) != nullptr;
}

// The word around a byte, between blanks and without the punctuation around it.
std::pair<uint32_t, uint32_t> written_word(const std::string& text, uint32_t at) {
    size_t begin = at, end = at;
    while (begin > 0 && !is_space(text[begin - 1]))
        --begin;
    while (end < text.size() && !is_space(text[end]))
        ++end;
    constexpr const char* marks = ".,;:!?\"'()";
    while (end > begin + 1 && std::strchr(marks, text[end - 1]))
        --end;
    while (begin + 1 < end && std::strchr(marks, text[begin]))
        ++begin;
    return {uint32_t(begin), uint32_t(end)};
}

class Speaker;
Speaker* the_speaker = nullptr; // espeak-ng's callback knows no context of ours

class Speaker {
public:
    int run() {
        const int rate =
            espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, chunk_ms, nullptr, espeakINITIALIZE_DONT_EXIT);
        if (rate != voice_rate) {
            std::fprintf(stderr, "accanto-voice: espeak-ng does not start (%d)\n", rate);
            return 1;
        }
        the_speaker = this;
        espeak_SetSynthCallback([](short* samples, int count, espeak_EVENT* events) {
            return the_speaker->heard(samples, count, events);
        });
        while (std::optional<Command> command = m_commands.read())
            if (command->say)
                say(*command);
        return 0;
    }

private:
    void say(const Command& command) {
        m_utterance = command.utterance;
        m_text = command.text;
        m_starts = character_starts(m_text);
        m_last = {};
        choose_voice(command.language);
        espeak_SetParameter(espeakRATE, std::clamp(command.words_per_minute, 80, 250), 0);
        espeak_Synth(m_text.c_str(), m_text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr,
                     nullptr);
        // Sent for an interrupted one too: the kiosk knows which utterance it waits for.
        send(VoiceFrame::end, m_utterance, nullptr, 0);
    }

    void choose_voice(const std::string& language) {
        if (language == m_language)
            return;
        if (espeak_SetVoiceByName(language.c_str()) != EE_OK) {
            espeak_VOICE properties{};
            properties.languages = language.c_str();
            espeak_SetVoiceByProperties(&properties);
        }
        m_language = language;
    }

    // 1 ends the synthesis.
    int heard(const short* samples, int count, const espeak_EVENT* events) {
        if (m_commands.waiting())
            return 1;
        for (; events->type != espeakEVENT_LIST_TERMINATED; ++events)
            if (events->type == espeakEVENT_WORD)
                word(*events);
        if (samples && count > 0)
            send(VoiceFrame::sound, m_utterance, samples, size_t(count) * sizeof *samples);
        return 0;
    }

    // espeak-ng reports parts of what people take for a word ("e" of "e-mail", "2" of "42") and words of no
    // length: what is sent is each word as it is written, once.
    void word(const espeak_EVENT& event) {
        const int first = std::clamp(event.text_position - 1, 0, int(m_starts.size()) - 1); // counted from 1
        const auto [begin, end] = written_word(m_text, m_starts[size_t(first)]);
        if (event.length <= 0 || begin == end || (begin == m_last.begin && end == m_last.end))
            return;
        m_last = {uint32_t(std::max(event.audio_position, 0)), begin, end};
        send(VoiceFrame::word, m_utterance, &m_last, sizeof m_last);
    }

    CommandPipe m_commands;
    std::string m_language;
    uint32_t m_utterance = 0;
    std::string m_text;
    std::vector<uint32_t> m_starts;
    VoiceWord m_last;
};

} // namespace

} // namespace accanto::platform

int main() {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::signal(SIGPIPE, SIG_IGN);
    accanto::platform::keep_private();
    return accanto::platform::Speaker().run();
}
