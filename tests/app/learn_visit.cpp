#include "tests/app/learn_visit.h"

#include "content/base/error.h"
#include "content/base/file.h"

#include <fmt/format.h>

namespace accanto::tests {

using content::StepKind;

namespace {

class Writer {
public:
    Writer(const content::Tutorial& tutorial, const std::string& language, bool mistakes)
        : m_tutorial(tutorial), m_lesson(tutorial), m_words(content::words(tutorial, language, language)), m_language(language),
          m_mistakes(mistakes) {}

    std::vector<Move> moves() {
        for (int moves = 0; !m_lesson.at_end(); ++moves) {
            if (moves > 500)
                throw Error(fmt::format("step {} of {} has no end", m_lesson.step().id, m_tutorial.id), 0);
            see(m_words.say(m_lesson.step().title).text);
            if (m_mistakes && m_lesson.phase() == content::Phase::guided)
                mistakes(m_lesson.step());
            while (!m_lesson.can_go_next())
                move();
            add("tap @lesson.next", word("lesson.next"));
            m_lesson.next();
        }
        return std::move(m_out);
    }

private:
    void add(const std::string& line, const std::string& heard = {}) { m_out.push_back({line, heard}); }

    void see(const std::string& words) {
        if (words.find('"') == std::string::npos)
            add(fmt::format("see \"{}\"", words));
    }

    std::string word(const std::string& key, const content::Arguments& arguments = {}) const {
        return m_interface->speech(m_language, key, arguments).text;
    }

    // What a part of the practice says of itself: "list/item" is the item of a list.
    std::string heard(const std::string& part) const {
        const size_t slash = part.find('/');
        const content::Element* element = m_lesson.screen()->find(part.substr(0, slash));
        if (!element)
            return {};
        if (slash == std::string::npos)
            return m_words.speech(element->label).text;
        for (const content::Item& item : element->items)
            if (item.id == part.substr(slash + 1))
                return m_words.speech(item.label).text + (item.detail.empty() ? "" : ", " + m_words.speech(item.detail).text);
        return {};
    }

    void move() {
        const content::Step& step = m_lesson.step();
        if (!step.options.empty())
            return answer(step);
        if (!step.pieces.empty())
            return place(step);
        std::optional<std::string> target = m_lesson.glowing_target();
        if (!target)
            target = content::next_on_the_way(m_tutorial, m_lesson.state(), step.goal, content::wrong_parts(step));
        if (!target)
            throw Error(fmt::format("nothing to do in step {}", step.id), 0);
        const content::Element* field = m_tutorial.control(*target);
        if (field && field->kind == content::ElementKind::field)
            type(*field);
        else
            touch(*target);
    }

    // Everything wrong that can be touched before the right thing, each explained in its own words.
    void mistakes(const content::Step& step) {
        for (const content::WrongAnswer& wrong : step.wrong) {
            auto now = content::parts_now(m_tutorial, m_lesson.state());
            bool is_here = !wrong.when && std::any_of(now.begin(), now.end(), [&](const content::Part& part) { return part.id == wrong.element; });
            if (!is_here)
                continue;
            touch(wrong.element);
            see(m_words.say(wrong.explanation).text);
        }
        for (const content::Option& option : step.options)
            if (!option.right && step.kind == StepKind::choose) {
                add("tap @option." + option.id);
                m_lesson.choose(option.id);
                see(m_words.say(option.explanation).text);
            }
    }

    void answer(const content::Step& step) {
        for (const content::Option& option : step.options)
            if (option.right || step.own) {
                add("tap @option." + option.id, m_words.speech(option.label).text);
                m_lesson.choose(option.id);
            }
        if (step.kind == StepKind::check) { // judged by the way on, which then leads on
            add("tap @lesson.next", word("lesson.next"));
            m_lesson.next();
        }
    }

    void place(const content::Step& step) {
        for (size_t i = 0; i < step.pieces.size(); ++i) {
            const std::string& id = step.pieces[i].id;
            std::string where = step.kind == StepKind::order ? std::to_string(i + 1) : id;
            add("tap @item." + id, m_words.speech(step.pieces[i].label).text);
            add("tap @place." + where, step.kind == StepKind::order ? word("lesson.place_free", {{"n", int64_t(i) + 1}})
                                                                    : m_words.speech(step.pieces[i].partner).text);
            m_lesson.take_up(id);
            m_lesson.put_at(where);
        }
    }

    void touch(const std::string& part) {
        add("tap @device." + part, heard(part));
        m_lesson.tap(part);
    }

    const content::Element* keypad_for(const content::Element& field) const {
        for (const content::Element& element : m_lesson.screen()->elements)
            if (element.kind == content::ElementKind::keypad && element.field == field.id)
                return &element;
        return nullptr;
    }

    void type(const content::Element& field) {
        if (m_lesson.state().focused != field.id)
            touch(field.id);
        std::string example = m_words.say(field.example).text;
        if (const content::Element* pad = keypad_for(field))
            for (char digit : example)
                add(fmt::format("tap @device.{}/{}", pad->id, digit));
        else
            add(fmt::format("type \"{}\"", example));
        m_lesson.type_text(example);
        if (!m_lesson.can_go_next() && !keypad_for(field)) {
            add("tap @lesson.done_typing");
            m_lesson.accept_field();
        }
    }

    const content::Tutorial& m_tutorial;
    content::Lesson m_lesson;
    content::TutorialWords m_words;
    std::string m_language;
    std::shared_ptr<const content::Words> m_interface = content::Words::load(data_dir() / "content" / "words", m_language);
    bool m_mistakes;
    std::vector<Move> m_out;
};

} // namespace

std::vector<Move> lesson_moves(const content::Tutorial& tutorial, const std::string& language) { return Writer(tutorial, language, false).moves(); }

std::string learn_visit(const content::Tutorial& tutorial, const std::string& language, bool mistakes) {
    std::shared_ptr<const content::Words> words = content::Words::load(data_dir() / "content" / "words", language);
    std::string lesson;
    for (const Move& move : Writer(tutorial, language, mistakes).moves())
        lesson += move.line + "\n";
    return fmt::format("see @language.{0} within 20s\n"
                       "tap @language.{0}\n"
                       "tap \"{1}\"\n"
                       "turn @learn.{6}\n"
                       "tap @learn.{6}\n"
                       "tap @lesson.{2}\n"
                       "{3}"
                       "see \"{4}\"\n"
                       "see \"{5}\"\n"
                       "tap @done.home\n"
                       "see @home.learn\n"
                       "tap @bar.finish\n"
                       "tap @leave.yes\n"
                       "see @finished.start\n",
                       language, words->say(language, "home.learn").text, tutorial.id, lesson,
                       words->say(language, "done.title").text, words->say(language, "done.alone").text, tutorial.topic);
}

} // namespace accanto::tests
