#include "deploy/accanto/contacts_command.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/sealed.h"
#include "deploy/accanto/unseen.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace accanto::tool {

namespace {

using Json = nlohmann::ordered_json;

struct Wish {
    std::string key, events = "-", passphrase_file, hub;
    bool passphrase = false, as_json = false;
};

std::string from_file(const std::string& file) {
    const auto text = read_file(file);
    if (!text)
        throw Error(file + ": there is no such file", ENOENT);
    return text->substr(0, text->find_first_of("\r\n"));
}

std::string new_passphrase(const Wish& wish) {
    if (!wish.passphrase_file.empty()) {
        const std::string given = from_file(wish.passphrase_file);
        if (given.empty())
            throw Error(wish.passphrase_file + ": its first line is empty; the passphrase stands there",
                        EINVAL);
        return given;
    }
    if (!wish.passphrase)
        return "";
    const std::string given = ask_unseen_on_terminal("Passphrase for the private key");
    if (given.empty())
        throw Error("no passphrase was given; without a terminal use --passphrase-file", EINVAL);
    if (ask_unseen_on_terminal("The same passphrase again") != given)
        throw Error("the two passphrases are not the same", EINVAL);
    return given;
}

void make_key(const Wish& wish) {
    const OpeningKey key = OpeningKey::generate();
    try {
        key.save(wish.key, new_passphrase(wish));
    } catch (const Error& e) {
        if (e.code() == EEXIST)
            throw Error(wish.key + ": there is a file already; a key that is in use must not be lost, so "
                                   "choose another name",
                        EEXIST);
        throw;
    }
    fmt::print("{}: the private key. Whoever has it reads what people leave for the coordinators: keep it "
               "off the network, "
               "with a copy in a safe place. What was sealed to a lost key can never be read.\n"
               "For the settings of every kiosk (/etc/accanto/accanto.toml):\n\n[contact]\nkey = \"{}\"\n",
               wish.key, key.sealing_key());
}

OpeningKey load(const Wish& wish) {
    bool from_file_used = false;
    return OpeningKey::load(wish.key, [&]() -> std::string {
        if (wish.passphrase_file.empty())
            return ask_unseen_on_terminal("Passphrase of the private key");
        if (std::exchange(from_file_used, true))
            throw Error(wish.passphrase_file + ": that is not the passphrase of this key", EPERM);
        return from_file(wish.passphrase_file);
    });
}

std::string text_of(const Json& json, const char* name) {
    const auto at = json.is_object() ? json.find(name) : json.end();
    return json.is_object() && at != json.end() && at->is_string() ? at->get<std::string>() : std::string();
}

// A terminal obeys some characters.
std::string harmless(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return text;
}

// One sealed message, and what else is known of it.
struct Message {
    std::string type, happened, booking, key, sealed;
};

// Line by line: events as `accanto-hub contacts` writes them, or sealed boxes alone.
class Reader {
public:
    void read(std::istream& in) {
        std::string line;
        for (int number = 1; std::getline(in, line); ++number)
            if (!line.empty())
                read(line, number);
    }
    const std::vector<Message>& messages() const { return m_messages; }
    // Code, day and minute of a booking, where its event was read too.
    const Json* booking(const std::string& id) const {
        const auto found = m_bookings.find(id);
        return found == m_bookings.end() ? nullptr : &found->second;
    }

private:
    void read(const std::string& line, int number) {
        if (line.front() != '{') {
            m_messages.push_back({"", "", "", "", line});
            return;
        }
        const Json event = Json::parse(line, nullptr, false);
        if (!event.is_object())
            throw Error(
                fmt::format("line {}: neither an event as accanto-hub writes it, nor something sealed",
                            number),
                EINVAL);
        const Json data = event.value("data", Json::object());
        const std::string type = text_of(event, "type");
        if (const std::string sealed = text_of(data, "sealed"); !sealed.empty())
            m_messages.push_back(
                {type, text_of(event, "happened"), text_of(data, "booking"), text_of(data, "key"), sealed});
        else if (type.ends_with(".booked.v1") || type.ends_with(".moved.v1"))
            m_bookings[text_of(data, "booking")].update(data);
    }

