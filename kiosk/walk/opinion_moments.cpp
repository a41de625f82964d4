// The moments of somebody who says how it was, or has something to say to the community.

#include "kiosk/walk/moments.h"

#include "kiosk/point/opinions.h"

namespace accanto::walk {

namespace {

using app::ScreenId;

class Maker : public MomentMaker {
public:
    using MomentMaker::MomentMaker;

    void farewell();
    void stars();
    void community();

private:
    static point::Ticket served(const std::string& label) {
        point::Ticket ticket;
        ticket.id = ticket.label = label;
        ticket.topic = "email";
        ticket.state = point::TicketState::done;
        return ticket;
    }
};

void Maker::farewell() {
    for (const bool has_ticket : {false, true}) {
        Moment& m = add(has_ticket ? "how was it, with a number" : "how was it", ScreenId::finished);
        m.visit.opinion.asked = true;
        if (has_ticket) {
            app::HeldTicket held;
            held.ticket = served("W888");
            m.visit.held = held;
        }
    }
    for (int face = 1; face <= point::most_faces; ++face) {
        Moment& m = add("face " + std::to_string(face), ScreenId::feedback);
        m.visit.opinion.asked = true;
        m.visit.opinion.face = face;
        m.visit.opinion.reasons = {face == point::most_faces ? "easy" : "hard"};
    }
    Moment& thanks = add("said how it was", ScreenId::finished);
    thanks.visit.opinion.asked = thanks.visit.opinion.told = true;
}

void Maker::stars() {
    for (const int count : {1, point::most_rateable}) {
        Moment& home = add("helped just now: " + std::to_string(count), ScreenId::home);
        Moment& which = add("of " + std::to_string(count), ScreenId::helped);
        for (int i = 0; i < count; ++i) {
            home.point.served.push_back(served("W88" + std::to_string(i)));
            which.point.served = home.point.served;
        }
    }
    for (const int stars : {0, 4}) {
        Moment& m = add(std::to_string(stars) + " stars", ScreenId::stars);
        m.visit.rating.emplace(app::Rating{"id", "W888", stars});
    }
    add("", ScreenId::would_return).visit.rating.emplace(app::Rating{"id", "W888", 5});
}

void Maker::community() {
    point::Offer offer;
    offer.courses.push_back({});
    add("nothing is coming", ScreenId::community);
    add("courses too", ScreenId::community).point.offer = std::make_shared<const point::Offer>(offer);
    add("", ScreenId::suggest);
    add("", ScreenId::join);
    const std::string words =
        m_language == "ar" ? "أريد دورة عن الهاتف في المساء لأنني أعمل في النهار"
                           : "I would like a course about the telephone in the evening, for I work all day";
    for (const int times : {0, 1, 3}) {
        Moment& m = add("words, " + std::to_string(times) + " times", ScreenId::suggest_words);
        for (int i = 0; i < times; ++i)
            m.visit.community.text += words + ". ";
        m.visit.keyboard.shift = times == 1;
        m.visit.keyboard.page = times == 3 ? ui::KeyPage::digits : ui::KeyPage::letters;
    }
    add("one long word", ScreenId::suggest_words).visit.community.text =
        std::string(app::most_suggestion_letters, 'w');
    for (const char* digits : {"", "934203882999999"})
        add(digits, ScreenId::community_contact).visit.community.digits = digits;
    for (const bool joins : {false, true})
        for (const bool number : {false, true}) {
            Moment& m = add(std::string(joins ? "joined" : "suggested") + (number ? ", with a number" : ""),
                            ScreenId::community_sent);
            m.visit.community.joins = joins;
            m.visit.community.with_number = number;
        }
}

} // namespace

std::vector<std::unique_ptr<Moment>> opinion_moments(const World& world, const std::string& language) {
    Maker maker(world, language);
    maker.farewell();
    maker.stars();
    maker.community();
    return maker.take();
}

} // namespace accanto::walk
