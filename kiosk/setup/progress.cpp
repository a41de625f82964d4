#include "kiosk/setup/progress.h"

#include "content/base/file.h"
#include "kiosk/setup/setup.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace accanto::setup {

namespace {

constexpr std::array names = {"language",   "upright",  "join",     "hub",    "code",   "stick",  "name",
                              "id",         "letter",   "official", "days",   "opens",  "closes", "pause",
                              "pause_from", "pause_to", "pin",      "card",   "height", "touch",  "sound",
                              "printer",    "queue",    "paper",    "clock",  "place",  "date",   "time",
                              "contents",   "overview", "power",    "ticket", "verdict"};
static_assert(names.size() == size_t(Step::verdict) + 1);

constexpr std::array ways = {"code", "stick", "offline", "as_it_is"};
static_assert(ways.size() == size_t(Way::as_it_is) + 1);

Way way_from(std::string_view text) {
    const auto found = std::find(ways.begin(), ways.end(), text);
    return found == ways.end() ? Way::offline : Way(found - ways.begin());
}

std::filesystem::path progress_file(const std::filesystem::path& state) {
    return state / "provisioning.progress.json";
}

// The way through the days of the week: as often as there are days with other hours.
Step next_of_hours(Step step, const Answers& answers) {
    switch (step) {
    case Step::opens:
        return Step::closes;
    case Step::closes:
        return Step::pause;
    case Step::pause:
        return answers.has_pause ? Step::pause_from : Step::days;
    case Step::pause_from:
        return Step::pause_to;
    default:
        return Step::days;
    }
}

Progress progress_of(const nlohmann::json& tree) {
    Progress out;
    out.open = tree.value("open", false);
    out.step = step_from(tree.value("step", "")).value_or(Step::language);
    out.way = way_from(tree.value("way", ""));
    out.changing = step_from(tree.value("changing", ""));
    out.language = tree.value("language", "");
    out.asked_boot = tree.value("asked_boot", "");
    out.spent_file = tree.value("spent_file", "");
    out.trials = doctor::findings_from(tree.value("trials", nlohmann::json::array()).dump())
                     .value_or(std::vector<doctor::Finding>());
    return out;
}

} // namespace

const char* to_text(Step step) {
    return names[size_t(step)];
}

std::optional<Step> step_from(std::string_view text) {
    const auto found = std::find(names.begin(), names.end(), text);
    return found == names.end() ? std::nullopt : std::optional(Step(found - names.begin()));
}

Step next_step(Step step, const Answers& answers) {
    switch (step) {
    case Step::join:
        return answers.way == Way::code      ? Step::hub
               : answers.way == Way::stick   ? Step::stick
               : answers.way == Way::offline ? Step::name
                                             : Step::official;
    case Step::code:
        return Step::name;
    case Step::stick:
        return Step::official;
    // The hub has said which point it is.
    case Step::name:
        return answers.way == Way::code ? Step::letter : Step::id;
    case Step::days:
        return answers.sets_times ? Step::opens : answers.has_pin ? Step::card : Step::pin;
    case Step::opens:
    case Step::closes:
    case Step::pause:
    case Step::pause_from:
    case Step::pause_to:
        return next_of_hours(step, answers);
    case Step::touch:
        return answers.has_voice ? Step::sound : Step::printer;
    case Step::printer:
        return answers.printer == "none"   ? Step::clock
               : answers.printer == "cups" ? Step::queue
                                           : Step::paper;
    case Step::clock:
        return answers.sets_clock ? Step::place : Step::contents;
    case Step::place:
        return answers.sets_clock ? Step::date : Step::contents;
    case Step::verdict:
        return Step::verdict;
    default:
        return Step(int(step) + 1);
    }
}

Place place_of(Step step) {
    static constexpr std::array stations = {
        Step::language, Step::upright,  Step::join,   Step::name,   Step::letter, Step::official, Step::days,
        Step::pin,      Step::card,     Step::height, Step::touch,  Step::sound,  Step::printer,  Step::clock,
        Step::contents, Step::overview, Step::power,  Step::ticket, Step::verdict};
    const auto passed =
        std::count_if(stations.begin(), stations.end(), [&](Step one) { return one <= step; });
    return {int(passed), int(stations.size())};
}

bool is_of_change(Step changed, Step step) {
    static constexpr std::pair<Step, Step> last[] = {{Step::join, Step::letter},   {Step::name, Step::id},
                                                     {Step::days, Step::pause_to}, {Step::card, Step::height},
                                                     {Step::printer, Step::paper}, {Step::clock, Step::time}};
    for (const auto& [from, to] : last)
        if (from == changed)
            return step >= from && step <= to;
    return step == changed;
}

void Progress::note(doctor::Finding trial) {
    std::erase_if(trials, [&](const doctor::Finding& one) { return one.check == trial.check; });
    trials.push_back(std::move(trial));
}

Progress progress(const std::filesystem::path& state) {
    const auto tree = nlohmann::json::parse(read_file(progress_file(state)).value_or(""), nullptr, false);
    if (!tree.is_object())
        return {};
    try {
        return progress_of(tree);
    } catch (const nlohmann::json::exception&) {
        return {}; // somebody changed it: the questions are asked again, and what was decided is in the draft
    }
}

void keep(const std::filesystem::path& state, const Progress& progress) {
    const nlohmann::ordered_json tree = {
        {"open", progress.open},
        {"step", to_text(progress.step)},
        {"way", ways[size_t(progress.way)]},
        {"changing", progress.changing ? to_text(*progress.changing) : ""},
        {"language", progress.language},
        {"asked_boot", progress.asked_boot},
        {"spent_file", progress.spent_file},
        {"trials", nlohmann::ordered_json::parse(doctor::to_json(progress.trials))}};
    write_file_durably(progress_file(state), tree.dump(2) + "\n", 0640);
}

doctor::Finding tried_well(const std::string& what) {
    return {"tried_" + what, doctor::Light::green, "setup.tried_well", {}, {}};
}

doctor::Finding tried_badly(const std::string& what, content::Arguments arguments) {
    return {"tried_" + what, doctor::Light::amber, "setup.open_" + what, std::move(arguments), {}};
}

doctor::Finding tried_without_loudspeaker() {
    return {"tried_sound", doctor::Light::amber, "setup.open_loudspeaker", {}, {}};
}

std::vector<doctor::Finding> told_once(std::vector<doctor::Finding> looked_at,
                                       std::vector<doctor::Finding> tried) {
    const auto find = [](std::vector<doctor::Finding>& in, std::string_view key, std::string_view check) {
        return std::find_if(in.begin(), in.end(),
                            [&](const doctor::Finding& one) { return one.key == key && one.check == check; });
    };
    const auto no_panel = find(looked_at, "doctor.touch_none", "touch");
    const auto felt = find(tried, "setup.tried_well", "tried_touch");
    if (no_panel != looked_at.end() && felt != tried.end()) {
        *no_panel = {"touch", doctor::Light::amber, "setup.open_pointer", {}, {}};
        tried.erase(felt);
    }
    if (find(looked_at, "doctor.sound_none", "sound") != looked_at.end())
        std::erase_if(tried, [](const doctor::Finding& one) { return one.check == "tried_sound" && one.light != doctor::Light::green; });
    looked_at.insert(looked_at.end(), tried.begin(), tried.end());
    return looked_at;
}

bool begins_with_setup(const Settings& settings) {
    if (const Progress so_far = progress(settings.state);
        so_far.open && so_far.step >= Step::power && !so_far.asked_boot.empty())
        return true;
    return settings.point.id == Settings().point.id && !provisioned(settings.state);
}

} // namespace accanto::setup
