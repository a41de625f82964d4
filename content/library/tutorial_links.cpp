// What the parts of a tutorial say of each other: a name that leads nowhere is found here, and not by a
// citizen.

#include "content/library/tutorial_parts.h"

#include <set>

namespace accanto::content {

namespace {

struct Links {
    const Tutorial& tutorial;
    std::vector<Problem>& problems;

    void fault(int line, std::string rule, std::string message) {
        problems.push_back({tutorial.file, line, "", std::move(rule), std::move(message)});
    }

    bool has_part(const Screen& screen, const std::string& id) {
        for (const Element& element : screen.elements)
            for (const Part& part : parts(element))
                if (part.id == id)
                    return true;
        return false;
    }

    void screen_exists(const std::string& id, int line, const std::string& who) {
        if (!tutorial.screen(id))
            fault(line, "unknown-screen", fmt::format("{}: there is no screen \"{}\"", who, id));
    }

    void field_exists(const std::string& id, int line, const std::string& who) {
        const Element* control = tutorial.control(id);
        if (!control || control->kind != ElementKind::field)
            fault(line, "unknown-field", fmt::format("{}: there is no field \"{}\"", who, id));
    }

    void box_exists(const std::string& id, int line, const std::string& who) {
        const Element* control = tutorial.control(id);
        if (!control || (control->kind != ElementKind::check_box && control->kind != ElementKind::switch_))
            fault(line, "unknown-field", fmt::format("{}: there is no check box or switch \"{}\"", who, id));
    }

    void action(const Action& action, const Screen& screen, int line, const std::string& who) {
        if (action.kind == ActionKind::go || action.kind == ActionKind::submit)
            screen_exists(action.to, line, who);
        if (action.kind == ActionKind::toggle)
            box_exists(action.to, line, who);
        if (action.kind == ActionKind::open) {
            const Element* dialog = screen.find(action.to);
            if (!dialog || dialog->kind != ElementKind::dialog)
                fault(line, "unknown-dialog", fmt::format("{}: there is no dialog \"{}\" on this screen", who, action.to));
        }
    }

    void items(const Element& element, const std::string& who) {
        std::set<std::string> ids;
        for (const Item& item : element.items)
            if (!ids.insert(item.id).second)
                fault(element.line, "twice", fmt::format("{}: there are two items \"{}\"", who, item.id));
        if (!element.right.empty() && !ids.contains(element.right))
            fault(element.line, "unknown-target", fmt::format("{}: there is no item \"{}\"", who, element.right));
        if (element.kind == ElementKind::directions)
            for (const Item& item : element.items)
                if (item.action.kind != ActionKind::none)
                    fault(element.line, "unknown-action", fmt::format("{}: the way is read, not touched", who));
    }

    void element(const Screen& screen, const Element& element) {
        std::string who = fmt::format("screen \"{}\", \"{}\"", screen.id, element.id);
        action(element.action, screen, element.line, who);
        for (const Item& item : element.items)
            action(item.action, screen, element.line, who);
        items(element, who);
        for (const Condition& condition : element.when) {
            if (condition.kind == ConditionKind::screen)
                fault(element.line, "unknown-condition", fmt::format("{}: an element is on one screen only", who));
            else
                this->condition(condition, element.line, who);
        }
        if (!element.control.empty())
            box_exists(element.control, element.line, who);
        for (const std::string& need : element.needs)
            if (!tutorial.control(need))
                fault(element.line, "unknown-field",
                      fmt::format("{}: needs \"{}\", which is no field, no check box and no list to pick from", who, need));
        if (element.action.kind == ActionKind::submit && !element.needs.empty() && element.message.empty())
            fault(element.line, "missing",
                  fmt::format("{}: \"message\" is missing: what is shown when something is not filled in?",
                              who));
        if (!element.message.empty()) {
            const Element* message = screen.find(element.message);
            if (!message || message->kind != ElementKind::message)
                fault(element.line, "unknown-message",
                      fmt::format("{}: there is no message \"{}\" on this screen", who, element.message));
        }
        if (element.kind == ElementKind::keypad)
            field_exists(element.field, element.line, who);
        if (element.kind == ElementKind::field && element.rule.kind == RuleKind::same_as)
            field_exists(element.rule.text, element.line, who);
        bool wordless = element.kind == ElementKind::list || element.kind == ElementKind::tabs ||
                        element.kind == ElementKind::grid || element.kind == ElementKind::keypad ||
                        element.kind == ElementKind::directions ||
                        (element.kind == ElementKind::picture && parts(element).empty());
        if (element.label.empty() && !wordless)
            fault(element.line, "missing", fmt::format("{}: \"label\" is missing", who));
    }

    void screens() {
        std::set<std::string> ids;
        std::map<std::string, const Element*> controls;
        for (const Screen& screen : tutorial.screens) {
            if (!ids.insert(screen.id).second)
                fault(screen.line, "twice", fmt::format("there are two screens \"{}\"", screen.id));
            std::set<std::string> elements;
            for (const Element& element : screen.elements) {
                if (!elements.insert(element.id).second)
                    fault(element.line, "twice",
                          fmt::format("screen \"{}\" has two elements \"{}\"", screen.id, element.id));
                this->element(screen, element);
                same_control(controls, element);
            }
        }
    }

