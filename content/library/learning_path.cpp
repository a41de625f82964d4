#include "content/library/learning_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace accanto::content {

namespace {

bool contains(const std::vector<std::string>& list, std::string_view what) {
    return std::find(list.begin(), list.end(), what) != list.end();
}

class Maker {
public:
    Maker(const Library& library, const PathWishes& wishes, size_t most)
        : m_library(library), m_wishes(wishes), m_most(most) {}

    std::vector<std::string> run() {
        for (const std::string& topic : m_wishes.wants)
            for (const TutorialHead* head : m_library.of_topic(topic))
                if (!has_already(*head))
                    add(*head);
        for (const TutorialHead* head : by_need())
            if (!is_known(*head) && lacks_nothing(*head))
                add(*head);
        // Who can do all of it: what they asked for once more, or the most advanced there is.
        for (const TutorialHead* head : most_advanced())
            if (m_path.empty())
                add(*head);
        return m_path;
    }

private:
    // An e-mail address need not be made twice.
    bool has_already(const TutorialHead& head) const {
        return !head.gives.empty() && m_wishes.has && contains(*m_wishes.has, head.gives);
    }
    bool is_known(const TutorialHead& head) const {
        return has_already(head) ||
               std::any_of(head.shown_by.begin(), head.shown_by.end(),
                           [&](const std::string& item) { return contains(m_wishes.items, item); });
    }
    // Nobody has to learn a thing they do not have, unless they want to.
    bool lacks_nothing(const TutorialHead& head) const {
        return !m_wishes.has || !contains(head.needs, "phone") || contains(*m_wishes.has, "smartphone");
    }

    // What has to be taken before it, itself last.
    void gather(const TutorialHead& head, std::vector<const TutorialHead*>& out,
                std::set<std::string>& seen) const {
        if (contains(m_path, head.id) || !seen.insert(head.id).second)
            return;
        for (const std::string& id : head.after)
            if (const TutorialHead* before = m_library.find(id);
                before && !is_known(*before) && lacks_nothing(*before))
                gather(*before, out, seen);
        out.push_back(&head);
    }

    // All of it or nothing: a lesson without what it builds on would be a promise that is not kept.
    void add(const TutorialHead& head) {
        std::vector<const TutorialHead*> chain;
        std::set<std::string> seen;
        gather(head, chain, seen);
        if (m_path.size() + chain.size() > m_most)
            return;
        for (const TutorialHead* one : chain)
            m_path.push_back(one->id);
    }

    AreaLevel level_of(const TutorialHead& head) const {
        AreaLevel weakest = AreaLevel::above_basic;
        for (const Competence& competence : head.competences)
            if (const int area = competence.code.empty() ? 0 : competence.code[0] - '0';
                area >= 1 && area <= int(skill_area_count))
                weakest =
                    std::min(weakest, m_wishes.areas ? (*m_wishes.areas)[size_t(area - 1)] : AreaLevel::none);
        return weakest;
    }

    // The walk is not filled for its own sake: an area that is above basic asks for nothing.
    std::vector<const TutorialHead*> by_need() const {
        std::vector<const TutorialHead*> out;
        for (const TutorialHead& head : m_library.heads())
            if (level_of(head) != AreaLevel::above_basic)
                out.push_back(&head);
        std::stable_sort(out.begin(), out.end(), [&](const TutorialHead* a, const TutorialHead* b) {
            return std::pair(level_of(*a), a->level) < std::pair(level_of(*b), b->level);
        });
        return out;
    }

    std::vector<const TutorialHead*> most_advanced() const {
        std::vector<const TutorialHead*> out;
        for (const TutorialHead& head : m_library.heads())
            out.push_back(&head);
        std::stable_sort(out.begin(), out.end(), [&](const TutorialHead* a, const TutorialHead* b) {
            const bool wanted_a = contains(m_wishes.wants, a->topic),
                       wanted_b = contains(m_wishes.wants, b->topic);
            return wanted_a != wanted_b ? wanted_a : a->level > b->level;
        });
        return out;
    }

    const Library& m_library;
    const PathWishes& m_wishes;
    size_t m_most;
    std::vector<std::string> m_path;
};

// Is `wanted` what one of these builds on, near or far?
bool builds_on(const Library& library, const TutorialHead& head, std::string_view wanted,
               std::set<std::string>& seen) {
    for (const std::string& id : head.after) {
        if (id == wanted)
            return true;
        const TutorialHead* before = library.find(id);
        if (before && seen.insert(id).second && builds_on(library, *before, wanted, seen))
            return true;
    }
    return false;
}

} // namespace

std::vector<std::string> learning_path(const Library& library, const PathWishes& wishes, size_t most) {
    return Maker(library, wishes, most).run();
}

std::vector<Problem> check_order(const std::vector<std::filesystem::path>& folders, const std::string& place,
                                 const Instrument& instrument) {
    const Library library = load_library(folders, place);
    std::vector<Problem> out;
    auto fault = [&](const TutorialHead& head, const char* rule, const std::string& message) {
        out.push_back({(head.folder / "tutorial.toml").string(), 0, "", rule, message});
    };
    // It may be there for other places.
    auto is_somewhere = [&](const std::string& id) {
        return std::any_of(folders.begin(), folders.end(), [&](const std::filesystem::path& folder) {
            return std::filesystem::exists(folder / id);
        });
    };
    for (const TutorialHead& head : library.heads()) {
        if (head.folder.parent_path() != folders.back())
            continue;
        for (const std::string& id : head.after)
            if (!is_somewhere(id))
                fault(head, "unknown-tutorial", fmt::format("after = \"{}\": there is no such tutorial", id));
        std::set<std::string> seen;
        if (builds_on(library, head, head.id, seen))
            fault(head, "circle", "\"after\" leads back to the tutorial itself: nobody could begin");
        for (const std::string& item : head.shown_by)
            if (!instrument.area_of_item(item))
                fault(head, "unknown-item",
                      fmt::format("shown_by = \"{}\": {} {} has no such item", item, instrument.id,
                                  instrument.version));
    }
    return out;
}

} // namespace accanto::content
