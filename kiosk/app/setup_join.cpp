// Setting up: how the kiosk comes to its point. A code is the connection's affair (sync/agent/wishes.h), a
// stick the machine's.
#include "kiosk/app/setting_up.h"

#include "content/base/file.h"
#include "kiosk/app/technician_stick.h"
#include "kiosk/app/technician_tools.h"
#include "kiosk/setup/setup.h"

#include <spdlog/spdlog.h>

namespace accanto::app {

namespace {

constexpr int64_t hub_patience_ms = 60'000;
constexpr int64_t clock_patience_ms = 10'000; // systemd begins at once

// Of what the connection said of a code; a word that is not known is a failure like another.
std::string sentence_of_enrolling(const std::string& word) {
    for (const char* known :
         {"code", "expired", "used", "other_point", "replaced", "many", "away", "address", "not_hub"})
        if (word == known)
            return "setup.enrol_" + word;
    return "technician.failed";
}

// It is the code that is wrong, and not the way to the hub: another one has to be typed.
bool is_of_code(const std::string& word) {
    return word == "code" || word == "expired" || word == "used" || word == "other_point" ||
           word == "replaced";
}

} // namespace

void SettingUp::choose_way(const std::string& answer) {
    SetupVisit& s = *m_visit.setup;
    s.answers.way = answer == "code"      ? setup::Way::code
                    : answer == "stick"   ? setup::Way::stick
                    : answer == "offline" ? setup::Way::offline
                                          : setup::Way::as_it_is;
    s.progress.way = s.answers.way;
    if (s.answers.way == setup::Way::offline)
        return with_draft([](setup::Setup& draft) { return draft.stay_offline(); }, [this] { go_on(); });
    go_on();
}

void SettingUp::ask_hub() {
    SetupVisit& s = *m_visit.setup;
    const store::EnrolWish wish{s.then.sync.hub, s.typed};
    m_visit.technician->said.clear();
    m_visit.busy = "setup.next";
    m_store.run([wish](store::Store& store) { return store::ask_to_enrol(store, wish); },
                [this, visit = m_visit.id](const store::Outcome<int64_t>& asked) {
                    if (m_visit.id != visit || !m_visit.setup)
                        return;
                    m_visit.busy.clear();
                    m_dirty = true;
                    if (!asked)
                        return m_tools.tell("setup.not_kept");
                    m_visit.setup->enrol_asked = *asked.value;
                    m_visit.setup->enrol_asked_ms = m_clock.mono_ms();
                });
}

// With each reading of the store while a code is being tried.
void SettingUp::hear_hub(const std::optional<store::EnrolAnswer>& answer) {
    if (!m_visit.setup || m_visit.setup->enrol_asked == 0 || !answer ||
        answer->asked < m_visit.setup->enrol_asked)
        return;
    SetupVisit& s = *m_visit.setup;
    s.enrol_asked = 0;
    m_visit.touched_ms = m_clock.mono_ms();
    m_tools.note("enrolled", answer->word);
    if (answer->word != "taken") {
        if (is_of_code(answer->word))
            s.typed.clear();
        return m_tools.tell(sentence_of_enrolling(answer->word));
    }
    with_draft([hub = s.then.sync.hub,
                point = answer->point](setup::Setup& draft) { return draft.take_place(hub, point); },
               [this, answer = *answer] {
                   go_on();
                   m_tools.tell("setup.enrolled", {{"point", answer.point}, {"key", answer.hub_key}});
               });
}

int64_t SettingUp::deadline_ms() const {
    if (m_visit.setup && m_visit.setup->clock_asked_ms > 0)
        return m_visit.setup->clock_asked_ms + clock_patience_ms;
    const bool waits = m_visit.setup && m_visit.setup->enrol_asked > 0;
    return waits ? m_visit.setup->enrol_asked_ms + hub_patience_ms : std::numeric_limits<int64_t>::max();
}

void SettingUp::give_up_waiting() {
    if (m_visit.setup->clock_asked_ms > 0)
        return end_clock("silent");
    m_visit.setup->enrol_asked = 0;
    m_tools.tell("technician.net_silent");
}

void SettingUp::file_brought(const std::string& word) {
    if (word == "nothing" || word == "several_files")
        return m_tools.tell(word == "nothing" ? "setup.file_none" : "setup.file_several");
    if (word != "ok")
        return m_tools.tell(TechnicianStick::sentence_of(word));
    if (m_visit.setup)
        take_file_of_stick();
}

// It is brought into a folder that forgets with the machine's next start: what counts is kept beside the
// store, until finish() deletes it.
void SettingUp::take_file_of_stick() {
    const auto spent = std::make_shared<std::string>();
    with_draft(
        [brought = store::stick_folder() / "setup.accanto", kept = m_settings.state / "provisioning.accanto",
         spent](setup::Setup& draft) -> setup::Refusal {
            const auto bytes = read_file(brought);
            std::error_code none;
            std::filesystem::remove(brought, none);
            if (!bytes)
                return {"gone", "what was brought from the stick is not there"};
            write_file_durably(kept, *bytes, 0600);
            setup::Refusal refused = draft.take_file(kept, "");
            if (!refused.empty())
                std::filesystem::remove(kept, none);
            *spent = to_hex(view(sha256(*bytes)));
            return refused;
        },
        [this, spent] {
            m_visit.setup->progress.spent_file = *spent;
            const Settings::Point& point = m_visit.setup->then.point;
            const content::Arguments whose = {{"point", point.name},
                                              {"letter", m_visit.setup->then.kiosk.letter}};
            go_on();
            m_tools.tell("setup.file_taken", whose);
        });
}

} // namespace accanto::app
