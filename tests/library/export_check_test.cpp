#include "content/library/exports/fiscal_code.h"
#include "tests/library/exports.h"

using namespace accanto;
using namespace accanto::content;
using namespace accanto::tests;

namespace {

// What is told when one cell of a good row is changed.
std::string with(const std::string& column, const std::string& value, Cells cells = complete_cells()) {
    cells[column] = value;
    return seen(file_of({complete_cells(), cells}), {.complete = true}).told();
}

std::string times(const std::string& text, int count) {
    std::string out;
    for (int i = 0; i < count; ++i)
        out += text;
    return out;
}

} // namespace

TEST_CASE("what the hub exports passes its own check, and says what the mentor has left to do") {
    const Seen result = seen(file_of({good_cells(), good_cells()}));
    CHECK(result.told() == "");
    CHECK_FALSE(result.checked.refused);
    CHECK(result.checked.rows == 2);
    CHECK(result.checked.later[facilita().place_of("AN3")] == 2);
    CHECK(result.checked.later[facilita().place_of("SE1")] == 0);
}

TEST_CASE("before uploading, what was left to the mentor must be filled in") {
    CHECK(seen(file_of({complete_cells()}), {.complete = true}).told() == "");
    const Seen result = seen(file_of({complete_cells(), good_cells()}), {.complete = true});
    CHECK(result.checked.refused_rows == 1);
    for (const char* column : {"IDFacilitatore", "NominativoFacilitatore", "IDSede", "AN1", "AN2", "AN3",
                               "AN4", "AN7", "AN8", "AN9", "AN10", "AN11", "AN12"})
        CHECK_MESSAGE(result.told().find(std::string(column) + " empty: it is empty, and must not be\n") !=
                          std::string::npos,
                      column);
    CHECK(result.refusals.size() == 13);
    CHECK(result.refusals.front().row == 2);
    CHECK(result.refusals.front().line == 3);
}

TEST_CASE("each rule of a cell, broken once, is told with its column and reason") {
    CHECK(with("SE1", "") == "SE1 empty: it is empty, and must not be\n");
    CHECK(with("SE1", "23/11/2026") == "SE1 day: \"23/11/2026\" is no day; write it as 2026-11-23\n");
    CHECK(with("SE1", "2026-02-30") == "SE1 day: \"2026-02-30\" is no day; write it as 2026-11-23\n");
    CHECK(with("SE2", "90") == "SE2 duration: \"90\" is no duration; write hours and minutes as 01:30\n");
    CHECK(with("SE2", "1:30") == "SE2 duration: \"1:30\" is no duration; write hours and minutes as 01:30\n");
    CHECK(with("SE2", "01:60") ==
          "SE2 duration: \"01:60\" is no duration; write hours and minutes as 01:30\n");
    CHECK(with("SE3", "F") == "SE3 allowed: \"F\" is not allowed; allowed: A, B, C, D, E\n");
    CHECK(with("SE3", "A: B") ==
          "SE3 spaces: \"A: B\" holds spaces; several values are joined by \":\" alone\n");
    CHECK(with("SE3", "A;B") == "SE3 allowed: \"A;B\" is not allowed; allowed: A, B, C, D, E\n");
    CHECK(with("SE3", "A:") == "SE3 list: \"A:\" has a \":\" too many\n");
    CHECK(with("SE3", "A:A") == "SE3 list: \"A\" stands there twice\n");
    CHECK(with("SE5", "4:6:12:14").starts_with("SE5 allowed: \"14\" is not allowed; allowed: 1, 2, "));
    CHECK(with("SE6", "T").starts_with("SE6 allowed: \"T\" is not allowed"));
    CHECK(with("AN4", "FORSE") == "AN4 allowed: \"FORSE\" is not allowed; allowed: SI, NO\n");
    CHECK(with("AN7", "F") == "AN7 allowed: \"F\" is not allowed; allowed: A, B, C, D\n");
    CHECK(with("AN7", " A") == "AN7 spaces: \" A\" holds spaces; write the code alone\n");
    CHECK(with("AN8", "F") == "AN8 allowed: \"F\" is not allowed; allowed: A, B, C, D, E\n");
    CHECK(with("AN10", "I") == "AN10 allowed: \"I\" is not allowed; allowed: A, B, C, D, E, F, G, H\n");
    CHECK(with("AN11", "D") == "AN11 allowed: \"D\" is not allowed; allowed: A, B, C\n");
    CHECK(with("ES6", "0") == "ES6 allowed: \"0\" is not allowed; allowed: 1, 2, 3, 4, 5\n");
    CHECK(with("ES6", " ") == "ES6 spaces: there are only spaces in it; leave it empty\n");
    CHECK(with("SE7", "un \"avviso\"") == "SE7 quotes: it holds a double quote (\"); take it out\n");
    CHECK(with("SE7", "caff\xe8") == "SE7 encoding: it is not in UTF-8; save the file as \"CSV UTF-8\"\n");
    CHECK(with("AN3", "RSSMRA85T10A562T") ==
          "AN3 fiscal_code: it is no valid fiscal code: its form or its last letter is wrong\n");
}

