// accanto contacts: the network's key, and what was sealed to it.

#include "content/base/file.h"
#include "content/base/sealed.h"
#include "tests/library/command_run.h"
#include "tests/temporary_folder.h"

#include <fmt/format.h>

#include <sys/stat.h>

using namespace accanto;
using namespace accanto::tests;

namespace {

struct Coordinator {
    TemporaryFolder folder;
    std::string key_file = (folder / "contacts.key").string(), events = (folder / "events.jsonl").string();

    // The public half, as the command prints it.
    std::string made_key(const std::string& options = "") {
        const CommandRun run = run_accanto("contacts key --out '" + key_file + "' " + options);
        REQUIRE_MESSAGE(run.code == 0, run.out);
        const size_t at = run.out.find("key = \"");
        REQUIRE(at != std::string::npos);
        return run.out.substr(at + 7, 44);
    }
    void write_events(const std::string& text) { write_file_durably(events, text); }
    CommandRun open(const std::string& options = "") {
        return run_accanto("contacts open --key '" + key_file + "' " + options + " '" + events + "'");
    }
};

std::string given(const std::string& key, const std::string& sealed, const std::string& booking = "b1") {
    return fmt::format(R"({{"type":"org.accanto.contact.given.v1","happened":"2026-11-23T09:35:00.000Z","data":)"
                       R"({{"booking":"{}","key":"{}","sealed":"{}"}}}})"
                       "\n",
                       booking, key, sealed);
}

} // namespace

TEST_CASE_FIXTURE(Coordinator, "a telephone number sealed to the key is read with its private half, beside its booking") {
    const std::string key = made_key();
    CHECK(is_sealing_key(key));
    struct stat info {};
    REQUIRE(stat(key_file.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0600);
    write_events(R"({"type":"org.accanto.appointment.booked.v1","data":{"booking":"b1","code":"K7MDX4","day":"2026-12-01",)"
                 R"("from_minute":660,"minutes":30,"topic":"email"}})"
                 "\n" +
                 given(key, seal(key, "34612345987", 16)));
    const CommandRun text = open();
    CHECK(text.code == 0);
    CHECK(text.out.find("2026-11-23T09:35:00.000Z\tK7MDX4\t2026-12-01 11:00\t34612345987\n") != std::string::npos);
    CHECK(text.out.find("1 opened") != std::string::npos);
    const CommandRun json = open("--json");
    CHECK(json.out.find(R"("code":"K7MDX4")") != std::string::npos);
    CHECK(json.out.find(R"("words":"34612345987")") != std::string::npos);
}

TEST_CASE_FIXTURE(Coordinator, "words of any script open too, and nothing in them commands the terminal") {
    const std::string key = made_key();
    write_events(seal(key, "¿Más cursos?\x1b[2J\nمن فضلكم", 1200) + "\n");
    const CommandRun run = open();
    CHECK(run.code == 0);
    CHECK(run.out.find("¿Más cursos? [2J من فضلكم\n") != std::string::npos);
}

TEST_CASE_FIXTURE(Coordinator, "what another key opens, and what is damaged, is counted and said") {
    const std::string key = made_key(), other = OpeningKey::generate().sealing_key();
    write_events(given(key, seal(key, "600000", 16)) + given(other, seal(other, "700000", 16)) + given(key, "AAAA"));
    const CommandRun run = open();
    CHECK(run.code == 1);
    CHECK(run.out.find("600000") != std::string::npos);
    CHECK(run.out.find("1 opened, 1 sealed to another key of the network, 1 damaged") != std::string::npos);
}

TEST_CASE_FIXTURE(Coordinator, "a key in use is never overwritten, and wrong input is told with what to do") {
    made_key();
    CHECK(run_accanto("contacts key --out '" + key_file + "'").out.find("choose another name") != std::string::npos);
    write_events("{\"type\":\n");
    CHECK(open().out.find("line 1") != std::string::npos);
    write_events("");
    chmod(key_file.c_str(), 0644);
    const CommandRun run = open();
    CHECK(run.code == 1);
    CHECK(run.out.find("chmod 600") != std::string::npos);
    CHECK(run_accanto("contacts open --key /nowhere/at.all /dev/null").out.find("there is no key") != std::string::npos);
}

TEST_CASE_FIXTURE(Coordinator, "a private half with a passphrase opens with it alone") {
    const std::string right = (folder / "right").string(), wrong = (folder / "wrong").string();
    write_file_durably(right, "tres tristes tigres\n");
    write_file_durably(wrong, "tres\n");
    const std::string key = made_key("--passphrase-file '" + right + "'");
    write_events(given(key, seal(key, "600000", 16)));
    CHECK(open("--passphrase-file '" + right + "'").out.find("600000") != std::string::npos);
    const CommandRun run = open("--passphrase-file '" + wrong + "'");
    CHECK(run.code == 1);
    CHECK(run.out.find("not the passphrase") != std::string::npos);
    CHECK(run.out.find("600000") == std::string::npos);
}
