// What people and mentors said: services, skills, feedback; and what a point says of itself.
#include "sync/hub/figures_parts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace accanto::hub {

namespace {

constexpr size_t longest_description = 8192;

// The five areas of the instrument (content/skills), and what `areas` of an event may say of them.
constexpr std::array<const char*, 5> areas{"il", "cc", "dcc", "sf", "ps"};

void fact(Told& told, const char* what, std::string subject, const nlohmann::json& value) {
    told.out.facts.push_back(
        {what, std::move(subject), value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)});
}

} // namespace

void service_recorded(Told& told) {
    EventData& data = told.data;
    const std::string day = data.day("service_day"), language = data.added_code("language");
    std::vector<std::string> topics = data.added_codes("topics");
    std::sort(topics.begin(), topics.end());
    topics.erase(std::unique(topics.begin(), topics.end()), topics.end());
    const std::string of = fmt::format("{}", fmt::join(topics, " "));
    auto add = [&](const char* what, std::string detail) {
        told.out.figures.push_back({day, what, std::move(detail), 1, language, of, false});
    };
    add(figure::help, data.one_of("help", {"alone", "with", "for"}));
    add(figure::outcome, data.one_of("outcome", {"done", "partly", "not_done", "sent_elsewhere"}));
    add(figure::age, data.added_code("age_band"));
    add(figure::gender, data.added_code("gender"));
    add(figure::repeat, data.added_code("repeat_visitor"));
    for (const char* what : {figure::education, figure::occupation, figure::citizenship})
        add(what, data.added_code(what));
    for (const auto& [moment, field] : {std::pair("before_help", "confidence_before"), std::pair("after_help", "confidence_after")})
        if (auto sure = data.added_count(field, 1, 3))
            add(figure::confidence, fmt::format("{}/{}", moment, *sure));
}

// A first check is the baseline; one with a take-home code of an earlier one tells the change, and is not
// counted as a baseline. Where a question was left out the count is 0 because nobody answered: such a check is no level.
void skills_checked(Told& told) {
    EventData& data = told.data;
    const bool whole = data.added_codes("skipped").empty();
    const std::string language = data.added_code("language"), overall = data.code("overall"),
                      before = data.added_code("before_overall");
    auto add = [&](const char* what, std::string detail) {
        told.out.figures.push_back({told.day, what, std::move(detail), 1, language, "", false});
    };
    if (!whole)
        return;
    if (!before.empty())
        return add(figure::skills_change, before + ">" + overall);
    add(figure::skills, overall);
    auto levels = data.tree().find("areas");
    if (levels == data.tree().end() || !levels->is_object())
        return;
    EventData of_areas(*levels);
    for (const char* area : areas)
        if (std::string level = of_areas.added_code(area); !level.empty())
            add(figure::skills_area, std::string(area) + "/" + level);
    if (!of_areas.fault().empty())
        data.wrong("areas", "levels by area");
}

void feedback_given(Told& told) {
    const std::string language = told.data.added_code("language");
    if (auto face = told.data.added_count("face", 1, 3))
        told.out.figures.push_back({told.day, figure::face, std::to_string(*face), 1, language, "", false});
    for (const std::string& reason : told.data.added_codes("reasons"))
        told.out.figures.push_back({told.day, figure::reason, reason, 1, language, "", false});
}

void stars_given(Told& told) {
    const std::string language = told.data.added_code("language");
    if (auto stars = told.data.added_count("stars", 1, 5))
        told.out.figures.push_back({told.day, figure::stars, std::to_string(*stars), 1, language, "", false});
    told.out.figures.push_back(
        {told.day, figure::would_return, told.data.added_code("would_return"), 1, language, "", false});
}

void mentor_credential(Told& told) {
    fact(told, "mentor", told.data.code("mentor"),
         {{"credential", told.data.code("credential")}, {"since", told.data.added_code("since")}});
}

void point_described(Told& told) {
    EventData& data = told.data;
    if (data.tree().dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).size() >
        longest_description)
        return data.wrong("services", "short: a description has at most 8 KiB");
    fact(told, "point", "",
         {{"organisation", data.added_code("organisation")},
          {"organisation_kind", data.added_code("organisation_kind")},
          {"neighbourhood", data.added_code("neighbourhood")}});
}

void point_closed(Told& told) {
    fact(told, "doors", "", {{"open", false}, {"reason", told.data.added_code("reason")}, {"day", told.day}});
}
void point_opened(Told& told) {
    fact(told, "doors", "", {{"open", true}, {"reason", ""}, {"day", told.day}});
}

// The signed sheet itself stays an event; what a page says of it is small.
void kiosk_accepted(Told& told) {
    EventData& data = told.data;
    const std::string verdict = data.one_of("verdict", {"ready", "partly_ready", "needs_setup"});
    int64_t open = 0;
    if (const auto findings = data.tree().find("findings"); findings != data.tree().end() && findings->is_array())
        for (const auto& one : *findings)
            open += text_in(one, "light") != "green";
    fact(told, "accepted", data.code("kiosk"), {{"verdict", verdict}, {"day", told.day}, {"open", open}});
}

// What became of the hub's own orders (point_orders.h, erasing.h).
void order_taken(Told& told) {
    EventData& data = told.data;
    constexpr size_t longest_problem = 500;
    const std::string what = data.one_of("what", {"settings", "schedule"});
    fact(told, "order", data.code("kiosk") + "/" + what,
         {{"version", data.count("version", 1, int64_t(1) << 53)}, {"problem", text_in(data.tree(), "problem").substr(0, longest_problem)}});
}
void erasure_done(Told& told) {
    const std::string id = told.data.code("id");
    // In which life of its store: one that came back from a copy may not know of it.
    const auto life = told.data.tree().find("life");
    fact(told, "erasure", told.data.code("kiosk") + "/" + id,
         {{"day", told.day},
          {"life", life != told.data.tree().end() && life->is_number_unsigned() ? life->get<int64_t>() : 0}});
}

} // namespace accanto::hub
