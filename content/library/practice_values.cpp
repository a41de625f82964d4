// What fields hold and take.

#include "content/library/letters.h"
#include "content/library/practice.h"
#include "content/library/tutorial.h"

#include <algorithm>

namespace accanto::content {

namespace {

bool is_email(std::string_view text) {
    size_t at = text.find('@');
    if (at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos)
        return false;
    std::string_view name = text.substr(0, at), place = text.substr(at + 1);
    auto tidy = [](std::string_view part) {
        return !part.empty() && part.front() != '.' && part.back() != '.' &&
               part.find("..") == std::string_view::npos &&
               std::none_of(part.begin(), part.end(), [](unsigned char c) { return c <= ' ' || c == 0x7f; });
    };
    return tidy(name) && tidy(place) && place.find('.') != std::string_view::npos;
}

bool is_address_name(std::string_view text) {
    auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return text.size() >= 3 && text.size() <= 30 && letter(text.front()) && letter(text.back()) &&
           text.find("..") == std::string_view::npos && std::all_of(text.begin(), text.end(), [&](char c) {
               return letter(c) || c == '.' || c == '_' || c == '-';
           });
}

bool fits(const TextCondition& condition, std::string_view value, const PracticeState& state) {
    std::string_view text = trimmed(value);
    switch (condition.is) {
    case TextIs::empty:
        return text.empty();
    case TextIs::has_space:
        return contains_ignoring_case(text, " ") || contains_ignoring_case(text, "\u00a0");
    case TextIs::has_at:
        return text.find('@') != std::string_view::npos;
    case TextIs::lacks_at:
        return text.find('@') == std::string_view::npos;
    case TextIs::shorter_than:
        return letter_count(text) < size_t(condition.number);
    case TextIs::only_digits:
        return !text.empty() && all_digits(text);
    case TextIs::other_letters:
        return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0x80; });
    case TextIs::same_as_field:
        return !text.empty() && same_ignoring_case(text, trimmed(state.value(condition.text)));
    case TextIs::containing:
        return contains_ignoring_case(text, condition.text);
    }
    return false;
}

} // namespace

std::string_view PracticeState::value(std::string_view field) const {
    for (const auto& [id, text] : fields)
        if (id == field)
            return text;
    return {};
}

void PracticeState::wipe() {
    for (auto& [id, text] : fields)
        wipe_text(text);
    *this = PracticeState();
}

bool accepts(const Element& field, std::string_view value, const PracticeState& state) {
    std::string_view text = trimmed(value);
    const Rule& rule = field.rule;
    switch (rule.kind) {
    case RuleKind::non_empty:
        return !text.empty();
    case RuleKind::email:
        return is_email(text);
    case RuleKind::address_name:
        return is_address_name(text);
    case RuleKind::min_length:
        return letter_count(text) >= size_t(rule.number);
    case RuleKind::digits:
        return !text.empty() && all_digits(text) &&
               (rule.number == 0 || letter_count(text) == size_t(rule.number));
    case RuleKind::same_as:
        return !text.empty() && text == trimmed(state.value(rule.text));
    case RuleKind::exact:
        return same_ignoring_case(text, rule.text);
    }
    return false;
}

bool is_satisfied(const Tutorial& tutorial, const PracticeState& state, std::string_view id) {
    const Element* control = tutorial.control(id);
    if (!control)
        return false;
    if (control->pick) {
        auto chosen = state.picked.find(control->id);
        return chosen != state.picked.end() && (control->right.empty() || control->right == chosen->second);
    }
    if (control->kind != ElementKind::field)
        return state.checked.contains(control->id);
    return accepts(*control, state.value(control->id), state) && !named_mistake(tutorial, state, control->id);
}

bool holds(const Tutorial& tutorial, const PracticeState& state, const Condition& condition) {
    switch (condition.kind) {
    case ConditionKind::screen:
        return state.screen == condition.id;
    case ConditionKind::filled:
        return !state.value(condition.id).empty();
    case ConditionKind::valid:
        return is_satisfied(tutorial, state, condition.id);
    case ConditionKind::checked:
        return state.checked.contains(condition.id);
    case ConditionKind::unchecked:
        return !state.checked.contains(condition.id);
    case ConditionKind::picked:
    case ConditionKind::unpicked: {
        size_t slash = condition.id.find('/');
        auto chosen = state.picked.find(condition.id.substr(0, slash));
        bool is_so = chosen != state.picked.end() &&
                     (slash == std::string::npos || chosen->second == std::string_view(condition.id).substr(slash + 1));
        return is_so == (condition.kind == ConditionKind::picked);
    }
    case ConditionKind::visited:
        return state.visited.contains(condition.id);
    }
    return false;
}

bool holds(const Tutorial& tutorial, const PracticeState& state, const std::vector<Condition>& conditions) {
    return std::all_of(conditions.begin(), conditions.end(),
                       [&](const Condition& condition) { return holds(tutorial, state, condition); });
}

const WrongAnswer* named_mistake(const Tutorial& tutorial, const PracticeState& state,
                                 std::string_view field) {
    for (const Step& step : tutorial.steps)
        if (step.kind == StepKind::type && step.field == field)
            for (const WrongAnswer& answer : step.wrong)
                if (answer.when && fits(*answer.when, state.value(field), state))
                    return &answer;
    return nullptr;
}

} // namespace accanto::content
