#include "kiosk/platform/sound_output.h"

#include "content/base/error.h"
#include "kiosk/platform/voice_frames.h"

#include <SDL.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace accanto::platform {

namespace {

using Steady = std::chrono::steady_clock;

// 23 ms: two of them in a driver's hands leave "stop" well within its 100 ms.
constexpr Uint16 period = 512;

struct FreeWav {
    void operator()(Uint8* samples) const { SDL_FreeWAV(samples); }
};

std::vector<std::string> devices() {
    std::vector<std::string> out;
    for (int i = 0; i < SDL_GetNumAudioDevices(0); ++i)
        if (const char* name = SDL_GetAudioDeviceName(i, 0))
            out.emplace_back(name);
    return out;
}

} // namespace

std::optional<std::string> device_on(const std::string& card, const std::vector<std::string>& devices) {
    if (card.empty())
        return std::nullopt;
    const auto found = std::find_if(devices.begin(), devices.end(), [&](const std::string& name) { return name.find(card) != std::string::npos; });
    return found == devices.end() ? std::nullopt : std::optional(*found);
}

void SoundOutput::start() {
    if (m_started && m_device != 0)
        return;
    m_started = true;
    m_pumped = Steady::now();
    SDL_SetHint(SDL_HINT_AUDIO_DEVICE_APP_NAME, "Accanto");
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) == 0) {
        SDL_AudioSpec wanted{};
        wanted.freq = voice_rate;
        wanted.format = AUDIO_S16SYS;
        wanted.channels = 1;
        wanted.samples = period;
        wanted.userdata = this;
        wanted.callback = [](void* self, Uint8* stream, int bytes) {
            static_cast<SoundOutput*>(self)->fill(reinterpret_cast<int16_t*>(stream),
                                                  size_t(bytes) / sizeof(int16_t));
        };
        const std::optional<std::string> device = device_on(m_card, devices());
        if (device)
            m_device = SDL_OpenAudioDevice(device->c_str(), 0, &wanted, nullptr, 0);
        if (m_device == 0)
            m_device = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
        if (m_device == 0)
            SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    if (m_device != 0)
        SDL_PauseAudioDevice(m_device, 0);
    else if (!m_told)
        spdlog::warn("no sound: {}", SDL_GetError());
    m_told = m_device == 0;
}

void SoundOutput::stop() {
    if (m_device != 0) {
        SDL_CloseAudioDevice(m_device);
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    m_device = 0;
    m_started = false;
    SDL_TLSCleanup(); // this thread is not one of SDL's, which would do it by themselves
}

void SoundOutput::use(const std::string& card) {
    if (card == m_card)
        return;
    m_card = card;
    if (!m_started)
        return;
    stop();
    start();
}

void SoundOutput::fill(int16_t* out, size_t count) {
    if (m_mixer.fill(out, count))
        m_changed();
}

void SoundOutput::pump() {
    int16_t unheard[period];
    constexpr auto period_time = std::chrono::nanoseconds(1'000'000'000LL * period / voice_rate);
    while (silent() && Steady::now() - m_pumped >= period_time) {
        fill(unheard, period);
        m_pumped += period_time;
    }
}

std::vector<int16_t> load_wav(const std::filesystem::path& file) {
    SDL_AudioSpec spec{};
    Uint8* bytes = nullptr;
    Uint32 size = 0;
    if (!SDL_LoadWAV(file.c_str(), &spec, &bytes, &size))
        throw Error(file.string() + ": " + SDL_GetError(), 0);
    const std::unique_ptr<Uint8, FreeWav> owned(bytes);
    SDL_AudioCVT conversion{};
    if (SDL_BuildAudioCVT(&conversion, spec.format, spec.channels, spec.freq, AUDIO_S16SYS, 1, voice_rate) <
        0)
        throw Error(file.string() + ": " + SDL_GetError(), 0);
    if (size == 0)
        return {};
    std::vector<Uint8> buffer(size_t(size) * size_t(std::max(conversion.len_mult, 1)));
    std::memcpy(buffer.data(), bytes, size);
    conversion.buf = buffer.data();
    conversion.len = int(size);
    conversion.len_cvt = int(size); // stands when nothing needs converting
    if (conversion.needed && SDL_ConvertAudio(&conversion) != 0)
        throw Error(file.string() + ": " + SDL_GetError(), 0);
    std::vector<int16_t> samples(size_t(conversion.len_cvt) / sizeof(int16_t));
    std::memcpy(samples.data(), buffer.data(), samples.size() * sizeof(int16_t));
    return samples;
}

} // namespace accanto::platform
