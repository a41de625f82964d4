// Which lessons somebody does well to take, and in which order.

#include "content/base/file.h"
#include "content/library/learning_path.h"
#include "content/library/topics.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <set>

using namespace accanto;
using namespace accanto::content;
using List = std::vector<std::string>;

namespace {

const std::filesystem::path source = ACCANTO_SOURCE_DIR;

const Library& library() {
    static const Library loaded = load_library({source / "content" / "tutorials"}, "ES-CT");
    return loaded;
}

bool contains(const List& list, const std::string& what) {
    return std::find(list.begin(), list.end(), what) != list.end();
}

// The rule a second time: what a station builds on stands before it, unless it is known or cannot be used.
std::string broken_promise(const List& path, const PathWishes& wishes) {
    std::set<std::string> before;
    for (const std::string& id : path) {
        const TutorialHead* head = library().find(id);
        if (!head)
            return id + " is not taught";
        if (!before.insert(id).second)
            return id + " is there twice";
        if (wishes.has && !head->gives.empty() && contains(*wishes.has, head->gives) && path.size() > 1)
            return id + " gives what the person has";
        for (const std::string& needed : head->after) {
            const TutorialHead* first = library().find(needed);
            bool known = !first || (wishes.has && contains(*wishes.has, first->gives));
            for (const std::string& item : first ? first->shown_by : List())
                known = known || contains(wishes.items, item);
            const bool unusable = first && wishes.has && contains(first->needs, "phone") &&
                                  !contains(*wishes.has, "smartphone");
            if (!known && !unusable && !before.contains(needed))
                return id + " comes before " + needed;
        }
    }
    return "";
}

} // namespace

TEST_CASE("who wants to see their health record begins with an e-mail address, and comes to the record") {
    PathWishes wishes;
    wishes.wants = {"health"};
    const List path = learning_path(library(), wishes);
    REQUIRE(path.size() == most_stations);
    CHECK(List(path.begin(), path.begin() + 5) ==
          List{"create-email", "get-eid", "sign-in-eid", "book-visit", "health-record"});
}

TEST_CASE("what one has is not taught once more") {
    PathWishes wishes;
    wishes.wants = {"health"};
    wishes.has = List{"smartphone", "email", "eid"};
    const List path = learning_path(library(), wishes);
    REQUIRE(path.size() >= 3);
    CHECK(List(path.begin(), path.begin() + 3) == List{"sign-in-eid", "book-visit", "health-record"});
    CHECK_FALSE(contains(path, "create-email"));
    CHECK_FALSE(contains(path, "get-eid"));
}

TEST_CASE("who told nothing is led to the first steps, and who does all of it still finds a walk") {
    const List first = learning_path(library(), {});
    REQUIRE_FALSE(first.empty());
    CHECK(library().find(first[0])->level == 1);
    PathWishes all;
    all.areas.emplace();
    all.areas->fill(AreaLevel::above_basic);
    all.has = List{"smartphone", "computer", "email", "eid"};
    CHECK_FALSE(learning_path(library(), all).empty());
}

TEST_CASE("who has no smartphone is not taught to use one, unless they want to") {
    PathWishes wishes;
    wishes.has = List{"computer"};
    CHECK_FALSE(contains(learning_path(library(), wishes), "smartphone-basics"));
    wishes.wants = {"smartphone"};
    CHECK(learning_path(library(), wishes).front() == "smartphone-basics");
}

TEST_CASE(
    "whatever somebody wants, has and does, each station comes after those it builds on, and the walk ends") {
    const Topics topics = load_topics(source / "content" / "topics" / "topics.toml");
    const List things = {"smartphone", "computer", "email", "eid"},
               items = {"email", "calls", "settings", "checked_truth"};
    int paths = 0;
    for (size_t first = 0; first <= topics.topics.size(); ++first)
        for (size_t second = first; second <= topics.topics.size(); ++second)
            for (int has = -1; has < 16; ++has)
                for (int does = 0; does < 16; does += 3)
                    for (const AreaLevel level :
                         {AreaLevel::none, AreaLevel::basic, AreaLevel::above_basic}) {
                        PathWishes wishes;
                        for (const size_t want : {first, second})
                            if (want < topics.topics.size() &&
                                !contains(wishes.wants, topics.topics[want].code))
                                wishes.wants.push_back(topics.topics[want].code);
                        if (has >= 0)
                            wishes.has.emplace();
                        for (size_t i = 0; i < 4; ++i) {
                            if (has >= 0 && has >> i & 1)
                                wishes.has->push_back(things[i]);
                            if (does >> i & 1)
                                wishes.items.push_back(items[i]);
                        }
                        wishes.areas.emplace();
                        wishes.areas->fill(level);
                        const List path = learning_path(library(), wishes);
                        ++paths;
                        if (path.empty() || path.size() > most_stations ||
                            !broken_promise(path, wishes).empty())
                            FAIL_CHECK("want " << first << "," << second << " has " << has << " does " << does
                                               << ": " << broken_promise(path, wishes) << " of "
                                               << path.size());
                    }
    CHECK(paths > 10000);
}

TEST_CASE("a library of nothing has no path") {
    CHECK(learning_path(Library(), {}).empty());
}

TEST_CASE("what the lessons say of each other and of the check is true, at every place") {
    const Instrument dsi = load_instrument(source / "content" / "skills" / "dsi-2.0.toml");
    for (const char* place : {"", "ES", "ES-CT", "IT", "PT", "SE"})
        for (const Problem& problem : check_order({source / "content" / "tutorials"}, place, dsi))
            FAIL_CHECK(place << ": " << problem.file << ": " << problem.message);
}

TEST_CASE("a lesson that names one that is nowhere, that leads back to itself, or an unknown item, is told") {
    const Instrument dsi = load_instrument(source / "content" / "skills" / "dsi-2.0.toml");
    accanto::tests::TemporaryFolder folder;
    const std::filesystem::path shipped = source / "content" / "tutorials";
    auto rules = [&](const std::string& entry) {
        std::filesystem::remove_all(folder / "own");
        std::filesystem::create_directories(folder / "own");
        std::filesystem::copy(shipped / "pay-notice", folder / "own" / "pay-notice",
                              std::filesystem::copy_options::recursive);
        const std::filesystem::path file = folder / "own" / "pay-notice" / "tutorial.toml";
        std::string text = accanto::read_file(file).value();
        const std::string after = "after = [\"scam-password\"]";
        REQUIRE(text.find(after) != std::string::npos);
        std::ofstream(file) << text.replace(text.find(after), after.size(), entry);
        List out;
        for (const Problem& problem : check_order({shipped, folder / "own"}, "ES-CT", dsi))
            out.push_back(problem.rule);
        return out;
    };
    CHECK(rules("after = [\"scam-password\"]").empty());
    CHECK(rules("after = [\"scam-pasword\"]") == List{"unknown-tutorial"});
    CHECK(rules("after = [\"pay-notice\"]") == List{"circle"});
    CHECK(rules("gives = \"email\"").empty());
}
