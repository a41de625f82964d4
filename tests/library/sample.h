#pragma once
// A small tutorial that uses every kind of step, and ways to spoil it.

#include "content/library/check.h"
#include "content/library/lesson.h"
#include "content/library/library.h"
#include "content/library/tutorial.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

namespace accanto::content::sample {

inline const std::string structure = R"(id = "sample"
topic = "email"
picture = "email"
minutes = 5
authors = ["The tests"]
licence = "EUPL-1.2"
verified_on = 2026-01-01
review_by = 2028-01-01

[[competence]]
framework = "DigComp"
version = "2.2"
code = "2.1"

[[step]]
id = "intro"
kind = "read"
picture = "email"

[[step]]
id = "pick"
kind = "choose"
hints = 1
option = [{ id = "bad" }, { id = "good", right = true }]

[[step]]
id = "open"
kind = "tap"
screen = "home"
targets = ["go"]
hints = 2
wrong = [{ name = "other", element = "other" }]

[[step]]
id = "name"
kind = "type"
screen = "form"
field = "name"
hints = 3
wrong = [{ name = "empty", when = "empty" }, { name = "digits", when = "only_digits" }, { name = "send", element = "send" }]

[[step]]
id = "tick"
kind = "tap"
screen = "form"
targets = ["agree"]
hints = 1

[[step]]
id = "send"
kind = "tap"
screen = "form"
targets = ["send"]
hints = 1

[[step]]
id = "try"
kind = "free_try"
screen = "home"
hints = 1
goal = ["screen:end", "valid:name", "checked:agree"]
wrong = [{ name = "other", element = "other" }]

[[screen]]
id = "home"
title = "screen.home"

  [[screen.element]]
  kind = "button"
  id = "go"
  rect = [0.05, 0.20, 0.90, 0.12]
  label = "label.go"
  action = "go:form"

  [[screen.element]]
  kind = "button"
  id = "other"
  rect = [0.05, 0.40, 0.90, 0.12]
  label = "label.other"

[[screen]]
id = "form"
title = "screen.form"

  [[screen.element]]
  kind = "field"
  id = "name"
  rect = [0.05, 0.10, 0.90, 0.16]
  label = "label.name"
  rule = "min_length:3"
  example = "example.name"

  [[screen.element]]
  kind = "check_box"
  id = "agree"
  rect = [0.05, 0.30, 0.90, 0.12]
  label = "label.agree"

  [[screen.element]]
  kind = "message"
  id = "missing"
  rect = [0.05, 0.50, 0.90, 0.12]
  label = "message.missing"

  [[screen.element]]
  kind = "link"
  id = "back"
  rect = [0.05, 0.66, 0.90, 0.12]
  label = "label.back"
  action = "back"

  [[screen.element]]
  kind = "button"
  id = "send"
  rect = [0.05, 0.82, 0.90, 0.12]
  label = "label.send"
  action = "submit:end"
  needs = ["name", "agree"]
  message = "missing"

[[screen]]
id = "end"
title = "screen.end"

  [[screen.element]]
  kind = "text"
  id = "hello"
  rect = [0.05, 0.10, 0.90, 0.12]
  label = "label.hello"
)";

inline const std::string english = R"([tutorial]
title = "A sample"
summary = "A small one."
[step.intro]
title = "Hello"
body = "Read this."
[step.pick]
title = "Which one?"
body = "Touch it."
hint = ["The second."]
[step.pick.option]
bad = "This"
good = "That"
[step.pick.because]
bad = "No, not this."
good = "Yes, that."
[step.open]
title = "Open it"
body = "Touch “Go”."
hint = ["Look up.", "It is dark."]
[step.open.wrong]
other = "That is the other one."
[step.name]
title = "Your name"
body = "Write it."
hint = ["One.", "Two.", "Three."]
[step.name.wrong]
empty = "It is empty."
digits = "Those are numbers."
send = "Write first."
[step.tick]
title = "Agree"
body = "Touch the square."
hint = ["It is small."]
[step.send]
title = "Send"
body = "Touch “Send”."
hint = ["It is below."]
[step.try]
title = "All of it"
body = "Do it all."
hint = ["Begin with “Go”."]
[step.try.wrong]
other = "Still the other one."
[screen]
home = "Home"
form = "Form"
end = "End"
[label]
go = "Go"
other = "Other"
name = "Name"
agree = "I agree"
back = "Back"
send = "Send"
hello = "Hello {field:name}"
[message]
missing = "Write and touch."
[example]
name = "Maria"
)";

// `text` with its one occurrence of `from` replaced; the test fails when there is none or another.
inline std::string changed(std::string text, const std::string& from, const std::string& to) {
    size_t at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, from);
    REQUIRE_MESSAGE(text.find(from, at + 1) == std::string::npos, from);
    return text.replace(at, from.size(), to);
}

inline int line_of(const std::string& text, const std::string& part) {
    size_t at = text.find(part);
    REQUIRE(at != std::string::npos);
    return 1 + int(std::count(text.begin(), text.begin() + long(at), '\n'));
}

inline std::shared_ptr<const Tutorial> read(const std::string& toml, const std::string& words,
                                            std::vector<Problem>& problems) {
    return read_tutorial({"sample", "tutorials/sample/tutorial.toml", toml, {{"en", words}}}, "", problems);
}

inline std::shared_ptr<const Tutorial> good() {
    std::vector<Problem> problems;
    auto tutorial = read(structure, english, problems);
    for (const Problem& problem : problems)
        MESSAGE(to_text(problem));
    REQUIRE(tutorial);
    REQUIRE(problems.empty());
    return tutorial;
}

inline const Problem* find(const std::vector<Problem>& problems, const std::string& rule) {
    for (const Problem& problem : problems)
        if (problem.rule == rule)
            return &problem;
    return nullptr;
}

// A folder that is gone with the test.
class TempFolder {
public:
    TempFolder() {
        std::random_device random;
        m_path = std::filesystem::temp_directory_path() /
                 ("accanto-library-" + std::to_string(random()) + std::to_string(random()));
        std::filesystem::create_directories(m_path);
    }
    ~TempFolder() { std::filesystem::remove_all(m_path); }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    const std::filesystem::path& path() const { return m_path; }
    void put(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((m_path / name).parent_path());
        std::ofstream(m_path / name, std::ios::binary) << text;
    }

private:
    std::filesystem::path m_path;
};

} // namespace accanto::content::sample
