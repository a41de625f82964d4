#include "kiosk/app/technician_mentors.h"

#include "content/library/letters.h"
#include "kiosk/app/box_keys.h"
#include "kiosk/app/technician_slip.h"
#include "kiosk/app/technician_tools.h"
#include "kiosk/point/mentor_care.h"
#include "kiosk/point/pin.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace accanto::app {

namespace {

using Mentor = TechnicianVisit::Mentor;
using May = Mentor::May;

// Who has left stands behind those who come.
std::vector<Mentor> read_mentors(store::Store& store) {
    std::vector<Mentor> out;
    store.read([&] {
        out.clear();
        for (const point::Mentor& one : point::mentors(store))
            out.push_back({point::is_barred(store, one.id) ? May::not_sign_in
                           : one.locked                    ? May::wait
                                                           : May::sign_in,
                           one.id, one.name});
    });
    std::stable_partition(out.begin(), out.end(),
                          [](const Mentor& one) { return one.may != May::not_sign_in; });
    return out;
}

struct Given {
    point::NameFault fault = point::NameFault::none;
    std::string id;
};

// To whom `mentor` is, or to a new one.
Given give_pin(store::Store& store, const Mentor& mentor, const std::string& pin) {
    Given out{point::NameFault::none, mentor.id};
    if (!mentor.id.empty())
        point::change_pin(store, mentor.name, pin);
    else if (out.fault = point::name_fault(store, mentor.name); out.fault == point::NameFault::none)
        out.id = point::add_mentor(store, mentor.name, pin).id;
    if (out.fault == point::NameFault::none) // whoever has left meanwhile
        point::note_technician(store, mentor.id.empty() ? "mentor_added" : "mentor_pin", out.id);
    return out;
}

const char* sentence_of(point::NameFault fault) {
    return fault == point::NameFault::taken ? "technician.mentor_taken" : "technician.mentor_bad_name";
}

} // namespace

TechnicianMentors::TechnicianMentors(const Stage& stage, TechnicianTools& tools)
    : Flow(stage), m_tools(tools) {}

void TechnicianMentors::to_list() {
    put_pin_away();
    TechnicianVisit& t = *m_visit.technician;
    t.mentor = {};
    t.mentors.reset();
    m_visit.trail = {ScreenId::technician};
    m_visit.screen = ScreenId::technician_mentors;
    m_visit.page = 0;
    m_visit.shown_ms = m_clock.mono_ms();
    m_dirty = true;
    m_store.run(read_mentors, [this, visit = m_visit.id](store::Outcome<std::vector<Mentor>> read) {
        if (m_visit.id != visit)
            return;
        m_dirty = true;
        if (!read)
            return m_tools.tell("technician.needs_store");
        m_visit.technician->mentors = std::move(read.value);
    });
}

void TechnicianMentors::put_pin_away() {
    TechnicianVisit& t = *m_visit.technician;
    const bool was_shown = !t.made_pin.empty();
    t.forget_pin();
    if (!was_shown)
        return;
    m_ui.forget();
    m_papers.cancel_all(); // a slip that comes out later would lie there for anybody
}

void TechnicianMentors::care(const CareForMentor& wish) {
    if (!m_visit.technician || !m_visit.technician->inside || !m_visit.busy.empty())
        return;
    m_visit.technician->said.clear();
    switch (wish.wish) {
    case MentorWish::add:
        m_visit.technician->mentor = {};
        m_visit.keyboard.begin_anew();
        m_visit.keyboard.shift = true; // each word of a name begins large
        return go_to(ScreenId::technician_mentor_name);
    case MentorWish::open:
        return open(wish.id);
    case MentorWish::use_name:
        return use_name();
    case MentorWish::new_pin:
        return go_to(ScreenId::technician_mentor_pin);
    case MentorWish::make_pin:
        m_visit.technician->made_pin = point::make_pin();
        return keep_pin(m_visit.technician->made_pin);
    case MentorWish::print_pin:
        return print_pin();
    case MentorWish::end_pin:
        return to_list_with("technician.mentor_ready");
    case MentorWish::ask_away:
        return go_to(ScreenId::technician_mentor_away);
    case MentorWish::take_away:
        return let(false);
    case MentorWish::let_in:
        return let(true);
    }
}

void TechnicianMentors::to_list_with(const std::string& key) {
    const std::string name = m_visit.technician->mentor.name;
    to_list();
    m_tools.tell(key, {{"name", name}});
}

void TechnicianMentors::open(const std::string& id) {
    TechnicianVisit& t = *m_visit.technician;
    if (!t.mentors)
        return;
    const auto who =
        std::find_if(t.mentors->begin(), t.mentors->end(), [&](const Mentor& one) { return one.id == id; });
    if (who == t.mentors->end())
        return;
    t.mentor = *who;
    go_to(ScreenId::technician_mentor);
}

