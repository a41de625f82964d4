#include "content/library/exports/csv.h"
#include "content/library/exports/row_files.h"
#include "tests/library/exports.h"
#include "tests/temporary_folder.h"

#include <fstream>

using namespace accanto;
using namespace accanto::content;
using namespace accanto::tests;

namespace {

std::string cell(const CoreRecord& record, const std::string& column, const Profile& profile = facilita()) {
    return row_of(profile, record).cells[profile.place_of(column)];
}

Profile profile_from(const std::string& text) {
    TemporaryFolder folder;
    std::ofstream(folder / "test-1.toml") << text;
    return load_profile(folder / "test-1.toml");
}

} // namespace

TEST_CASE("the national profile has the 33 columns of the platform, in its order") {
    std::string header = header_line(facilita());
    CHECK(header == "IDFacilitatore,NominativoFacilitatore,IDSede,NominativoSede,AN1,AN2,AN3,AN4,AN5,AN6,AN7,"
                    "AN8,AN9,AN10,AN11,AN12,AN14,"
                    "AN17,PR1,PR2,SE1,SE2,SE3,SE4,SE5,SE6,SE7,ES1,ES2,ES3,ES4,ES5,ES6\r\n");
    CHECK(facilita().columns.size() == 33);
    CHECK(facilita().rows_per_file == 9000);
}

TEST_CASE("the open data have 20 columns, and neither identity nor duration nor day") {
    const Profile& open = profile_of("open-data");
    CHECK(open.columns.size() == 20);
    for (const Column& column : open.columns)
        for (const ColumnSource& source : column.from)
            for (const char* secret :
                 {"id", "visit", "ticket", "kiosk", "mentor", "day", "served_s", "waited_s", "note"})
                CHECK_MESSAGE(source.field != secret, column.name);
}

TEST_CASE("a service becomes a row: codes, duration, areas that follow from competences") {
    const CoreRecord record = a_record();
    CHECK(cell(record, "NominativoSede") == "Biblioteca Centro, Bari");
    CHECK(cell(record, "SE1") == "2026-11-23");
    CHECK(cell(record, "SE2") == "00:31");
    CHECK(cell(record, "SE3") == "A");
    CHECK(cell(record, "SE5") == "6:12");   // as recorded; what the topics are about gives way
    CHECK(cell(record, "SE4") == "B:D");
    CHECK(cell(record, "SE6") == "B"); // "none" of the e-mail gives way
    CHECK(cell(record, "SE7") == "Avviso pagato");
    for (const char* identity : {"IDFacilitatore", "NominativoFacilitatore", "IDSede", "AN1", "AN2", "AN3",
                                 "AN4", "AN5", "AN6", "AN14", "AN17"})
        CHECK_MESSAGE(cell(record, identity).empty(), identity);
}

TEST_CASE("what the kiosk does not know stays empty, and what it knows has its letter") {
    CoreRecord record = a_record();
    record.served_s.reset();
    for (const char* unknown :
         {"SE2", "AN7", "AN8", "AN9", "AN10", "AN11", "AN12", "PR1", "PR2", "ES1", "ES6"})
        CHECK_MESSAGE(cell(record, unknown).empty(), unknown);
    record.gender = "non_binary";
    record.occupation = "retired";
    record.citizenship = "non_eu";
    record.satisfaction = 4;
    CHECK(cell(record, "AN7") == "C");
    CHECK(cell(record, "AN10") == "G");
    CHECK(cell(record, "AN11") == "C");
    CHECK(cell(record, "ES6") == "4");
    const std::pair<const char*, const char*> bands[] = {{"under_14", ""}, {"14-15", "E"}, {"16-17", "E"},
                                                         {"18-24", "A"},   {"25-29", "A"}, {"30-54", "B"},
                                                         {"55-64", "C"},   {"65-74", "C"}, {"75+", "D"}};
    for (const auto& [band, letter] : bands) {
        record.age_band = band;
        CAPTURE(record.age_band);
        CHECK(cell(record, "AN8") == letter);
    }
}

TEST_CASE("an area is told for each of the thirteen competences") {
    const std::string areas = "AAABBBBBBCDDE";
    for (int i = 1; i <= 13; ++i)
        CHECK(translated(facilita().code_lists.at("area"), {std::to_string(i)}, {}) ==
              std::vector<std::string>{std::string(1, areas[size_t(i - 1)])});
}

TEST_CASE("a duration is whole minutes, at least one and below a hundred hours") {
    CoreRecord record = a_record();
    for (const auto& [seconds, text] : std::vector<std::pair<double, std::string>>{
             {0, "00:01"}, {89, "00:01"}, {90, "00:02"}, {3600, "01:00"}, {86400, "24:00"}, {1e6, "99:59"}}) {
        record.served_s = seconds;
        CHECK(cell(record, "SE2") == text);
    }
}

TEST_CASE("a note keeps its colons, commas, lines and scripts, and loses its double quotes") {
    CoreRecord record = a_record();
    record.note = "Ha detto: \"va bene\", poi\nرقم 7; 你好 🙂\x01";
    CHECK(cell(record, "SE7") == "Ha detto: va bene, poi\nرقم 7; 你好 🙂");
    const Seen result =
        seen(header_line(facilita()) + row_line(facilita(), row_of(facilita(), record).cells));
    CHECK(result.told() == "");
    CHECK(result.checked.rows == 1);
}

