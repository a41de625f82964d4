#include "kiosk/app/technician_tools.h"

#include "content/library/letters.h"
#include "content/library/packs.h"
#include "kiosk/app/technician_slip.h"
#include "kiosk/point/pin.h"
#include "kiosk/point/spare_door.h"

#include <spdlog/spdlog.h>

namespace accanto::app {

namespace {

constexpr int voice_patience_ms = 30'000; // of who sets up or mends: longer than a citizen would wait

template <class Found>
bool is_ready(const std::future<Found>& look) {
    return look.valid() && look.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

} // namespace

TechnicianTools::~TechnicianTools() {
    if (m_examination.valid())
        m_examination.wait();
    if (m_spare_note.valid())
        m_spare_note.wait();
    if (m_contents_look.valid())
        m_contents_look.wait();
}

void TechnicianTools::tell(const std::string& key, content::Arguments arguments) {
    if (!m_visit.technician)
        return;
    m_visit.technician->said = key;
    m_visit.technician->said_of = std::move(arguments);
    m_dirty = true;
}

void TechnicianTools::note(const std::string& what, const std::string& result) {
    if (is_without_store())
        return note_without_store(what, result);
    m_store.post([what, result](store::Store& store) { point::note_technician(store, what, result); });
}

// One after the other, in the order in which things were done.
void TechnicianTools::note_without_store(const std::string& what, const std::string& result) {
    m_spare_note = std::async(std::launch::async, [this, before = std::move(m_spare_note),
                                                   state = m_settings.state, what, result]() mutable {
        if (before.valid())
            before.wait();
        point::note_at_spare_door(store::safe_places(state), m_clock, what, result);
    });
}

// Twice, because a PIN that was mistyped locks everybody out.
std::string TechnicianTools::chosen_pin() {
    TechnicianVisit& t = *m_visit.technician;
    try {
        point::check_pin(t.digits);
    } catch (const std::invalid_argument&) {
        tell("technician.bad_pin");
        return {};
    }
    t.said.clear();
    if (t.first_pin.empty()) {
        t.first_pin = std::exchange(t.digits, {});
        return {};
    }
    const bool same = t.digits == t.first_pin;
    content::wipe_text(t.first_pin);
    if (same)
        return std::exchange(t.digits, {});
    content::wipe_text(t.digits);
    tell("technician.not_same");
    return {};
}

void TechnicianTools::say_in(const std::string& language) {
    const content::Phrase phrase = m_words.speech(language, "attract.touch");
    m_speech.speak(phrase.text, phrase.language);
}

void TechnicianTools::print_test() {
    if (!m_visit.technician || !m_visit.technician->inside)
        return;
    const Settings& settings = m_visit.setup ? m_visit.setup->then : m_settings;
    m_papers.print(draw_technician_slip(m_ui, m_words, settings, m_visit.language, m_clock.wall_ms()),
                   "test");
}

void TechnicianTools::restart_screen() {
    if (!m_visit.technician || !m_visit.technician->inside)
        return;
    note("restarted");
    spdlog::info("a technician restarts the screen");
    m_moves.quit();
}

doctor::Surroundings TechnicianTools::surroundings(const Settings& settings) const {
    doctor::Surroundings here = doctor::surroundings(settings, m_clock);
    here.data = m_options.data;
    here.voice_helper = m_options.voice_helper;
    here.voice_patience_ms = voice_patience_ms;
    return here;
}

// On a thread of its own: voices and disks take seconds.
void TechnicianTools::look_at_everything() {
    if (!m_visit.technician || m_examination.valid())
        return;
    m_visit.technician->findings.reset();
    m_examination = std::async(std::launch::async, [this, settings = m_settings] {
        Examination out;
        out.findings = doctor::examine(surroundings(settings));
        try {
            out.night =
                doctor::last_night(*store::Store::open(settings.state, m_clock, store::OpenMode::read_only));
        } catch (const std::exception& e) {
            spdlog::error("the night's findings: {}", e.what()); // the findings say it too
        }
        m_moves.wake();
        return out;
    });
}

void TechnicianTools::look_at_contents() {
    if (m_contents_look.valid())
        return;
    m_contents_look = std::async(std::launch::async, [this, settings = m_settings] {
        std::pair<doctor::Finding, std::vector<TechnicianVisit::Pack>> out{
            doctor::check_contents(surroundings(settings)), {}};
        for (const content::InstalledPack& pack :
             content::installed_packs(content::installed_content(settings.state)).packs)
            out.second.push_back({pack.id, pack.record.current});
        m_moves.wake();
        return out;
    });
}

bool TechnicianTools::take_examinations() {
    const bool examined = is_ready(m_examination);
    if (examined) {
        Examination found = m_examination.get();
        if (m_visit.technician) {
            m_visit.technician->findings = std::move(found.findings);
            m_visit.technician->night = std::move(found.night);
        }
        m_dirty = true;
    }
    if (is_ready(m_contents_look)) {
        auto found = m_contents_look.get();
        if (m_visit.technician)
            std::tie(m_visit.technician->contents, m_visit.technician->packs) = std::move(found);
        m_dirty = true;
    }
    return examined;
}

} // namespace accanto::app