void TechnicianMentors::use_name() {
    TechnicianVisit& t = *m_visit.technician;
    t.mentor.name = std::string(content::trimmed(t.mentor.name));
    if (t.mentor.name.empty())
        return;
    m_visit.busy = "mentor.use_name";
    m_store.run([name = t.mentor.name](store::Store& store) { return point::name_fault(store, name); },
                [this, visit = m_visit.id](const store::Outcome<point::NameFault>& fault) {
                    if (m_visit.id != visit)
                        return;
                    m_visit.busy.clear();
                    m_dirty = true;
                    if (!fault)
                        return m_tools.tell("technician.needs_store");
                    if (*fault.value != point::NameFault::none)
                        return m_tools.tell(sentence_of(*fault.value));
                    go_to(ScreenId::technician_mentor_pin);
                });
}

void TechnicianMentors::choose_pin() {
    if (std::string pin = m_tools.chosen_pin(); !pin.empty())
        keep_pin(std::move(pin));
}

void TechnicianMentors::keep_pin(std::string pin) {
    TechnicianVisit& t = *m_visit.technician;
    m_visit.busy = t.made_pin.empty() ? "technician.enter" : "mentor.make_pin";
    m_store.run(
        [mentor = t.mentor, pin = std::move(pin)](store::Store& store) mutable {
            const Given given = give_pin(store, mentor, pin);
            content::wipe_text(pin);
            return given;
        },
        [this, visit = m_visit.id](const store::Outcome<Given>& given) {
            if (m_visit.id != visit)
                return;
            m_visit.busy.clear();
            m_dirty = true;
            if (given)
                return pin_kept(given.value->fault, given.value->id);
            spdlog::error("a mentor's PIN is not kept: {}", given.message);
            put_pin_away();
            m_tools.tell("technician.mentor_not_kept");
        });
}

void TechnicianMentors::pin_kept(point::NameFault fault, const std::string& id) {
    TechnicianVisit& t = *m_visit.technician;
    if (fault != point::NameFault::none) { // somebody was added meanwhile, by the command
        put_pin_away();
        go_back();
        return m_tools.tell(sentence_of(fault));
    }
    if (t.made_pin.empty())
        return to_list_with("technician.mentor_ready");
    t.mentor.id = id;
    go_to(ScreenId::technician_mentor_made);
}

void TechnicianMentors::let(bool sign_in) {
    const Mentor mentor = m_visit.technician->mentor;
    m_visit.busy = sign_in ? "mentor.let_in" : "mentor.take_away";
    m_store.run(
        [name = mentor.name, sign_in](store::Store& store) {
            sign_in ? point::unlock_mentor(store, name) : point::bar_mentor(store, name);
        },
        [this, visit = m_visit.id, id = mentor.id, sign_in](const store::Outcome<std::monostate>& done) {
            if (m_visit.id != visit)
                return;
            m_visit.busy.clear();
            m_dirty = true;
            if (!done) {
                spdlog::error("a mentor's lock is not kept: {}", done.message);
                if (m_visit.screen ==
                    ScreenId::technician_mentor_away) // a question has no place for an answer
                    go_back();
                return m_tools.tell("technician.mentor_not_kept");
            }
            m_tools.note(sign_in ? "mentor_unlocked" : "mentor_locked", id);
            to_list_with(sign_in ? "technician.mentor_ready" : "technician.mentor_is_away");
        });
}

void TechnicianMentors::print_pin() {
    if (m_visit.screen == ScreenId::technician_mentor_made)
        m_papers.print(
            draw_mentor_slip(m_ui, m_words, m_settings, m_visit.language, m_visit.technician->made_pin),
            mentor_slip_name);
}

bool TechnicianMentors::back() {
    if (!m_visit.technician)
        return false;
    TechnicianVisit& t = *m_visit.technician;
    switch (m_visit.screen) {
    case ScreenId::technician_mentors:
        t.said.clear();
        return false;
    case ScreenId::technician_mentor_made:
        care({MentorWish::end_pin});
        return true;
    case ScreenId::technician_mentor_pin: {
        t.said.clear();
        const bool again = !t.first_pin.empty();
        put_pin_away();
        m_dirty = true;
        return again; // to the first time
    }
    case ScreenId::technician_mentor_name:
    case ScreenId::technician_mentor:
    case ScreenId::technician_mentor_away:
        t.said.clear();
        return false;
    default:
        return false;
    }
}

bool TechnicianMentors::type(const ui::KeyResult& key) {
    using What = ui::KeyResult::What;
    if (m_visit.screen != ScreenId::technician_mentor_name || !m_visit.technician)
        return false;
    m_visit.touched_ms = m_clock.mono_ms();
    m_dirty = true;
    if (!m_visit.busy.empty())
        return true;
    std::string& name = m_visit.technician->mentor.name;
    if (key.what == What::text)
        content::add_typable(key.text, name), m_visit.keyboard.shift = key.text == " ";
    else
        press_box_key(key, name, m_visit, m_languages);
    return true;
}

} // namespace accanto::app
