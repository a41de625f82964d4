// The code that is taken home from a skills check.

#include "content/library/taken_home.h"

#include <doctest/doctest.h>

#include <set>

using namespace accanto::content;

namespace {

SkillScore score_of(int number) {
    SkillScore score;
    if (number == 243)
        return score;
    score.areas.emplace();
    for (AreaLevel& level : *score.areas) {
        level = AreaLevel(number % 3);
        number /= 3;
    }
    score.overall = overall_level(score.areas);
    return score;
}

const char* const check = "019ac0de-1234-7abc-89ab-0123456789ab";

} // namespace

TEST_CASE("every result comes home and back: its levels, its overall level and the end of its check's id") {
    std::set<std::string> codes;
    for (int number = 0; number < 244; ++number) {
        const SkillScore score = score_of(number);
        const std::string code = taken_home_code(check, score);
        CHECK(code.size() == taken_home_length);
        CHECK(code.find_first_not_of(taken_home_signs) == std::string::npos);
        codes.insert(code);
        const auto read = read_taken_home(code);
        REQUIRE(read);
        CHECK(read->check == "789ab");
        CHECK(read->score.areas == score.areas);
        CHECK(read->score.overall == score.overall);
    }
    CHECK(codes.size() == 244);
    for (const char* id : {"00000", "fffff", "0a0b0"})
        CHECK(read_taken_home(taken_home_code(id, score_of(121)))->check == id);
}

TEST_CASE("one wrong sign is always found, and two that changed places nearly always") {
    int changed = 0, swapped = 0, missed = 0;
    for (int number = 0; number < 244; number += 11) {
        const std::string code = taken_home_code(check, score_of(number));
        for (size_t i = 0; i < code.size(); ++i)
            for (const char sign : taken_home_signs) {
                std::string wrong = code;
                wrong[i] = sign;
                if (wrong == code)
                    continue;
                ++changed;
                CHECK_FALSE(read_taken_home(wrong));
            }
        for (size_t i = 0; i + 1 < code.size(); ++i) {
            std::string wrong = code;
            std::swap(wrong[i], wrong[i + 1]);
            if (wrong == code)
                continue;
            ++swapped;
            missed += read_taken_home(wrong).has_value();
        }
    }
    CHECK(changed > 3000);
    CHECK(swapped > 100);
    CHECK(missed * 20 <= swapped);
}

TEST_CASE("what is no code of this kind is none: too short, too long, other signs, another version") {
    const std::string code = taken_home_code(check, score_of(5));
    CHECK_FALSE(read_taken_home(""));
    CHECK_FALSE(read_taken_home(code.substr(1)));
    CHECK_FALSE(read_taken_home(code + code[0]));
    CHECK_FALSE(read_taken_home("00000000"));
    CHECK_FALSE(read_taken_home(taken_home_code(check, score_of(5), 1)));
    CHECK(read_taken_home(taken_home_code(check, score_of(5), 4), 4));
}
