// The shortest way from a state of the practice to its goal: what glows, what "show me" does, and the proof
// that no tutorial leaves anybody stranded.

#include "content/library/practice.h"
#include "content/library/tutorial.h"

#include <algorithm>
#include <deque>

namespace accanto::content {

namespace {

struct Way {
    const Tutorial& tutorial;
    const PracticeState& state;
    const std::set<std::string>& avoid;

    // Where one may be: a screen, and the dialog that stands open on it.
    struct Place {
        std::string screen, dialog;
        auto operator<=>(const Place&) const = default;
    };

    // Everything to touch in a place, hidden or not: what hides it can be mended.
    std::vector<Part> parts_in(const Place& place) const {
        std::vector<Part> out;
        if (const Screen* screen = tutorial.screen(place.screen))
            for (const Element& element : screen->elements)
                if ((element.kind == ElementKind::dialog) == !place.dialog.empty() &&
                    (place.dialog.empty() || element.id == place.dialog))
                    for (Part& part : parts(element))
                        if (!avoid.contains(part.id))
                            out.push_back(std::move(part));
        return out;
    }

    // The screen that `back` leads to: known for this screen and for those behind it.
    std::string behind(const std::string& screen) const {
        if (screen == state.screen)
            return state.trail.empty() ? "" : state.trail.back();
        auto it = std::find(state.trail.begin(), state.trail.end(), screen);
        return it == state.trail.end() || it == state.trail.begin() ? "" : *(it - 1);
    }

    std::optional<Place> leads_to(const Part& part, const Place& from) const {
        const Action& action = part.action();
        switch (action.kind) {
        case ActionKind::go:
        case ActionKind::submit:
            return Place{action.to, ""};
        case ActionKind::open:
            return Place{from.screen, action.to};
        case ActionKind::close:
            return Place{from.screen, ""};
        case ActionKind::back: {
            std::string screen = behind(from.screen);
            return screen.empty() ? std::nullopt : std::optional(Place{screen, ""});
        }
        default:
            return std::nullopt;
        }
    }

    // What makes a condition true: the field to fill, the box or switch, the item to pick.
    bool makes(const Part& part, const Condition& want) const {
        const Element& element = *part.element;
        size_t slash = want.id.find('/');
        switch (want.kind) {
        case ConditionKind::screen:
        case ConditionKind::visited:
            return false; // a place, not a part
        case ConditionKind::unpicked: // another one of the same list
            return element.pick && element.id == want.id.substr(0, slash) && slash != std::string::npos &&
                   want.id.substr(slash + 1) != part.item->id;
        case ConditionKind::checked:
        case ConditionKind::unchecked:
            return part.action().kind == ActionKind::toggle && part.action().to == want.id;
        case ConditionKind::filled:
        case ConditionKind::valid:
            if (element.kind == ElementKind::field || element.kind == ElementKind::check_box ||
                element.kind == ElementKind::switch_)
                return element.id == want.id;
            return element.pick && element.id == want.id &&
                   (element.right.empty() || element.right == part.item->id);
        case ConditionKind::picked:
            return element.pick && element.id == want.id.substr(0, slash) &&
                   (slash == std::string::npos || want.id.substr(slash + 1) == part.item->id);
        }
        return false;
    }

    struct Found {
        Part first;  // the touch to begin with; `wanted` itself when it is here
        Part wanted; // what was looked for
    };

    // Breadth first from where we are to a place with a part that `wanted` says yes to; of several in one
    // place those that are there at this moment, then the uppermost.
    template <class Wanted>
    std::optional<Found> nearest(Wanted wanted) const {
        std::map<Place, std::optional<Part>> seen = {{Place{state.screen, state.dialog}, {}}}; // with the first touch
        std::deque<Place> open = {{state.screen, state.dialog}};
        while (!open.empty()) {
            Place place = open.front();
            open.pop_front();
            const std::optional<Part> first = seen.at(place);
            const std::vector<Part> all = parts_in(place);
            auto rank = [&](const Part& part) {
                return std::pair(!content::holds(tutorial, state, part.element->when), part.rect.y);
            };
            const Part* best = nullptr;
            for (const Part& part : all)
                if (wanted(part, place) && (!best || rank(part) < rank(*best)))
                    best = &part;
            if (best)
                return Found{first.value_or(*best), *best};
            for (const Part& part : all)
                if (auto next = leads_to(part, place); next && !seen.contains(*next)) {
                    seen[*next] = first ? first : std::optional(part);
                    open.push_back(*next);
                }
        }
        return std::nullopt;
    }

    // The first touch when nothing stands in the way; else what must be done before: what hides it or what it
    // leads to, what a submit needs. `asked` stops circles of things that need each other.
    std::optional<std::string> through(const Found& found, std::vector<std::string> asked) const {
        for (const Part* part : {&found.first, &found.wanted})
            for (const Condition& condition : part->element->when)
                if (!content::holds(tutorial, state, condition))
                    return towards(condition, std::move(asked));
        if (found.first.action().kind == ActionKind::submit)
            for (const std::string& need : found.first.element->needs)
                if (!is_satisfied(tutorial, state, need))
                    return towards({ConditionKind::valid, need}, std::move(asked));
        return found.first.id;
    }

    std::optional<std::string> towards(const Condition& want, std::vector<std::string> asked) const {
        if (std::find(asked.begin(), asked.end(), want.id) != asked.end())
            return std::nullopt;
        asked.push_back(want.id);
        auto found = nearest([&](const Part& part, const Place& place) {
            if (want.kind != ConditionKind::screen && want.kind != ConditionKind::visited)
                return makes(part, want);
            auto to = leads_to(part, place);
            return to && to->screen == want.id && place.screen != want.id;
        });
        return found ? through(*found, std::move(asked)) : std::nullopt;
    }
};

} // namespace

std::optional<std::string> next_on_the_way(const Tutorial& tutorial, const PracticeState& state,
                                           const std::vector<Condition>& goal, const std::set<std::string>& avoid) {
    Way way{tutorial, state, avoid};
    // A screen is where it ends: whatever else is wanted comes before.
    for (bool screens : {false, true})
        for (const Condition& condition : goal)
            if ((condition.kind == ConditionKind::screen) == screens && !holds(tutorial, state, condition))
                return way.towards(condition, {});
    return std::nullopt;
}

} // namespace accanto::content
