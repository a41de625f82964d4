// A technician's stick: asked for here, read and written by the machine (kiosk/store/stick_errand.h).
#include "kiosk/app/app.h"

#include "content/base/error.h"

#include <spdlog/spdlog.h>

namespace accanto::app {

namespace {

constexpr int64_t heard_within_ms = 60'000; // systemd begins at once; on a slow machine that takes its time
constexpr int64_t done_within_ms =
    320'000; // from then on: it is ended after five minutes (accanto-stick.service)

// Whether the errand was done, or there was nothing to do in it: each has its own sentence.
bool is_done(store::StickErrand errand, const std::string& word) {
    using store::StickErrand;
    return word == "ok" ||
           (word == "nothing" && (errand == StickErrand::bring_in || errand == StickErrand::bring_out));
}

} // namespace

// A word that is not known is a failure like another.
std::string App::sentence_of_stick(const std::string& word) {
    const bool known =
        word == "none" || word == "several" || word == "full" || word == "busy" || word == "silent";
    return "technician.stick_" + (known ? word : "failed");
}

void App::ask_stick(store::StickErrand errand) {
    if (!m_visit.technician || !m_visit.technician->inside || m_visit.technician->stick)
        return;
    const std::filesystem::path folder = store::stick_folder();
    if (folder.empty())
        return m_tools->tell("technician.stick_silent");
    try {
        m_stick_watch = std::make_unique<FolderWatch>(std::vector{folder});
        m_window->watch(m_stick_watch->fd());
        store::ask_stick(folder, errand);
    } catch (const Error& e) {
        spdlog::error("the stick cannot be asked for: {}", e.what());
        return end_stick("failed");
    }
    m_tools->note(std::string("stick_") + to_text(errand));
    m_visit.technician->said.clear();
    m_visit.technician->stick = TechnicianVisit::Stick{errand, m_clock.mono_ms(), false};
    m_dirty = true;
}

// What the machine said, or that it says nothing.
void App::look_at_stick() {
    if (!m_visit.technician || !m_visit.technician->stick) {
        stop_watching_stick();
        return;
    }
    TechnicianVisit::Stick& stick = *m_visit.technician->stick;
    const std::filesystem::path folder = store::stick_folder();
    if (m_stick_watch)
        m_stick_watch->drain();
    if (const auto word = store::stick_answer(folder, stick.errand))
        return end_stick(*word);
    if (!stick.heard && !store::is_stick_asked(folder))
        stick.heard = true, stick.since_ms = m_clock.mono_ms();
    if (m_clock.mono_ms() < stick_deadline_ms())
        return;
    store::withdraw_stick(folder);
    end_stick(stick.heard ? "failed" : "silent");
}

void App::end_stick(const std::string& word) {
    stop_watching_stick();
    if (!m_visit.technician)
        return;
    const auto stick = std::exchange(m_visit.technician->stick, std::nullopt);
    if (stick)
        m_tools->note(std::string("stick_") + to_text(stick->errand), word);
    m_visit.touched_ms = m_clock.mono_ms(); // who waited for it has time to read
    if (m_visit.setup && stick)
        return setup_stick(stick->errand, word);
    if (stick && is_done(stick->errand, word))
        return m_tools->tell(std::string("technician.stick_") + to_text(stick->errand) + "_" + word);
    m_tools->tell(sentence_of_stick(word));
}

void App::stop_watching_stick() {
    if (!m_stick_watch)
        return;
    m_window->unwatch(m_stick_watch->fd());
    m_stick_watch.reset();
}

int64_t App::stick_deadline_ms() const {
    if (!m_visit.technician || !m_visit.technician->stick)
        return std::numeric_limits<int64_t>::max();
    const TechnicianVisit::Stick& stick = *m_visit.technician->stick;
    return stick.since_ms + (stick.heard ? done_within_ms : heard_within_ms);
}

} // namespace accanto::app
