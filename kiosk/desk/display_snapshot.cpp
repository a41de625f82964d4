#include "kiosk/desk/snapshot.h"
#include "kiosk/desk/snapshot_parts.h"

#include "kiosk/point/people.h"
#include "kiosk/point/queue.h"

#include <algorithm>

namespace accanto::desk {

namespace {

// A display shows first names: what stands before the first space.
std::string first_name(const std::string& name) {
    return name.substr(0, name.find(' '));
}

std::string names_text(const std::vector<point::Present>& present, const std::string& language,
                       int64_t& count) {
    const std::string comma = content::is_right_to_left(language) ? "، " : ", ";
    std::string names;
    count = 0;
    for (const point::Present& person : present) {
        if (person.presence != point::Presence::on)
            continue;
        names += (names.empty() ? "" : comma) + first_name(person.mentor.name);
        ++count;
    }
    return names;
}

// In the place's language, and then in the one the person waits for, where they differ.
Json sounds_json(const Texts& texts, const Speaker& speaker, const std::string& language,
                 const point::Ticket& ticket) {
    std::vector<std::string> languages = {language};
    if (texts.is_known(ticket.language) && ticket.language != language)
        languages.push_back(ticket.language);
    Json sounds = Json::array();
    for (const std::string& one : languages)
        if (speaker.can_say(call_words(texts, one, ticket)))
            sounds.push_back("/spoken/" + ticket.id + "." + one + ".wav");
    return sounds;
}

Json serving_json(const Texts& texts, const Speaker& speaker, const std::string& language,
                  const point::Ticket& ticket) {
    const bool called = ticket.state == point::TicketState::called;
    return {{"id", ticket.id},
            {"label", ticket.label},
            {"desk", ticket.desk},
            {"calls", ticket.calls},
            {"called", called},
            {"topic", topic_json(texts, language, ticket.topic)},
            {"picture", "/pictures/" + point::ticket_picture(ticket.label) + ".svg"},
            {"sounds", called ? sounds_json(texts, speaker, language, ticket) : Json::array()}};
}

} // namespace

Spoken call_words(const Texts& texts, const std::string& language, const point::Ticket& ticket) {
    const content::Phrase words =
        texts.kiosk_speech(language, "turn.spoken", {{"label", ticket.label}, {"desk", ticket.desk}});
    return {words.text, words.language};
}

std::string display_snapshot(store::Store& store, const Settings& settings, const Texts& texts,
                             const Speaker& speaker, const std::string& language, const std::string& digest) {
    constexpr size_t most_shown = 12; // as many as a display can show to a whole room
    constexpr int just_called = 4;
    Json state;
    store.read([&] {
        const auto serving = point::now_serving(store, settings);
        Json shown = Json::array();
        for (size_t i = 0; i < std::min(serving.size(), most_shown); ++i)
            shown.push_back(serving_json(texts, speaker, language, serving[i]));
        const int64_t more = int64_t(serving.size()) - int64_t(shown.size());
        Json last = Json::array();
        for (const point::Ticket& ticket : point::last_called(store, settings, just_called))
            last.push_back({{"id", ticket.id}, {"label", ticket.label}, {"desk", ticket.desk}});
        int64_t here = 0;
        const std::string names = names_text(point::present(store), language, here);
        const auto waiting = int64_t(point::waiting(store, settings).size());
        state = {{"digest", digest},
                 {"time", clock_text(store.clock().wall_ms(), settings.point.time_zone)},
                 {"serving", std::move(shown)},
                 {"more", more > 0 ? texts.say(language, "display.and_more", {{"count", more}}) : ""},
                 {"last", std::move(last)},
                 {"waiting", texts.say(language, "display.waiting", {{"count", waiting}})},
                 {"mentors", here > 0
                                 ? texts.say(language, "display.mentors", {{"count", here}, {"names", names}})
                                 : texts.say(language, "display.no_mentor")}};
    });
    return dump(state);
}

} // namespace accanto::desk
