// The proof that nobody is stranded: every state of a practice that touches can lead to is visited, and from
// each the right answers must lead to the end.

#include "content/library/check.h"
#include "content/library/check_parts.h"
#include "content/library/lesson.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

namespace accanto::content {

namespace {

constexpr size_t most_states = 20000;

struct Ways {
    const Tutorial& tutorial;
    const std::string language;
    std::vector<Problem>& problems;
    // What tells states apart beside what is typed and checked: lists of which it matters what was picked, not only
    // whether it is right; "@" and screens of which it matters whether they were seen. Those that a goal or an
    // element's `when` asks for.
    std::set<std::string> matters;

    void find_what_matters() {
        auto look = [&](const std::vector<Condition>& conditions) {
            for (const Condition& condition : conditions)
                if (condition.kind == ConditionKind::picked || condition.kind == ConditionKind::unpicked)
                    matters.insert(condition.id.substr(0, condition.id.find('/')));
                else if (condition.kind == ConditionKind::visited)
                    matters.insert("@" + condition.id);
        };
        for (const Step& step : tutorial.steps)
            look(step.goal);
        for (const Screen& screen : tutorial.screens)
            for (const Element& element : screen.elements)
                look(element.when);
    }

    void fault(int line, std::string message) {
        problems.push_back({tutorial.file, line, "", "dead-end", std::move(message)});
    }

    // What makes two states different for the way ahead.
    std::string name_of(const PracticeState& state) const {
        std::string name = state.screen + "|";
        for (const auto& [field, text] : state.fields)
            name += is_satisfied(tutorial, state, field) ? field + "," : text.empty() ? "" : field + "?,";
        name += "|";
        for (const std::string& box : state.checked)
            name += box + ",";
        name += "|" + state.dialog + "|";
        for (const auto& [list, item] : state.picked)
            name += list + (matters.contains(list) ? "/" + item : is_satisfied(tutorial, state, list) ? "" : "?") + ",";
        name += "|";
        for (const std::string& screen : state.visited)
            name += matters.contains("@" + screen) ? screen + "," : "";
        name += "|";
        for (const std::string& behind : state.trail)
            name += behind + ",";
        return name;
    }

    std::string example(const Element& field) const {
        const Text* text = tutorial.text(language, field.example);
        return text ? text->text : "";
    }

    static bool forbidden(const Step& step, const std::string& part) {
        return std::any_of(step.wrong.begin(), step.wrong.end(),
                           [&](const WrongAnswer& wrong) { return !wrong.when && wrong.element == part; });
    }

    // Everything one touch, or one field filled well or emptied, can make of a state.
    std::vector<PracticeState> after(const Step& step, const PracticeState& from) const {
        std::vector<PracticeState> out;
        for (const Part& part : parts_now(tutorial, from)) {
            const Element& element = *part.element;
            if (element.kind == ElementKind::field)
                for (const std::string& text : {example(element), std::string("?"), std::string()}) {
                    out.push_back(from);
                    write(tutorial, out.back(), element.id, text);
                }
            else if (element.kind != ElementKind::keypad && !forbidden(step, part.id)) {
                out.push_back(from);
                touch(tutorial, out.back(), part.id);
            }
        }
        return out;
    }

    // Follows the glow. True when it reaches the goal within as many moves as there are things to do, and
    // some more.
    bool leads_to_goal(const Step& step, PracticeState state) const {
        for (int moves = 0; moves < 200; ++moves) {
            if (holds(tutorial, state, step.goal))
                return true;
            auto target = next_on_the_way(tutorial, state, step.goal, wrong_parts(step));
            if (!target)
                return false;
            const Element* control = tutorial.control(*target);
            if (control && control->kind == ElementKind::field)
                write(tutorial, state, control->id, example(*control));
            else
                touch(tutorial, state, *target);
        }
        return false;
    }

    void free_try(const Step& step) {
        PracticeState start = fresh_state(tutorial, step.screen);
        std::set<std::string> seen = {name_of(start)};
        std::deque<PracticeState> open = {start};
        while (!open.empty()) {
            PracticeState state = std::move(open.front());
            open.pop_front();
            if (!leads_to_goal(step, state))
                return fault(step.line,
                             fmt::format("step \"{}\": from screen \"{}\" no right answer leads to the goal",
                                         step.id, state.screen));
            if (holds(tutorial, state, step.goal))
                continue; // done: nothing can be touched any more
            for (PracticeState& next : after(step, state))
                if (seen.insert(name_of(next)).second)
                    open.push_back(std::move(next));
            if (seen.size() > most_states)
                return fault(
                    step.line,
                    fmt::format(
                        "step \"{}\" has more than {} states; make it smaller, so that it can be proved",
                        step.id, most_states));
        }
    }

    // All steps with right answers, each after every wrong touch its screen offers.
    void walk() {
        Lesson lesson(tutorial);
        TutorialWords words(tutorial, language, language);
        for (int moves = 0; !lesson.at_end() && moves < 2000; ++moves) {
            const Step& step = lesson.step();
            if (step.kind == StepKind::tap)
                touch_all_but(lesson, step.targets);
            else if (step.kind == StepKind::type)
                touch_all_but(lesson, {step.field});
            while (!lesson.can_go_next() && moves++ < 2000) {
                PracticeState before = lesson.state();
                lesson.show_me(words);
                if (!lesson.can_go_next() && name_of(before) == name_of(lesson.state()))
                    return fault(
                        step.line,
                        fmt::format("step \"{}\" cannot be finished: the right answer changes nothing",
                                    step.id));
            }
            lesson.next();
        }
        if (!lesson.at_end())
            fault(lesson.step().line, fmt::format("step \"{}\" is never left", lesson.step().id));
    }

    void touch_all_but(Lesson& lesson, const std::vector<std::string>& right) {
        for (const Part& part : parts_now(tutorial, lesson.state()))
            if (std::find(right.begin(), right.end(), part.id) == right.end())
                lesson.tap(part.id);
    }
};

} // namespace

std::vector<Problem> check_ways(const Tutorial& tutorial) {
    std::vector<Problem> problems;
    if (tutorial.words.empty())
        return problems;
    std::string language = tutorial.words.contains("en") ? "en" : tutorial.words.begin()->first;
    Ways ways{tutorial, language, problems, {}};
    ways.find_what_matters();
    for (const Step& step : tutorial.steps)
        if (step.kind == StepKind::free_try)
            ways.free_try(step);
    if (problems.empty())
        ways.walk();
    return problems;
}

} // namespace accanto::content
