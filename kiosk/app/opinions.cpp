#include "kiosk/app/opinions.h"

#include "kiosk/point/opinions.h"

#include <algorithm>

namespace accanto::app {

void Opinions::give_face(int face) {
    if (!m_visit.opinion.asked || m_visit.opinion.told)
        return;
    m_visit.opinion.face = face;
    go_to(ScreenId::feedback);
}

void Opinions::toggle_reason(const std::string& code) {
    std::vector<std::string>& reasons = m_visit.opinion.reasons;
    if (std::erase(reasons, code) == 0)
        reasons.push_back(code);
}

// The face counts also when the reasons are left open.
void Opinions::report_feedback() {
    Opinion& opinion = m_visit.opinion;
    if (!opinion.asked || opinion.told || opinion.face == 0)
        return;
    opinion.told = true;
    m_store.post([visit = opinion.visit, language = m_visit.language, face = opinion.face,
                  reasons = opinion.reasons](store::Store& store) {
        if (!visit->empty())
            point::give_feedback(store, {*visit, language, face, reasons});
    });
}

void Opinions::end_feedback() {
    report_feedback();
    m_visit.trail.clear();
    go_to(ScreenId::finished);
    m_visit.trail.clear();
}

void Opinions::help_is_over(const point::Ticket& ticket) {
    m_visit.rating.emplace(Rating{ticket.id, ticket.label});
}

void Opinions::show_rating() {
    m_visit.trail = {ScreenId::home};
    m_visit.screen = ScreenId::stars;
    m_visit.shown_ms = m_visit.touched_ms = m_clock.mono_ms();
    m_dirty = true;
}

void Opinions::rate(size_t index) {
    if (index >= m_point.served.size())
        return;
    help_is_over(m_point.served[index]);
    go_to(ScreenId::stars);
}

void Opinions::give_stars(int stars) {
    if (!m_visit.rating)
        return;
    m_visit.rating->stars = stars;
    go_to(ScreenId::would_return);
}

void Opinions::report_stars(const std::string& would_return) {
    if (!m_visit.rating)
        return;
    const Rating rating = *std::exchange(m_visit.rating, std::nullopt);
    if (rating.stars == 0)
        return;
    std::erase_if(m_point.served, [&](const point::Ticket& ticket) { return ticket.id == rating.ticket; });
    m_store.post(
        [visit = m_visit.id, language = m_visit.language, rating, would_return](store::Store& store) {
            point::give_stars(store, {*visit, language, rating.ticket, rating.stars, would_return});
        });
}

void Opinions::end_rating(const std::string& would_return) {
    const bool leaving = m_visit.rating && m_visit.rating->leaving;
    report_stars(would_return);
    m_visit.trail = {ScreenId::home};
    if (leaving)
        go_to(ScreenId::leave);
    else
        go_home();
}

// Of help that ended meanwhile, stars are asked for before the visit ends.
void Opinions::ask_finish() {
    const bool asks = m_visit.rating && m_visit.rating->stars == 0 && m_visit.screen != ScreenId::stars;
    if (asks)
        m_visit.rating->leaving = true;
    go_to(asks ? ScreenId::stars : ScreenId::leave);
}

} // namespace accanto::app
