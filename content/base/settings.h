#pragma once
// The one settings file of a kiosk (accanto.toml): what a technician decides. Every value has a default, so an empty
// file is a working kiosk. deploy/accanto.toml shows them all.

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto {

// One wrong value, told so that a person at a keyboard can mend it.
struct SettingsProblem {
    std::string file;
    int line = 0;          // 1-based; 0 when the file as a whole is meant
    std::string key;       // "screen.pitch_mm"
    std::string message;   // what is wrong and what is allowed
    std::string text() const;   // "accanto.toml:12: screen.pitch_mm: 9.0 is too large; allowed: 0.05 to 1.0 (millimetres a pixel)"
};

// Kinds of organisations that run a point; "": not told.
inline constexpr std::string_view organisation_kinds[] = {"", "library", "town_hall", "neighbourhood_centre", "pharmacy", "union", "school",
                                                          "association", "health_centre", "other"};
// What a point may offer.
inline constexpr std::string_view point_services[] = {"mentor", "courses", "computer", "wifi", "print", "eid"};

struct OpeningSpan {
    int from_minute = 0, to_minute = 0;   // since local midnight
};

struct Settings {
    std::filesystem::path state = "/var/lib/accanto";   // folder of the store, keys, logs kept, printed PNGs

    struct Point {
        std::string id = "demo";               // [a-z0-9-]{1,40}
        std::string name = "Neighbourhood library";
        std::string address;
        std::string help_phone;                // as people dial it
        std::string time_zone;                 // IANA; empty: the machine's
        std::string place;                     // ISO 3166: "IT", "ES-CT"; empty: tutorials that differ by place are not shown
        std::string official_language = "es";
        std::vector<std::string> languages = {"en", "es", "ca", "it", "pt", "sv", "ar"};
        // What the network's figures tell points apart by (kiosk/point/describe.h).
        std::string organisation;              // its code in the network; empty: not told
        std::string organisation_kind;         // one of organisation_kinds
        std::string neighbourhood;             // its code in the network; empty: not told
        std::vector<std::string> services;     // of point_services
        std::array<std::vector<OpeningSpan>, 7> hours;   // [0] is Monday; [point.hours] mon = "09:00-14:00 16:00-19:00"
    } point;

    struct Kiosk {
        std::string letter = "B";              // one letter, never I O Q S Z
        int daily_limit = 0;                   // tickets of each topic a day; 0 is no limit
        std::map<std::string, int> daily_limits;   // of single topics, by code: instead of the one above
    } kiosk;

    // Where several kiosks stand at one point (sync/README.md): on those without the desk, the kiosk that has it.
    struct Host {
        std::string address;                   // "http://192.168.1.10:8460"; empty: this kiosk has the desk, or is alone
        std::string key;                       // its public key, base64
    } host;
    bool has_host() const { return !host.address.empty(); }
    // On the one with the desk, the others: public keys by letter.
    std::map<std::string, std::string> guests;

    struct Screen {
        double pitch_mm = 0.0;                 // millimetres a pixel, measured; 0: what the display says, else a 24" panel's
        int middle_mm = 0;                     // height of the panel's middle above the floor, measured; 0: its lower edge is at 800
        int turned = 0;                        // degrees clockwise that the panel hangs turned: 0, 90, 180, 270
        int viewing_distance_mm = 450;         // words begin as large as is legible from there (EN 301 549, 5.1.4)
        bool full_screen = true;
        std::string theme = "day";             // day | evening | high_contrast
        std::string text_size = "normal";      // normal | large | extra
        bool motion = true;
    } screen;

    struct Technician {
        std::string language;                  // of their pages; empty: the point's official one
    } technician;

    struct Idle {
        int ask_after_s = 120, ask_after_reading_s = 180, answer_within_s = 60, ticket_s = 30;
    } idle;

    struct Touch {
        double double_tap_s = 0.4;             // a second tap within this is ignored; 0.1 to 1.0
        double margin_mm = 3.0;
    } touch;

    struct Voice {
        bool available = true;
        bool on_at_start = false;              // speak without being asked
        int words_per_minute = 150;            // 80 to 250
        int volume_percent = 70;
    } voice;

    struct Printer {
        std::string kind = "png";              // none | png | escpos | cups
        std::filesystem::path folder;          // png: default state/printed
        std::filesystem::path device;          // escpos: "/dev/usb/lp0"; cups: the print server's socket, empty: the usual one
        std::string queue;                     // cups
        int width_mm = 80;                     // of the roll: 58 or 80
    } printer;

    struct Desk {
        std::string listen = "127.0.0.1";
        int port = 8460;
        std::filesystem::path certificate, key; // PEM, both or none: HTTPS
        bool plain_http = false;                // without them, on other addresses than this machine's own
    } desk;

    struct Content {
        std::filesystem::path key;             // public key (PEM) that installed packs answer to; "": content.pub beside the settings
    } content;

    struct Contact {
        std::string key;                       // the network's public key (base64, X25519) that a telephone number is sealed to;
                                               // empty: nobody is asked for one
    } contact;

    struct Sync {
        std::string hub;                       // "https://hub.example.org"; empty: no hub, everything waits
        int every_s = 30;
    } sync;
};

struct LoadedSettings {
    Settings settings;                         // defaults stand in for wrong values, so that a kiosk starts if it can
    std::vector<SettingsProblem> problems;     // empty: all is well
    // As this machine's own files say, without what the network decided over them; nothing before add_provisioned().
    std::optional<Settings> own;
};

// Reads and checks the file. Unknown keys are problems too (a typing error must not pass in silence). A missing file is
// a problem only when `must_exist`. Never throws for what is in the file.
LoadedSettings load_settings(const std::filesystem::path& file, bool must_exist);

// Reads a second file, or such a text, over what was loaded: every key but `state`. What is wrong is added to the problems. A
// file that is not there changes nothing. Never throws for what is in it.
void add_settings(LoadedSettings& loaded, const std::filesystem::path& file);
void add_settings_text(LoadedSettings& loaded, const std::string& name, std::string_view text);

// Where the key of the content is: `content.key`, else content.pub beside the settings file, else in /etc/accanto. The
// file need not be there: then nothing but what came with the program is shown.
std::filesystem::path content_key_file(const Settings& settings, const std::filesystem::path& settings_file);

// The file to use: ACCANTO_SETTINGS, else /etc/accanto/accanto.toml when there, else none (defaults).
std::filesystem::path default_settings_file();

} // namespace accanto
