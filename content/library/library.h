#pragma once
// What there is to learn: the heads of all tutorials, and each tutorial itself when somebody opens it. A region may
// have hundreds; only what is looked at is read.

#include "content/library/tutorial.h"

namespace accanto::content {

// What a list shows and a path is made of.
struct TutorialHead {
    std::string id, topic, picture, service, gives;
    int minutes = 0, level = 1;
    std::vector<std::string> needs, after, shown_by;
    std::vector<Competence> competences;
    std::string verified_on, review_by;
    std::filesystem::path folder;                       // of its files
    std::map<std::string, std::map<std::string, std::string, std::less<>>> words; // language -> title, summary (and .speech)

    // "title" or "summary" for one reader, as TutorialWords does it.
    Phrase say(std::string_view what, const std::string& language, const std::string& official) const;
    Phrase speech(std::string_view what, const std::string& language, const std::string& official) const;
};

// Immutable once loaded: any thread.
class Library {
public:
    Library();
    const std::vector<TutorialHead>& heads() const { return m_heads; } // by id
    const TutorialHead* find(std::string_view id) const;
    std::vector<const TutorialHead*> of_topic(std::string_view topic) const; // easy ones first
    const std::vector<Problem>& problems() const { return m_problems; }
    const std::string& place() const { return m_place; }

    // Reads the whole tutorial from its folder: for threads that may wait for a disk. Nothing when it is not there
    // or broken; the problems say why.
    std::shared_ptr<const Tutorial> open(std::string_view id, std::vector<Problem>& problems) const;
    // The same for programs that name steps now and then: read when first asked for and kept; what is wrong is logged.
    std::shared_ptr<const Tutorial> get(std::string_view id) const;

private:
    friend Library load_library(const std::vector<std::filesystem::path>& folders, const std::string& place);
    std::vector<TutorialHead> m_heads;
    std::vector<Problem> m_problems;
    std::string m_place;
    struct Kept;
    std::shared_ptr<Kept> m_kept;
};

// Reads the heads of every tutorial in these folders (content/tutorials); where two folders have the same id the later
// one wins. `place`: of the point; tutorials made for other places are left out. A tutorial without a readable head or
// without a title is left out and told. A missing folder is a problem. Never throws for what the files hold.
Library load_library(const std::vector<std::filesystem::path>& folders, const std::string& place);

} // namespace accanto::content
