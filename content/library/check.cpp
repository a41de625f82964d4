#include "content/library/check.h"

#include "content/library/check_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace accanto::content {

namespace {

struct Structure {
    const Tutorial& tutorial;
    const CheckOptions& options;
    std::vector<Problem>& problems;

    void fault(int line, std::string rule, std::string message) {
        problems.push_back({tutorial.file, line, "", std::move(rule), std::move(message)});
    }

    void pictures() {
        for (const PictureUse& use : pictures_of(tutorial))
            if (!options.pictures.empty() && !options.pictures.contains(use.name))
                fault(use.line, "unknown-picture", fmt::format("there is no picture \"{}\" in assets", use.name));
    }

    void fact(const Fact& fact) {
        bool used = std::any_of(tutorial.steps.begin(), tutorial.steps.end(), [&](const Step& step) {
            return std::find(step.facts.begin(), step.facts.end(), fact.id) != step.facts.end();
        });
        if (!used)
            fault(fact.line, "unused-fact", fmt::format("no step says that it states the fact \"{}\"", fact.id));
        if (!options.today.empty() && options.today > fact.review_by)
            fault(fact.line, "expired",
                  fmt::format("fact \"{}\": review_by was {}; look at it again and set new days", fact.id, fact.review_by));
        if (fact.verified_on > fact.review_by)
            fault(fact.line, "expired",
                  fmt::format("fact \"{}\": review_by ({}) comes before verified_on ({})", fact.id, fact.review_by,
                              fact.verified_on));
        if (!fact.source.url.starts_with("https://"))
            fault(fact.line, "source", fmt::format("fact \"{}\": url = \"{}\" is no https address", fact.id, fact.source.url));
    }

    void head() {
        if (!options.topics.empty() && !options.topics.contains(tutorial.topic))
            fault(0, "unknown-topic", fmt::format("topic \"{}\" is not in content/topics", tutorial.topic));
        for (const Fact& fact : tutorial.facts)
            this->fact(fact);
        if (!options.today.empty() && options.today > tutorial.review_by)
            fault(0, "expired",
                  fmt::format("review_by was {}; look at its facts again and set new days",
                              tutorial.review_by));
        if (tutorial.verified_on > tutorial.review_by)
            fault(0, "expired",
                  fmt::format("review_by ({}) comes before verified_on ({})", tutorial.review_by,
                              tutorial.verified_on));
        if (tutorial.authors.empty())
            fault(0, "missing", "\"authors\" is missing: who wrote this?");
        if (tutorial.competences.empty())
            fault(0, "missing", "[[competence]] is missing: what is learned here?");
    }

    void steps() {
        bool practised = false;
        for (const Step& step : tutorial.steps) {
            if ((step.kind == StepKind::read || step.kind == StepKind::ask_mentor) && step.picture.empty())
                fault(step.line, "missing-picture", fmt::format("step \"{}\" is read and has no picture", step.id));
            if (step.kind != StepKind::read && step.kind != StepKind::ask_mentor && step.hints.empty())
                fault(step.line, "missing-hints",
                      fmt::format("step \"{}\" has no hint; write one to three", step.id));
            practised = practised || step.kind == StepKind::free_try;
        }
        if (!practised && !tutorial.screens.empty())
            fault(0, "no-free-try", "there are practice screens, but no step of the kind free_try");
    }

    // The screen a guided step ends on when it is done as it should be.
    std::string ends_on(const Step& step) {
        if (step.kind != StepKind::tap)
            return step.screen;
        for (const Element& element : tutorial.screen(step.screen)->elements)
            for (const Part& part : parts(element))
                if (part.id == step.targets.front()) {
                    const Action& action = part.item ? part.item->action : element.action;
                    bool leads = action.kind == ActionKind::go || action.kind == ActionKind::submit;
                    return leads ? action.to : step.screen;
                }
        return step.screen;
    }

    // Between two practice steps the telephone must not turn to another page by itself.
    void jumps() {
        std::string screen;
        for (const Step& step : tutorial.steps) {
            if (step.screen.empty())
                continue;
            if (step.kind == StepKind::free_try) {
                screen.clear();
                continue;
            }
            if (!screen.empty() && screen != step.screen)
                fault(step.line, "screen-jump",
                      fmt::format("step \"{}\" is on screen \"{}\", but the step before ends on \"{}\"; "
                                  "nobody touched anything between",
                                  step.id, step.screen, screen));
            screen = ends_on(step);
        }
    }