    std::vector<Message> m_messages;
    std::map<std::string, Json> m_bookings;
};

Json opened(const Reader& reader, const Message& message, const std::string& words) {
    Json out;
    out["type"] = message.type;
    out["happened"] = message.happened;
    out["booking"] = message.booking;
    if (const Json* booking = reader.booking(message.booking))
        for (const char* field : {"code", "day", "from_minute", "course", "topic", "language"})
            if (booking->contains(field))
                out[field] = (*booking)[field];
    out["words"] = words;
    return out;
}

std::string as_line(const Json& one) {
    std::string when = text_of(one, "day");
    if (one.contains("from_minute") && one["from_minute"].is_number_integer()) {
        const int minute = one["from_minute"];
        when += fmt::format(" {:02}:{:02}", minute / 60, minute % 60);
    }
    std::string out;
    for (const std::string& part :
         {text_of(one, "happened"), text_of(one, "code"), when, text_of(one, "words")})
        if (!part.empty())
            out += (out.empty() ? "" : "\t") + harmless(part);
    return out;
}

// What accanto-hub hands out, and writes into its log that it did. Throws Error, with its own words on the terminal.
std::string taken_from_hub(const std::string& folder) {
    std::string program = helper_program("accanto-hub");
    if (!std::filesystem::exists(program))
        program = "/usr/bin/accanto-hub";
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        throw Error(fmt::format("no pipe: {}", strerror(errno)), errno);
    const pid_t child = fork();
    if (child < 0)
        throw Error(fmt::format("no process: {}", strerror(errno)), errno);
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        execl(program.c_str(), program.c_str(), "contacts", "--data", folder.c_str(), nullptr);
        _exit(127);
    }
    close(ends[1]);
    std::string out;
    char part[65536];
    for (ssize_t got = 0; (got = read(ends[0], part, sizeof part)) > 0;)
        out.append(part, size_t(got));
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw Error(fmt::format("{} gave nothing out of {}: call this on the hub's machine, or with a file of its page", program, folder), EIO);
    return out;
}

void open_all(const Wish& wish) {
    Reader reader;
    if (!wish.hub.empty()) {
        std::istringstream lines(taken_from_hub(wish.hub));
        reader.read(lines);
    } else if (wish.events == "-") {
        reader.read(std::cin);
    } else {
        std::ifstream in(wish.events, std::ios::binary);
        if (!in)
            throw Error(fmt::format("{}: cannot be read: {}", wish.events, strerror(errno)), errno);
        reader.read(in);
    }
    const OpeningKey key = load(wish);
    int open = 0, other_key = 0, damaged = 0;
    for (const Message& message : reader.messages()) {
        if (const auto words = key.open(message.sealed)) {
            ++open;
            const Json one = opened(reader, message, *words);
            fmt::print("{}\n", wish.as_json ? one.dump(-1, ' ', false, Json::error_handler_t::replace)
                                            : as_line(one));
        } else {
            ++(!message.key.empty() && message.key != key.sealing_key() ? other_key : damaged);
        }
    }
    fmt::print(stderr, "{} opened", open);
    if (other_key > 0)
        fmt::print(stderr, ", {} sealed to another key of the network", other_key);
    if (damaged > 0)
        fmt::print(stderr, ", {} damaged or sealed to another key", damaged);
    fmt::print(stderr, "\n");
    if (other_key + damaged > 0)
        throw CLI::RuntimeError(1);
}

} // namespace

void add_contacts_command(CLI::App& app) {
    CLI::App* group = app.add_subcommand(
        "contacts",
        "Telephone numbers and messages that people left for the coordinators, sealed at the kiosk");
    group->require_subcommand(1);
    const auto wish = std::make_shared<Wish>();

    CLI::App* key = group->add_subcommand(
        "key", "Make the network's key pair: kiosks seal to it, its private half opens");
    key->add_option("--out", wish->key, "Where the private key goes: a new file, which only you may read")
        ->required();
    key->add_flag("--passphrase", wish->passphrase,
                  "Ask for a passphrase, without which the file opens nothing");
    key->add_option("--passphrase-file", wish->passphrase_file,
                    "Take the passphrase from the first line of this file");
    key->callback([wish] { make_key(*wish); });

    CLI::App* open = group->add_subcommand("open", "Open with the private key what was sealed");
    open->add_option("--key", wish->key, "The private key, as accanto contacts key made it")->required();
    open->add_option("EVENTS", wish->events,
                     "What accanto-hub contacts or the hub's page gave out, a line each, or sealed boxes alone (base64); "
                     "- or nothing: "
                     "standard input");
    open->add_option("--hub-data", wish->hub, "Take them from the hub of this folder, beside the running one or without: its log tells of it");
    open->add_option("--passphrase-file", wish->passphrase_file,
                     "Take the passphrase from the first line of this file");
    open->add_flag("--json", wish->as_json,
                   "A JSON object a line: type, happened, booking, code, day, from_minute, words");
    open->footer(
        "Example: accanto contacts open --key contacts.key --hub-data /var/lib/accanto-hub\n"
        "What is sealed leaves the hub in no other way than so, by accanto-hub contacts and by its page, and each time the hub's log says who\n"
        "took how many, and when: whoever opens a file that was made so is answerable for it.\n"
        "Ends with 1 when something could not be opened.");
    open->callback([wish] { open_all(*wish); });
}

} // namespace accanto::tool