    // A field on two screens is one field: it must take the same things on both.
    void same_control(std::map<std::string, const Element*>& controls, const Element& element) {
        if (!is_control(element))
            return;
        auto [it, first] = controls.emplace(element.id, &element);
        const Element& other = *it->second;
        if (!first && (other.kind != element.kind || other.masked != element.masked ||
                       other.rule.kind != element.rule.kind || other.rule.number != element.rule.number ||
                       other.rule.text != element.rule.text || other.right != element.right || other.on != element.on))
            fault(element.line, "two-meanings",
                  fmt::format("\"{}\" is on two screens with different rules (line {}); give one another id",
                              element.id, other.line));
    }

    void step(const Step& step) {
        std::string who = fmt::format("step \"{}\"", step.id);
        const Screen* screen = step.screen.empty() ? nullptr : tutorial.screen(step.screen);
        if (!step.screen.empty())
            screen_exists(step.screen, step.line, who);
        if (screen)
            for (const std::string& target : step.targets)
                if (!has_part(*screen, target))
                    fault(step.line, "unknown-target",
                          fmt::format("{}: \"{}\" is nothing that can be touched on screen \"{}\"", who,
                                      target, step.screen));
        if (step.kind == StepKind::type && screen) {
            const Element* field = screen->find(step.field);
            if (!field || field->kind != ElementKind::field)
                fault(step.line, "unknown-field",
                      fmt::format("{}: screen \"{}\" has no field \"{}\"", who, step.screen, step.field));
        }
        for (const Condition& condition : step.goal)
            this->condition(condition, step.line, who);
        std::set<std::string> names;
        for (const WrongAnswer& wrong : step.wrong) {
            if (!names.insert(wrong.name).second)
                fault(wrong.line, "twice",
                      fmt::format("{}: there are two wrong answers \"{}\"", who, wrong.name));
            wrong_answer(wrong, step, screen, who);
        }
        std::set<std::string> answers;
        for (const Option& option : step.options)
            if (!answers.insert(option.id).second)
                fault(option.line, "twice", fmt::format("{}: there are two options \"{}\"", who, option.id));
        for (const Piece& piece : step.pieces)
            if (!answers.insert(piece.id).second)
                fault(piece.line, "twice", fmt::format("{}: there are two items \"{}\"", who, piece.id));
        for (const std::string& fact : step.facts)
            if (!tutorial.fact(fact))
                fault(step.line, "unknown-fact", fmt::format("{}: there is no [[fact]] \"{}\"", who, fact));
    }

    void condition(const Condition& condition, int line, const std::string& who) {
        switch (condition.kind) {
        case ConditionKind::screen: return screen_exists(condition.id, line, who);
        case ConditionKind::checked:
        case ConditionKind::unchecked: return box_exists(condition.id, line, who);
        case ConditionKind::filled: return field_exists(condition.id, line, who);
        case ConditionKind::valid:
            if (!tutorial.control(condition.id))
                fault(line, "unknown-field", fmt::format("{}: there is no field or list \"{}\"", who, condition.id));
            return;
        case ConditionKind::visited: return screen_exists(condition.id, line, who);
        case ConditionKind::picked:
        case ConditionKind::unpicked: {
            size_t slash = condition.id.find('/');
            const Element* list = tutorial.control(condition.id.substr(0, slash));
            bool item = slash == std::string::npos;
            if (list && list->pick && !item)
                item = std::any_of(list->items.begin(), list->items.end(),
                                   [&](const Item& one) { return one.id == condition.id.substr(slash + 1); });
            if (!list || !list->pick || !item)
                fault(line, "unknown-field", fmt::format("{}: \"{}\" is nothing that can be picked", who, condition.id));
        }
        }
    }

    void wrong_answer(const WrongAnswer& wrong, const Step& step, const Screen* screen,
                      const std::string& who) {
        if (!wrong.element.empty()) {
            bool somewhere = screen && has_part(*screen, wrong.element);
            if (step.kind == StepKind::free_try)
                for (const Screen& any : tutorial.screens)
                    somewhere = somewhere || has_part(any, wrong.element);
            if (!somewhere)
                fault(wrong.line, "unknown-target",
                      fmt::format("{}: wrong answer \"{}\": \"{}\" is nothing that can be touched there", who,
                                  wrong.name, wrong.element));
            for (const std::string& target : step.targets)
                if (target == wrong.element && wrong_never_comes(step, target))
                    fault(wrong.line, "right-and-wrong",
                          fmt::format("{}: \"{}\" is both the target and a wrong answer", who, target));
        }
        if (wrong.when && step.kind != StepKind::type)
            fault(wrong.line, "no-text-here",
                  fmt::format("{}: nothing is typed in this step, so \"when\" has no meaning", who));
        if (wrong.when && wrong.when->is == TextIs::same_as_field)
            field_exists(wrong.when->text, wrong.line, who);
    }

    // A target that submits can be touched too early; its wrong answer then says what is missing.
    bool wrong_never_comes(const Step& step, const std::string& target) {
        const Screen* screen = tutorial.screen(step.screen);
        const Element* element = screen ? screen->find(target) : nullptr;
        return !element || element->action.kind != ActionKind::submit;
    }
};

} // namespace

void check_links(const Tutorial& tutorial, std::vector<Problem>& problems) {
    Links links{tutorial, problems};
    links.screens();
    std::set<std::string> ids;
    for (const Step& step : tutorial.steps) {
        if (!ids.insert(step.id).second)
            links.fault(step.line, "twice", fmt::format("there are two steps \"{}\"", step.id));
        links.step(step);
    }
}

} // namespace accanto::content