TEST_CASE("600 characters of a note stay, the next is cut, whatever bytes they have") {
    CoreRecord record = a_record();
    for (const char* letter : {"a", "è", "ع", "🙂"}) {
        record.note.clear();
        for (int i = 0; i < 600; ++i)
            record.note += letter;
        const Row fits = row_of(facilita(), record);
        CHECK(fits.cells[facilita().place_of("SE7")] == record.note);
        CHECK_FALSE(fits.shortened);
        const Row cut = [&] {
            CoreRecord longer = record;
            longer.note += letter;
            return row_of(facilita(), longer);
        }();
        CHECK(cut.cells == fits.cells);
        CHECK(cut.shortened);
    }
}

TEST_CASE("what was written is read back, whatever stands in the cells") {
    const std::vector<std::string> cells = {
        "", "plain", "a,b", "say \"no\"", "two\nlines", "two\r\nlines", " spaced ", "ع: 1:2", "\"", ",", "é"};
    std::string file;
    for (const std::string& cell : cells)
        file += (&cell == &cells.front() ? "" : ",") + csv_cell(cell, ',');
    std::istringstream in("\xef\xbb\xbf" + file + "\r\n\r\n" + file);
    CsvReader reader(in, ',');
    CsvRow row;
    REQUIRE(reader.next(row));
    CHECK(row.line == 1);
    CHECK(row.cells == cells);
    REQUIRE(reader.next(row));
    CHECK(row.line == 5);
    CHECK(row.cells == cells);
    CHECK(row.raw == file);
    CHECK_FALSE(reader.next(row));
    CHECK_FALSE(reader.fault());
}

TEST_CASE("a profile with a mistake is told with its line, and not used") {
    const std::string head = "profile = \"test\"\nversion = \"1\"\ntitle = \"t\"\nsource = \"s\"\nformat = "
                             "\"csv\"\nseparator = \",\"\nlist_separator = \":\"\n";
    CHECK(profile_from(head + "[[column]]\nname = \"a\"\nfrom = [{ field = \"day\" }]\n").problems.empty());
    auto problem = [&](const std::string& rest) {
        const Profile profile = profile_from(head + rest);
        REQUIRE_FALSE(profile.problems.empty());
        return profile.problems.front().message;
    };
    CHECK(problem("") == "profile: it has no [[column]] and no [[statement]]: nothing would be told");
    CHECK(problem("[[column]]\nname = \"a\"\nfrom = [{ field = \"name\" }]\n")
              .find("a record has no field \"name\"") != std::string::npos);
    CHECK(problem("[[column]]\nname = \"a\"\nfrom = [{ field = \"gender\", codes = \"g\" }]\n") ==
          "column \"a\": there is no code_list \"g\"");
    CHECK(problem("[[column]]\nname = \"a\"\nagrees_with = \"b\"\nagrees_by = \"c\"\n") ==
          "column \"a\": there is no column \"b\"");
    CHECK(problem("[[column]]\nname = \"a\"\n[[column]]\nname = \"a\"\n") ==
          "column \"a\": there are two of it; keep one");
    CHECK(problem("[[column]]\nname = \"a\"\nlist = true\n") ==
          "column \"a\": only codes can be a list: kind = \"code\"");
    CHECK(problem("[[column]]\nname = \"a\"\nlenght = 3\n").find("\"lenght\" is not known here") !=
          std::string::npos);
}

TEST_CASE("the newest version of a profile is taken, and each can be named") {
    TemporaryFolder folder;
    for (const char* name :
         {"it-facilita-1.toml", "it-facilita-2.toml", "it-facilita-10.toml", "open-data-1.toml"})
        std::ofstream(folder / name) << "";
    auto found = [&](const std::string& name) {
        return std::get<std::filesystem::path>(find_profile(folder.path(), name)).filename();
    };
    CHECK(found("it-facilita") == "it-facilita-10.toml");
    CHECK(found("it-facilita-2") == "it-facilita-2.toml");
    const ProfileFound none = find_profile(folder.path(), "it");
    CHECK(std::get<std::vector<std::string>>(none) == std::vector<std::string>{"it-facilita", "open-data"});
}

TEST_CASE("files appear together at the end or not at all, and nothing is written over") {
    TemporaryFolder folder;
    auto names = [&] {
        std::vector<std::string> out;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
            out.push_back(entry.path().filename().string());
        std::sort(out.begin(), out.end());
        return out;
    };
    {
        RowFiles files({folder / "out.csv", true, 2, "h\n"});
        for (const char* row : {"1\n", "2\n", "3\n"})
            files.add(row);
        for (const std::string& name : names())
            CHECK(name.starts_with("."));
        CHECK(files.finish().size() == 2);
    }
    CHECK(names() == std::vector<std::string>{"out-001.csv", "out-002.csv"});
    CHECK(*read_file(folder / "out-001.csv") == "h\n1\n2\n");
    CHECK(*read_file(folder / "out-002.csv") == "h\n3\n");
    {
        RowFiles files({folder / "one.csv", false, 2, "h\n"});
        files.add("1\n");
        files.add("2\n");
        CHECK_THROWS_WITH(files.add("3\n"), doctest::Contains("more than 2 rows"));
    }
    {
        RowFiles files({folder / "late.csv", false, 0, "h\n"});
        files.add("1\n");
        std::ofstream(folder / "late.csv") << "theirs";
        CHECK_THROWS_WITH(files.finish(), doctest::Contains("is there already"));
    }
    CHECK(names() == std::vector<std::string>{"late.csv", "out-001.csv", "out-002.csv"});
    CHECK(*read_file(folder / "late.csv") == "theirs");
    CHECK_THROWS_WITH(RowFiles({folder / "late.csv", false, 0, ""}), doctest::Contains("is there already"));
    CHECK_THROWS_WITH(RowFiles({folder / "no" / "where.csv", false, 0, ""}),
                      doctest::Contains("there is no such folder"));
}
