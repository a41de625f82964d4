#include "tests/app/learn_visit.h"

#include "content/base/error.h"
#include "content/base/file.h"

#include <fmt/format.h>

namespace accanto::tests {

using content::StepKind;

namespace {

class Writer {
public:
    Writer(const content::Tutorial& tutorial, const std::string& language)
        : m_tutorial(tutorial), m_lesson(tutorial), m_words(content::words(tutorial, language, language)) {}

    std::string visit() {
        for (int moves = 0; !m_lesson.at_end(); ++moves) {
            if (moves > 500)
                throw Error(fmt::format("step {} of {} has no end", m_lesson.step().id, m_tutorial.id), 0);
            see(m_words.say(m_lesson.step().title).text);
            while (!m_lesson.can_go_next())
                move();
            add("tap @lesson.next");
            m_lesson.next();
        }
        return m_out;
    }

private:
    void add(const std::string& line) { m_out += line + "\n"; }

    void see(const std::string& words) {
        if (words.find('"') == std::string::npos)
            add(fmt::format("see \"{}\"", words));
    }

    void move() {
        const content::Step& step = m_lesson.step();
        if (step.kind == StepKind::choose) {
            for (const content::Option& option : step.options)
                if (option.right) {
                    add("tap @option." + option.id);
                    m_lesson.choose(option.id);
                }
            return;
        }
        std::optional<std::string> target = m_lesson.glowing_target();
        if (!target)
            target = content::next_on_the_way(m_tutorial, m_lesson.state(), step.goal);
        if (!target)
            throw Error(fmt::format("nothing to do in step {}", step.id), 0);
        const content::Element* field = m_tutorial.control(*target);
        if (field && field->kind == content::ElementKind::field)
            type(*field);
        else
            touch(*target);
    }

    void touch(const std::string& part) {
        add("tap @device." + part);
        m_lesson.tap(part);
    }

    void type(const content::Element& field) {
        if (m_lesson.state().focused != field.id)
            touch(field.id);
        std::string example = m_words.say(field.example).text;
        add(fmt::format("type \"{}\"", example));
        m_lesson.type_text(example);
        if (!m_lesson.can_go_next()) {
            add("tap @lesson.done_typing");
            m_lesson.accept_field();
        }
    }

    const content::Tutorial& m_tutorial;
    content::Lesson m_lesson;
    content::TutorialWords m_words;
    std::string m_out;
};

} // namespace

std::string learn_visit(const content::Tutorial& tutorial, const std::string& language) {
    std::shared_ptr<const content::Words> words = content::Words::load(data_dir() / "content" / "words", language);
    return fmt::format("see @language.{0} within 20s\n"
                       "tap @language.{0}\n"
                       "tap \"{1}\"\n"
                       "tap @learn.{2}\n"
                       "{3}"
                       "see \"{4}\"\n"
                       "see \"{5}\"\n"
                       "tap @done.home\n"
                       "see @home.learn\n"
                       "tap @bar.finish\n"
                       "tap @leave.yes\n"
                       "see @finished.start\n",
                       language, words->say(language, "home.learn").text, tutorial.id, Writer(tutorial, language).visit(),
                       words->say(language, "done.title").text, words->say(language, "done.alone").text);
}

} // namespace accanto::tests