TEST_CASE("areas and competences must belong together") {
    CHECK(with("SE4", "B") == "SE4 agrees: \"D\" is missing: SE5 has \"12\", which belongs to it\n");
    CHECK(with("SE4", "B:C:D") == "SE4 agrees: \"C\" has nothing in SE5 that belongs to it\n");
}

TEST_CASE("600 characters are taken and 601 are not, in any script") {
    for (const char* column : {"SE7", "ES4"})
        for (const char* letter : {"a", "è", "ع", "🙂"}) {
            CHECK(with(column, times(letter, 600)) == "");
            CHECK(with(column, times(letter, 601)) ==
                  std::string(column) + " longest: it has 601 characters, and at most 600 are taken\n");
        }
}

TEST_CASE("9,000 rows are taken and 9,001 are not, unless they are being split") {
    std::string file = header_line(facilita());
    const std::string row = line_of(good_cells());
    for (int i = 0; i < 9000; ++i)
        file += row;
    CHECK(seen(file).told() == "");
    CHECK(seen(file + row).told() ==
          "rows: the file has 9001 rows, and at most 9000 are taken; split it with --split FOLDER\n");
    CHECK(seen(file + row, {.split = true}).told() == "");
}

TEST_CASE("a header that is another is told with its difference, and no row is judged by it") {
    const std::string row = line_of(good_cells());
    std::string header = header_line(facilita());
    auto told = [&](const std::string& text) {
        const Seen result = seen(text + row);
        CHECK_FALSE(result.checked.whole);
        CHECK(result.checked.rows == 0);
        return result.told();
    };
    auto changed = [&](const std::string& from, const std::string& to) {
        std::string out = header;
        out.replace(out.find(from), from.size(), to);
        return out;
    };
    CHECK(told(changed("SE7,", "")) == "header: the first line must name the columns; missing: SE7\n");
    CHECK(told(changed("SE7,", "Nota,")) ==
          "header: the first line must name the columns; missing: SE7; not known: \"Nota\"\n");
    CHECK(told(changed("SE1,SE2", "SE2,SE1")) == "header: the first line must name the columns in their "
                                                 "order; column 21 is \"SE2\" and must be \"SE1\"\n");
    CHECK(told(changed("ES6", "ES6,ES6")) ==
          "header: the first line must name the columns; \"ES6\" stands there twice\n");
    CHECK(told("one,two\n")
              .starts_with("header: the first line must name the columns: IDFacilitatore,Nominativo"));
    std::string semicolons = header;
    std::replace(semicolons.begin(), semicolons.end(), ',', ';');
    CHECK(told(semicolons) == "separator: the columns are separated by \";\"; save the file with \",\"\n");
    CHECK(told("caff\xe8\n") == "encoding: the header is not in UTF-8; save the file as \"CSV UTF-8\"\n");
}

TEST_CASE("a file that is no table is refused as a whole, in a sentence") {
    const std::string header = header_line(facilita()), row = line_of(good_cells());
    CHECK(seen("").told() == "empty: the file is empty\n");
    CHECK(seen(header).told() == "empty: there are no rows under the header\n");
    CHECK(seen(std::string("\xff\xfeI\0D\0", 6)).told() ==
          "encoding: the file is not in UTF-8; save it as \"CSV UTF-8\"\n");
    CHECK(seen("\xef\xbb\xbf" + header + row).told() == "");
    CHECK(seen(header + row + "a,b\r\n").told() == "cells: the row has 2 values, and there are 33 columns\n");

    const Seen unclosed = seen(header + row + "\"never closed\na,b\n");
    CHECK(unclosed.told() == "broken: a quote is opened in this line and never closed\n");
    CHECK(unclosed.refusals.front().line == 3);
    CHECK(unclosed.checked.rows == 1);
    const Seen late = seen(header + row + "\"closed by the next\na,\"b\n");
    CHECK(late.told() == "broken: the quote that opens in this line closes in line 4 before \"b\", where a "
                         "\",\" or the end of the line must follow; "
                         "a quote within a value breaks it\n");
    CHECK(late.refusals.front().line == 3);
    CHECK(seen(header + "\"a\"b\",\n" + row).told() ==
          "broken: the quote that opens in this line closes before \"b\", where a \",\" or the end of the "
          "line must follow; a quote within a "
          "value breaks it\n");
}

TEST_CASE("all that is wrong is told, not only the first, and rows are counted once") {
    Cells bad = good_cells();
    bad["SE1"] = "ieri";
    bad["SE3"] = "Z";
    const Seen result = seen(file_of({good_cells(), bad, good_cells(), bad}));
    CHECK(result.refusals.size() == 4);
    CHECK(result.checked.refused_rows == 2);
    CHECK(result.checked.rows == 4);
}

TEST_CASE("a fiscal code is known by its form and its last letter") {
    for (const char* good : {"RSSMRA85T10A562S", "rssmra85t10a562s", "BNCGLI80A41A662I"})
        CHECK_MESSAGE(is_fiscal_code(good), good);
    for (const char* bad : {"", "RSSMRA85T10A562", "RSSMRA85T10A562T", "RSSMRA85F10A562S", "1SSMRA85T10A562S",
                            "RSSMRA85T10A562SS"})
        CHECK_FALSE_MESSAGE(is_fiscal_code(bad), bad);
}