    void unused() {
        std::set<std::string> used;
        std::vector<std::string> open;
        for (const Step& step : tutorial.steps)
            open.push_back(step.screen);
        while (!open.empty()) {
            std::string id = open.back();
            open.pop_back();
            const Screen* screen = tutorial.screen(id);
            if (!screen || !used.insert(id).second)
                continue;
            for (const Element& element : screen->elements) {
                open.push_back(element.action.to);
                for (const Item& item : element.items)
                    open.push_back(item.action.to);
            }
        }
        for (const Screen& screen : tutorial.screens)
            if (!used.contains(screen.id))
                fault(screen.line, "unused-screen", fmt::format("nothing leads to screen \"{}\"", screen.id));
    }
};

} // namespace

std::vector<KeyUse> keys_of(const Tutorial& tutorial) {
    std::vector<KeyUse> out;
    out.push_back({"tutorial.title", TextUse::title});
    out.push_back({"tutorial.summary", TextUse::summary});
    for (const std::string& key : feedback_keys())
        out.push_back({key, TextUse::explanation, nullptr, nullptr, true});
    for (const Step& step : tutorial.steps) {
        out.push_back({step.title, TextUse::title});
        out.push_back({step.body, TextUse::body});
        for (const std::string& hint : step.hints)
            out.push_back({hint, TextUse::hint});
        for (const WrongAnswer& wrong : step.wrong)
            out.push_back({wrong.explanation, TextUse::explanation});
        for (const Option& option : step.options) {
            out.push_back({option.label, TextUse::option});
            out.push_back({option.explanation, TextUse::explanation});
        }
        for (const Piece& piece : step.pieces) {
            out.push_back({piece.label, TextUse::option});
            if (!piece.partner.empty())
                out.push_back({piece.partner, TextUse::option});
            out.push_back({piece.explanation, TextUse::explanation});
        }
    }
    for (const Screen& screen : tutorial.screens) {
        out.push_back({screen.title, TextUse::label, nullptr, &screen});
        for (const Element& element : screen.elements) {
            if (!element.label.empty())
                out.push_back({element.label,
                               element.kind == ElementKind::message ? TextUse::message : TextUse::label,
                               &element, &screen});
            if (!element.example.empty())
                out.push_back({element.example, TextUse::example, &element, &screen});
            if (!element.detail.empty())
                out.push_back({element.detail, TextUse::message, &element, &screen});
            for (const Item& item : element.items) {
                out.push_back({item.label, TextUse::label, &element, &screen});
                if (!item.detail.empty())
                    out.push_back({item.detail, TextUse::label, &element, &screen});
            }
        }
    }
    return out;
}

std::string words_file_of(const Tutorial& tutorial, const std::string& language) {
    return (std::filesystem::path(tutorial.file).parent_path() / (language + ".toml")).string();
}

std::vector<Problem> check(const Tutorial& tutorial, const CheckOptions& options) {
    std::vector<Problem> problems;
    Structure structure{tutorial, options, problems};
    structure.head();
    structure.pictures();
    structure.steps();
    structure.jumps();
    structure.unused();
    check_screens(tutorial, problems);
    check_texts(tutorial, options, problems);
    check_labels(tutorial, options.languages, problems);
    for (Problem& problem : check_ways(tutorial))
        problems.push_back(std::move(problem));
    sort_problems(problems);
    return problems;
}

std::vector<Problem> check_variants(const std::vector<std::shared_ptr<const Tutorial>>& variants,
                                    const CheckOptions& options) {
    std::vector<Problem> problems;
    for (const auto& variant : variants)
        for (Problem& problem : check(*variant, options))
            problems.push_back(std::move(problem));
    check_unknown_words(variants, options, problems);
    sort_problems(problems);
    problems.erase(std::unique(problems.begin(), problems.end()), problems.end());
    return problems;
}

std::string to_text(const Problem& problem) {
    std::string where = problem.line > 0 ? fmt::format("{}:{}", problem.file, problem.line) : problem.file;
    std::string language = problem.language.empty() ? "" : problem.language + ": ";
    return fmt::format("{}: {}{}: {}", where, language, problem.rule, problem.message);
}

void sort_problems(std::vector<Problem>& problems) {
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.file, a.line, a.rule, a.message) < std::tie(b.file, b.line, b.rule, b.message);
    });
}

} // namespace accanto::content
