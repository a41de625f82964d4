#include "kiosk/app/technician_stick.h"

#include "content/base/error.h"
#include "kiosk/app/technician_tools.h"

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

TechnicianStick::TechnicianStick(const Stage& stage, TechnicianTools& tools) : Flow(stage), m_tools(tools) {}

// A word that is not known is a failure like another.
std::string TechnicianStick::sentence_of(const std::string& word) {
    const bool known =
        word == "none" || word == "several" || word == "full" || word == "busy" || word == "silent";
    return "technician.stick_" + (known ? word : "failed");
}

void TechnicianStick::ask(store::StickErrand errand, Told told) {
    if (!m_visit.technician || !m_visit.technician->inside || m_visit.technician->stick)
        return;
    const std::filesystem::path folder = store::stick_folder();
    if (folder.empty())
        return m_tools.tell("technician.stick_silent");
    try {
        m_watch = std::make_unique<FolderWatch>(std::vector{folder});
        m_window.watch(m_watch->fd());
        store::ask_stick(folder, errand);
    } catch (const Error& e) {
        spdlog::error("the stick cannot be asked for: {}", e.what());
        return end("failed");
    }
    m_tools.note(std::string("stick_") + to_text(errand));
    m_told = std::move(told);
    m_visit.technician->said.clear();
    m_visit.technician->stick = TechnicianVisit::Stick{errand, m_clock.mono_ms(), false};
    m_dirty = true;
}

// What the machine said, or that it says nothing.
void TechnicianStick::look() {
    if (!m_visit.technician || !m_visit.technician->stick) {
        stop_watching();
        return;
    }
    TechnicianVisit::Stick& stick = *m_visit.technician->stick;
    const std::filesystem::path folder = store::stick_folder();
    if (m_watch)
        m_watch->drain();
    if (const auto word = store::stick_answer(folder, stick.errand))
        return end(*word);
    if (!stick.heard && !store::is_stick_asked(folder))
        stick.heard = true, stick.since_ms = m_clock.mono_ms();
    if (m_clock.mono_ms() < deadline_ms())
        return;
    store::withdraw_stick(folder);
    end(stick.heard ? "failed" : "silent");
}

void TechnicianStick::woken() {
    if (m_watch)
        look();
}

void TechnicianStick::end(const std::string& word) {
    stop_watching();
    if (!m_visit.technician)
        return;
    const auto stick = std::exchange(m_visit.technician->stick, std::nullopt);
    if (stick)
        m_tools.note(std::string("stick_") + to_text(stick->errand), word);
    m_visit.touched_ms = m_clock.mono_ms(); // who waited for it has time to read
    if (stick && m_told)
        return std::exchange(m_told, nullptr)(word);
    if (stick && is_done(stick->errand, word))
        return m_tools.tell(std::string("technician.stick_") + to_text(stick->errand) + "_" + word);
    m_tools.tell(sentence_of(word));
}

void TechnicianStick::stop_watching() {
    if (!m_watch)
        return;
    m_window.unwatch(m_watch->fd());
    m_watch.reset();
}

int64_t TechnicianStick::deadline_ms() const {
    if (!m_visit.technician || !m_visit.technician->stick)
        return std::numeric_limits<int64_t>::max();
    const TechnicianVisit::Stick& stick = *m_visit.technician->stick;
    return stick.since_ms + (stick.heard ? done_within_ms : heard_within_ms);
}

} // namespace accanto::app
