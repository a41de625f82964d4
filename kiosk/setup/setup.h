#pragma once
// From a bare machine to a kiosk of a point: what is decided on the way, and the one record it ends in. For `accanto provision` and
// for the wizard on the kiosk's own screen (kiosk/app/setup_actions.cpp), which goes on where the other stopped.
//
// Everything decided is kept as a draft (`state`/provisioning.next.json) from step to step, so a technician, or a power cut, may
// stop anywhere and go on. Until finish() nothing of it counts: the programs run on as they were. finish() may be cut anywhere and
// is called again; what it ends in is
//
//   provisioned.toml         the settings that were decided (content/base/provisioned.h)
//   sync/point.key           this kiosk's own key, made here
//   sync/first_contact.json  hub and one-time code of a signed file, until the hub has taken this kiosk up (sync/agent/first_contact.h)
//   provisioning.json        the record: how, when, as what; with it the kiosk counts as provisioned
//
// and then the signed file and the draft are gone. One at a time, by the user the programs run as.

#include "content/base/provisioned.h"
#include "kiosk/doctor/checks.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::setup {

// What went wrong: a sentence that says what to do, and one word for it, for a screen that has sentences of its own. Both are "" when
// nothing did.
struct Refusal {
    std::string why;   // "gone", "none", "several", "unreadable", "forged", "other_hub", "expired", "undecided", or the key of a setting
    std::string sentence;
    bool empty() const { return sentence.empty(); }
};

class Setup {
public:
    // The draft, or a new one. Throws Error when it is there and cannot be read.
    Setup(const Settings& settings, const Clock& clock);

    bool begun() const; // something was decided and not yet finished
    bool has_decided(const std::string& key) const { return m_decisions.contains(key); }

    // A signed file of the hub's (sync/wire/provisioning.h): point, letter, hub and code. `fingerprint`: what the hub's key must look
    // like, "" when nobody told.
    Refusal take_file(const std::filesystem::path& file, const std::string& fingerprint);
    // The one such file in a folder of a stick (*.accanto); which one, where there are several, is the technician's to say.
    Refusal take_stick(const std::filesystem::path& folder, const std::string& fingerprint);
    // The hub has taken this kiosk up with a one-time code, as one of this point.
    Refusal take_place(const std::string& hub, const std::string& point);
    // No hub yet: what a file said of one is forgotten.
    Refusal stay_offline();
    // Single values, by the keys of the settings file: what is not allowed is told and changes nothing.
    Refusal decide(const Decisions& decisions);

    // Keys of what must still be decided: "point.id", "point.name", "kiosk.letter", "technician.pin". Empty: finish() may be called. A
    // kiosk that was provisioned before has them.
    std::vector<std::string> missing() const;
    Settings settings_then() const; // as they would be

    // Ends in the record. `on_the_way` is called before each step with its name: for tests, which cut it there. Throws Error
    // (errno) when the disk fails: called again, it goes on.
    Refusal finish(const std::function<void(std::string_view step)>& on_the_way = {});

private:
    void keep() const;

    const Settings& m_settings;
    const Clock& m_clock;
    Decisions m_decisions;
    std::string m_mode = "offline"; // "file" with a signed one, "code" when the hub took it up at once
    std::string m_file;             // to be deleted when all is done
    std::string m_hub_key, m_code;  // of the file
    std::string m_replaces;         // of the file: whose place this kiosk takes; "": of none
};

enum class Verdict {
    ready,        // nothing is left to do
    partly_ready, // citizens can come; something should be seen to
    needs_setup,  // citizens cannot be served
};
const char* to_text(Verdict verdict); // "ready", "partly_ready", "needs_setup"
// Store, contents, display and touch decide whether anybody can be served at all.
Verdict verdict_of(bool provisioned, const std::vector<doctor::Finding>& findings);

// The record of finish(): nothing when this kiosk was never provisioned.
struct Record {
    std::string mode, kiosk, point, letter;
    int64_t at_ms = 0;
};
std::optional<Record> provisioned(const std::filesystem::path& state);

// The sheet that a technician leaves: what this kiosk is and what was found, signed by its own key (Ed25519 over
// "accanto-acceptance-1\n" and the document without "signature" as RFC 8785 writes it). JSON, ending in a line's end.
std::string acceptance_sheet(const Settings& settings, const Record& record, Verdict verdict, const std::vector<doctor::Finding>& findings, int64_t now_ms);
// It stays in `state`/acceptance.json, and the hub is told it as an event. Throws Error.
void keep_acceptance(store::Store& store, const std::string& sheet);
// Whether a sheet is as it was signed, by the key it names.
bool is_genuine_sheet(std::string_view sheet);

} // namespace accanto::setup
