#include "content/base/clock.h"
#include "content/base/file.h"
#include "content/base/spelling.h"
#include "content/library/table_reader.h"
#include "content/library/topics.h"
#include "deploy/accanto/content_look.h"

#include <fmt/format.h>

namespace accanto::tool {

namespace {

namespace fs = std::filesystem;

// One of each step that nearly every tutorial has, on two small screens: enough to see how they fit together,
// and little enough to replace.
constexpr std::string_view structure =
    R"(# What this is about, in a sentence. The words are in <language>.toml beside this file; how to write both is in
# content/tutorials/README.md.

id = "@ID@"
topic = "@TOPIC@"
picture = "@PICTURE@"
minutes = 5                     # as long as a beginner takes
needs = []                      # what people must have with them: "phone", "email", "document"
authors = ["Your name"]
licence = "EUPL-1.2"
verified_on = @TODAY@        # the day you made sure that all of it is so
review_by = @REVIEW@          # the day somebody has to look again

[[competence]]                  # what is learned: an area and a competence of DigComp
framework = "DigComp"
version = "2.2"
code = "5.2"

# ------------------------------------------------------------------------------------------------ steps

[[step]]
id = "what_is"
kind = "read"
picture = "@PICTURE@"

[[step]]
id = "start"
kind = "tap"
screen = "home"
targets = ["begin"]
hints = 1

[[step]]
id = "name"
kind = "type"
screen = "form"
field = "name"
hints = 1
wrong = [{ name = "empty", when = "empty" }]

[[step]]
id = "send"
kind = "tap"
screen = "form"
targets = ["send"]
hints = 1

[[step]]
id = "try"
kind = "free_try"               # the whole of it: first with help, then alone
screen = "home"
goal = ["screen:end", "valid:name"]
hints = 1

# ---------------------------------------------------------------------------------------------- screens
# rect = [start, top, width, height] in fractions of the telephone. To touch: at least 0.15 wide and 0.1 high.

[[screen]]
id = "home"
title = "screen.home"

  [[screen.element]]
  kind = "bar"
  id = "top"
  rect = [0, 0, 1, 0.12]
  label = "label.top"

  [[screen.element]]
  kind = "button"
  id = "begin"
  rect = [0.1, 0.4, 0.8, 0.14]
  label = "label.begin"
  style = "primary"
  action = "go:form"

[[screen]]
id = "form"
title = "screen.form"

  [[screen.element]]
  kind = "bar"
  id = "top"
  rect = [0, 0, 1, 0.12]
  label = "label.top"

  [[screen.element]]
  kind = "field"
  id = "name"
  rect = [0.05, 0.2, 0.9, 0.18]
  label = "label.name"
  rule = "min_length:2"
  example = "example.name"

  [[screen.element]]
  kind = "message"
  id = "missing"
  rect = [0.05, 0.44, 0.9, 0.16]
  label = "message.missing"

  [[screen.element]]
  kind = "button"
  id = "send"
  rect = [0.1, 0.7, 0.8, 0.14]
  label = "label.send"
  style = "primary"
  action = "submit:end"
  needs = ["name"]
  message = "missing"

[[screen]]
id = "end"
title = "screen.end"

  [[screen.element]]
  kind = "text"
  id = "thanks"
  rect = [0.05, 0.3, 0.9, 0.2]
  label = "label.thanks"
)";

constexpr std::string_view english =
    R"(# Words in English. Replace each text: one idea a sentence, at most 15 words, two sentences a text.

[tutorial]
title = "A new tutorial"
summary = "Write here what people will be able to do."

[step.what_is]
title = "What is it?"
body = "Say here what it is, and what it is good for."

[step.start]
title = "Begin"
body = "Touch “Begin”."
hint = ["It is the large button."]

[step.name]
title = "Write your name"
body = "Touch the box and write your name."
hint = ["Any name will do. It is only for practice."]
[step.name.wrong]
empty = "The box is still empty."

[step.send]
title = "Send it"
body = "Touch “Send”."
hint = ["It is below the box."]

[step.try]
title = "Now all of it"
body = "Write your name and send it."
hint = ["Begin with “Begin”."]

[screen]
home = "The first page"
form = "The page with a box"
end = "The last page"

[label]
top = "Practice"
begin = "Begin"
name = "Your name"
send = "Send"
thanks = "Thank you, {field:name}"

[message]
missing = "Write your name first."

[example]
name = "Maria"
)";

std::string filled(std::string_view form, const std::vector<std::pair<std::string, std::string>>& values) {
    std::string text(form);
    for (const auto& [mark, value] : values)
        for (size_t at = text.find(mark); at != std::string::npos; at = text.find(mark))
            text.replace(at, mark.size(), value);
    return text;
}

int refuse(const std::string& why) {
    fmt::print(stderr, "{}\n", why);
    return 1;
}

int unknown_topic(const std::string& topic, const content::Topics& topics) {
    std::vector<std::string_view> known;
    for (const content::Topic& one : topics.topics)
        known.push_back(one.code);
    std::string_view near = nearest_word(topic, known);
    return refuse(fmt::format("--topic {}: there is no such topic{}; known: {}", printable(topic),
                              near.empty() ? "" : fmt::format(" (did you mean {}?)", near),
                              fmt::join(known, ", ")));
}

} // namespace

int new_tutorial(const NewRequest& request) {
    const fs::path data = request.data.empty() ? data_dir() : fs::path(request.data);
    if (!content::is_id(request.id))
        return refuse(
            fmt::format("{}: a tutorial is named with small letters, digits, _ and -, at most 40 of them",
                        printable(request.id)));
    const content::Topics topics = content::load_topics(data / "content" / "topics" / "topics.toml");
    const content::Topic* topic = topics.find(request.topic);
    if (!topic)
        return unknown_topic(request.topic, topics);
    const fs::path folder = data / "content" / "tutorials" / request.id;
    if (fs::exists(folder))
        return refuse(folder.string() + ": it is there already; nothing was changed");
    const std::string today = local_date(SystemClock().wall_ms(), "");
    fs::create_directories(folder);
    write_new_file(folder / "tutorial.toml", filled(structure, {{"@ID@", request.id},
                                                                {"@TOPIC@", topic->code},
                                                                {"@PICTURE@", topic->picture},
                                                                {"@TODAY@", today},
                                                                {"@REVIEW@", *days_after(today, 365)}}));
    write_new_file(folder / "en.toml", english);
    fmt::print(
        "{}: a small tutorial that works. What to do next:\n"
        "  1. accanto content preview {}                  opens it in the kiosk's window, and again at every save\n"
        "  2. Replace its steps and screens in tutorial.toml, and its words in en.toml "
        "(content/tutorials/README.md says how).\n"
        "  3. accanto content check {} --language en      names file and line of what is left to mend\n"
        "  4. Copy en.toml to es.toml, ca.toml, ... and translate.\n"
        "  5. accanto content check {}                    asks for all languages; --language en --language es for some\n"
        "  6. Pack and publish it (content/README.md, \"Publish\").\n",
        folder.string(), request.id, request.id, request.id);
    return 0;
}

} // namespace accanto::tool
