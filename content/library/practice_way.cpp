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

    // Screens one touch away, with the part to touch.
    struct Hop {
        std::string screen;
        Part part;
    };

    std::vector<Hop> hops(const Screen& screen, const std::string& behind) const {
        std::vector<Hop> out;
        for (const Element& element : screen.elements)
            for (const Part& part : parts(element)) {
                const Action& action = part.item ? part.item->action : element.action;
                if (action.kind == ActionKind::go || action.kind == ActionKind::submit)
                    out.push_back({action.screen, part});
                else if (action.kind == ActionKind::back && !behind.empty())
                    out.push_back({behind, part});
            }
        return out;
    }

    // The screen that `back` leads to: known for this screen and for those behind it.
    std::string behind(const std::string& screen) const {
        if (screen == state.screen)
            return state.trail.empty() ? "" : state.trail.back();
        auto it = std::find(state.trail.begin(), state.trail.end(), screen);
        return it == state.trail.end() || it == state.trail.begin() ? "" : *(it - 1);
    }

    struct Found {
        int distance = 0;
        std::optional<Hop> first; // nothing when we are there
    };

    // Breadth first from the current screen to one that `wanted` says yes to.
    template <class Wanted>
    std::optional<Found> nearest(Wanted wanted) const {
        std::map<std::string, Found> seen = {{state.screen, {0, std::nullopt}}};
        std::deque<std::string> open = {state.screen};
        while (!open.empty()) {
            std::string id = open.front();
            open.pop_front();
            const Screen* screen = tutorial.screen(id);
            if (!screen)
                continue;
            Found here = seen.at(id);
            if (wanted(*screen))
                return here;
            for (Hop& hop : hops(*screen, behind(id)))
                if (!seen.contains(hop.screen)) {
                    seen[hop.screen] = {here.distance + 1, here.first ? here.first : std::optional(hop)};
                    open.push_back(hop.screen);
                }
        }
        return std::nullopt;
    }

    bool shows(const Screen& screen, const std::string& control) const {
        const Element* element = screen.find(control);
        return element && (element->kind == ElementKind::field || element->kind == ElementKind::check_box);
    }

    // The part that mends a field or box: itself when it is here, else the touch that leads to it. `asked`
    // stops circles of submits that need each other.
    std::optional<std::string> to_control(const std::string& control, std::vector<std::string> asked) const {
        auto found = nearest([&](const Screen& screen) { return shows(screen, control); });
        if (!found)
            return std::nullopt;
        return found->first ? through(*found->first, std::move(asked)) : control;
    }

    // Touching a part that leads on: a submit wants what it needs first.
    std::optional<std::string> through(const Hop& hop, std::vector<std::string> asked) const {
        const Element& element = *hop.part.element;
        if (element.action.kind == ActionKind::submit)
            for (const std::string& need : element.needs)
                if (!is_satisfied(tutorial, state, need)) {
                    if (std::find(asked.begin(), asked.end(), need) != asked.end())
                        return std::nullopt;
                    asked.push_back(need);
                    return to_control(need, std::move(asked));
                }
        return hop.part.id;
    }

    bool holds(const Condition& condition) const {
        switch (condition.kind) {
        case ConditionKind::screen:
            return state.screen == condition.id;
        case ConditionKind::filled:
            return !state.value(condition.id).empty();
        case ConditionKind::valid:
        case ConditionKind::checked:
            return is_satisfied(tutorial, state, condition.id);
        }
        return false;
    }

    // Of the fields and boxes still to do, the one fewest touches away; on one screen, the upper one.
    std::optional<std::string> nearest_open_control(const std::vector<Condition>& goal, bool& any) const {
        auto is_open = [&](const Element& element) {
            return std::any_of(goal.begin(), goal.end(), [&](const Condition& condition) {
                return condition.kind != ConditionKind::screen && condition.id == element.id &&
                       !holds(condition);
            });
        };
        any = std::any_of(goal.begin(), goal.end(), [&](const Condition& condition) {
            return condition.kind != ConditionKind::screen && !holds(condition);
        });
        const Element* control = nullptr;
        auto found = nearest([&](const Screen& screen) {
            control = nullptr;
            for (const Element& element : screen.elements)
                if (shows(screen, element.id) && is_open(element) &&
                    (!control || element.rect.y < control->rect.y))
                    control = &element;
            return control != nullptr;
        });
        if (!found)
            return std::nullopt;
        return found->first ? through(*found->first, {}) : control->id;
    }
};

} // namespace

bool holds(const Tutorial& tutorial, const PracticeState& state, const std::vector<Condition>& goal) {
    Way way{tutorial, state};
    return std::all_of(goal.begin(), goal.end(),
                       [&](const Condition& condition) { return way.holds(condition); });
}

std::optional<std::string> next_on_the_way(const Tutorial& tutorial, const PracticeState& state,
                                           const std::vector<Condition>& goal) {
    Way way{tutorial, state};
    bool any = false;
    auto control = way.nearest_open_control(goal, any);
    if (any)
        return control;
    for (const Condition& condition : goal)
        if (condition.kind == ConditionKind::screen && !way.holds(condition)) {
            auto found = way.nearest([&](const Screen& screen) { return screen.id == condition.id; });
            return found && found->first ? way.through(*found->first, {}) : std::nullopt;
        }
    return std::nullopt;
}

} // namespace accanto::content
