#include "kiosk/platform/voice.h"

#include "content/base/error.h"
#include "kiosk/platform/helper_process.h"
#include "kiosk/platform/mixer.h"
#include "kiosk/platform/pace.h"
#include "kiosk/platform/sound_output.h"
#include "kiosk/platform/voice_order.h"
#include "kiosk/platform/voice_reader.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace accanto::platform {

namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds linger(3000);    // the loudspeaker stays on between two sentences
constexpr milliseconds silent_step(20); // between two pumps of the silent clock
constexpr milliseconds full_step(200);  // before looking again whether the mixer has room

constexpr int natural_words_per_minute = 150; // of a person who reads aloud: what the voice begins with

// One thread of its own starts the helper, reads from it and minds the loudspeaker; the drawing thread never
// waits for any of these. Whatever must be immediate (stop, forget) acts on the mixer and the process itself.
class HelpedVoice final : public Voice {
public:
    HelpedVoice(const std::filesystem::path& helper, std::function<void()> wake)
        : m_wake(std::move(wake)),
          m_bell(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
          m_helper(helper),
          m_output(m_mixer, [this] { changed(); }) {
        if (m_bell < 0)
            throw Error(std::string("eventfd: ") + std::strerror(errno), errno);
        m_thread = std::thread([this] { run(); });
    }

    ~HelpedVoice() override {
        m_closing = true;
        forget();
        m_thread.join();
        ::close(m_bell);
    }

    void say(const Utterance& utterance) override {
        {
            const std::lock_guard lock(m_mutex);
            m_order.emplace(m_mixer.begin(gain_of(utterance.volume_percent)), utterance);
        }
        ring();
    }

    void stop() override {
        {
            const std::lock_guard lock(m_mutex);
            m_order.reset();
            m_mixer.stop();
            m_stop = true;
        }
        ring();
    }

    void forget() override {
        {
            const std::lock_guard lock(m_mutex);
            m_order.reset();
            m_sounds.clear();
            m_mixer.silence();
            m_forget = true;
        }
        m_helper.kill();
        ring();
    }

    void listen_on(const std::string& card) override {
        {
            const std::lock_guard lock(m_mutex);
            m_card = card;
        }
        ring();
    }

    void play(const std::filesystem::path& wav, int volume_percent) override {
        {
            const std::lock_guard lock(m_mutex);
            m_sounds.push_back({wav, gain_of(volume_percent)});
        }
        ring();
    }

    bool speaking() const override { return m_mixer.speaking(); }
    WordSpan word() const override { return m_mixer.word(); }
    bool is_unheard() const override { return m_unheard; }

private:
    struct SoundFile {
        std::filesystem::path file;
        float gain;
    };

    void ring() {
        const uint64_t one = 1;
        [[maybe_unused]] const ssize_t written =
            ::write(m_bell, &one, sizeof one); // full means: already ringing
    }

    void changed() {
        if (m_wake)
            m_wake();
        ring(); // the thread may want to switch the loudspeaker off
    }

    // --- the voice's thread from here on

    void run() {
        // A helper that died must not take us along when we write to it.
        sigset_t pipe;
        ::sigemptyset(&pipe);
        ::sigaddset(&pipe, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
        while (!m_closing) {
            obey();
            sleep();
            listen();
            mind_output();
        }
        m_helper.end();
        m_output.stop();
    }

    void obey() {
        std::optional<VoiceOrder> order;
        std::vector<SoundFile> sounds;
        std::optional<std::string> card;
        bool forget_now, stop_now;
        {
            const std::lock_guard lock(m_mutex);
            order.swap(m_order);
            sounds.swap(m_sounds);
            card.swap(m_card);
            forget_now = std::exchange(m_forget, false);
            stop_now = std::exchange(m_stop, false);
        }
        if (forget_now)
            end_helper();
        if (card)
            m_output.use(*card);
        const bool recorded = order && play_recording(*order);
        if (order && !recorded) {
            m_number = order->number();
            m_output.start();
            if (!send(*order))
                give_up(std::strerror(errno));
        } else if ((recorded || stop_now) && !m_helper.send("stop\n")) {
            end_helper();
        }
        for (const SoundFile& sound : sounds)
            play_now(sound);
        if (m_output.started() && m_unheard.exchange(m_output.silent()) != m_output.silent() && m_wake)
            m_wake();
    }

    // False: there is none, or none that can be read.
    bool play_recording(const VoiceOrder& order) {
        if (order.recording().empty())
            return false;
        try {
            const std::vector<int16_t> samples = at_pace(
                load_wav(order.recording()), double(order.words_per_minute()) / natural_words_per_minute);
            m_mixer.add(order.number(), samples.data(), samples.size());
        } catch (const Error& error) {
            spdlog::warn("recording not played: {}", error.what());
            return false;
        }
        m_mixer.end(order.number());
        m_output.start();
        return true;
    }

    // A helper that ended between two utterances gets one successor.
    bool send(const VoiceOrder& order) {
        std::optional<std::vector<char>> command = order.command();
        if (!command) {
            errno = EINVAL;
            return false;
        }
        const std::string_view bytes(command->data(), command->size());
        bool sent = m_helper.send(bytes);
        if (!sent) {
            end_helper();
            sent = m_helper.start() && m_helper.send(bytes);
        }
        wipe(*command);
        return sent;
    }

    void give_up(const char* why) {
        end_helper();
        if (!m_told)
            spdlog::warn("no voice: {}", why);
        m_told = true;
        if (m_mixer.speaking(m_number)) {
            m_mixer.fail(m_number);
            changed();
        }
    }

    void end_helper() {
        m_helper.end();
        m_reader.forget();
    }

    void play_now(const SoundFile& sound) {
        try {
            m_mixer.play(load_wav(sound.file), sound.gain);
            m_output.start();
        } catch (const Error& error) {
            spdlog::warn("sound not played: {}", error.what());
        }
    }

    bool has_room() const { return !m_mixer.speaking(m_number) || !m_mixer.full(); }

    void sleep() {
        milliseconds timeout(-1);
        const auto at_most = [&](milliseconds limit) {
            timeout = timeout.count() < 0 ? limit : std::min(timeout, limit);
        };
        const bool room = has_room();
        if (m_helper.running() && !room)
            at_most(full_step);
        if (m_output.silent())
            at_most(silent_step);
        if (m_output.started() && m_mixer.idle())
            at_most(linger);
        pollfd polled[] = {{m_bell, POLLIN, 0}, {room ? m_helper.output() : -1, POLLIN, 0}};
        if (::poll(polled, 2, int(timeout.count())) > 0 && polled[0].revents) {
            uint64_t rings;
            [[maybe_unused]] const ssize_t count = ::read(m_bell, &rings, sizeof rings);
        }
    }

    bool forgotten() {
        const std::lock_guard lock(m_mutex);
        return m_forget;
    }

    void listen() {
        char chunk[16'384];
        while (m_helper.running() && has_room()) {
            const ssize_t count = m_helper.read(chunk, sizeof chunk);
            if (count < 0 && (errno == EAGAIN || errno == EINTR))
                return;
            if (count <= 0 && forgotten())
                return end_helper();
            if (count <= 0)
                return give_up("accanto-voice has ended");
            m_told = false; // it works
            if (!m_reader.take(chunk, size_t(count)))
                give_up("accanto-voice speaks nonsense");
        }
    }

    void mind_output() {
        m_output.pump();
        const bool was_busy = std::exchange(m_busy, !m_mixer.idle());
        if (was_busy && !m_busy)
            m_heard = Steady::now();
        if (!m_busy && m_output.started() && Steady::now() - m_heard >= linger)
            m_output.stop();
    }

    std::function<void()> m_wake;
    int m_bell;
    Mixer m_mixer;
    HelperProcess m_helper;
    std::atomic<bool> m_closing{false}, m_unheard{false};

    std::mutex m_mutex; // of what the two threads hand over:
    std::optional<VoiceOrder> m_order;
    std::vector<SoundFile> m_sounds;
    std::optional<std::string> m_card;
    bool m_stop = false, m_forget = false;

    SoundOutput m_output;
    uint32_t m_number = 0; // the utterance the helper was last given
    VoiceReader m_reader{m_mixer};
    bool m_busy = false;        // something is to be heard
    Steady::time_point m_heard; // it ended
    bool m_told = false;        // of a missing helper
    std::thread m_thread;
};

} // namespace

std::unique_ptr<Voice> Voice::open(const std::filesystem::path& helper, std::function<void()> wake) {
    return std::make_unique<HelpedVoice>(helper, std::move(wake));
}

} // namespace accanto::platform
