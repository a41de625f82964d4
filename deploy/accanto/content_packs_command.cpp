#include "deploy/accanto/content.h"
#include "deploy/accanto/content_command.h"
#include "deploy/accanto/content_options.h"

namespace accanto::tool {

namespace {

void add_pack(CLI::App& content) {
    CLI::App* command =
        content.add_subcommand("pack", "Put tutorials with their pictures and sounds into one file");
    auto request = std::make_shared<PackRequest>();
    command->add_option("ID", request->ids, "Only these tutorials; without any, all");
    command->add_option("--out", request->out, "The pack to write, as in starter-3.tar.zst")->required();
    command
        ->add_option("--version", request->version,
                     "Its version: a whole number, larger than every one before it")
        ->required()
        ->check(CLI::Range(1, 1'000'000'000));
    command->add_option("--key", request->key,
                        "Also list it in catalogue.toml beside it, signed with this private key");
    command->add_option("--id", request->id,
                        "The name of the pack (default: that of the file, without -N.tar.zst)");
    command->add_option("--title", request->title,
                        "Its title (default: that of its only tutorial, else its name)");
    command->add_option("--version-name", request->version_name,
                        "Its version for people, as in 2026.11 (default: the number)");
    command->add_option("--min-app", request->min_app,
                        "The oldest Accanto that may install it (default: this one, " ACCANTO_VERSION ")");
    command
        ->add_option(
            "--language", request->languages,
            "A language that must be complete; may be given several times (default: en es ca it pt sv ar)")
        ->allow_extra_args(false);
    command->add_option("--data", request->data, "The folder that holds content/ and assets/")
        ->check(CLI::ExistingDirectory);
    command->footer(
        "Checks first, as accanto content check does, and packs nothing while there is something to mend. "
        "The same\n"
        "content gives the same bytes on every machine.\n\n"
        "  accanto content pack --out starter-3.tar.zst --version 3 --title \"The starter library\"\n"
        "  accanto content pack book-visit health-record --out health-1.tar.zst --version 1 --key "
        "content.key\n");
    on_call(*command, request, pack_content);
}

void add_catalogue(CLI::App& content) {
    CLI::App* command =
        content.add_subcommand("catalogue", "List packs in a signed catalogue, new or extended");
    auto request = std::make_shared<CatalogueRequest>();
    command->add_option("PACK", request->packs, "Packs to list, each in the place of its older version")
        ->check(CLI::ExistingFile);
    command->add_option("--key", request->key, "The private key that signs it (accanto content key new)")
        ->required();
    command
        ->add_option(
            "--out", request->out,
            "The catalogue: extended when it is there, else made; its signature goes beside it, as .sig")
        ->required();
    command->add_option("--old-key", request->old_key,
                        "The private key that signed until now: it vouches for --key, and kiosks follow from "
                        "one to the other");
    command
        ->add_option("--without", request->without,
                     "A pack (by its name) to list no more; may be given several times")
        ->allow_extra_args(false);
    command
        ->add_option("--days", request->days,
                     "How long packs may be installed by it (default: 180); showing them never ends")
        ->check(CLI::Range(1, 3660));
    command->footer("Without a pack, an existing catalogue is renewed. Each time its version rises, and "
                    "kiosks take none that is\n"
                    "older than the newest they have seen.\n\n"
                    "  accanto content catalogue --key content.key --out catalogue.toml starter-3.tar.zst "
                    "health-1.tar.zst\n"
                    "  accanto content catalogue --key new.key --old-key content.key --out catalogue.toml\n");
    on_call(*command, request, make_catalogue);
}

void add_key(CLI::App& content) {
    CLI::App* key = content.add_subcommand("key", "The keys that catalogues are signed with");
    key->require_subcommand(1);
    CLI::App* command =
        key->add_subcommand("new", "Make a key pair: FILE, readable by you alone, and its public half");
    auto request = std::make_shared<KeyRequest>();
    command
        ->add_option("FILE", request->file,
                     "The private key, as in content.key; the public one is then content.pub")
        ->required();
    command->footer("Ed25519, in PEM files that openssl reads too.\n");
    on_call(*command, request, new_key);
}

void add_install(CLI::App& content) {
    CLI::App* command =
        content.add_subcommand("install", "Install a pack on this kiosk, after showing what it changes");
    auto request = std::make_shared<InstallRequest>();
    command->add_option("PACK", request->pack, "The pack, on a stick or on disk")->required();
    command->add_option("--catalogue", request->catalogue,
                        "The catalogue that lists it (default: catalogue.toml beside the pack)");
    command->add_flag("--yes", request->yes, "Do not ask");
    command->add_flag("--again", request->again, "Also a version that somebody went back from");
    add_settings_options(*command, request->settings);
    command->footer("The catalogue must be signed by the key that the settings name ([content] key, else "
                    "content.pub beside the\n"
                    "settings file). Everything is checked before anything changes; a visit under way ends "
                    "on the old version; the\n"
                    "version before is kept, for accanto content roll-back.\n\n"
                    "  accanto content install /media/stick/starter-3.tar.zst\n");
    on_call(*command, request, install_content);
}

void add_installed(CLI::App& content) {
    auto add = [&](const char* verb, const char* what, bool named, int (*work)(const InstalledRequest&)) {
        CLI::App* command = content.add_subcommand(verb, what);
        auto request = std::make_shared<InstalledRequest>();
        if (named)
            command->add_option("ID", request->id, "The name of the pack, as accanto content list shows it")
                ->required();
        else
            command->add_flag("--check", request->check, "Also compare every file with what was installed");
        add_settings_options(*command, request->settings);
        on_call(*command, request, work);
    };
    add("list", "List the packs that are installed", false, list_content);
    add("roll-back", "Show the version of a pack that was there before", true, roll_back_content);
    add("remove", "Remove a pack: what came with the program is shown again", true, remove_content);
}

} // namespace

void add_packs_commands(CLI::App& content) {
    add_pack(content);
    add_catalogue(content);
    add_key(content);
    add_install(content);
    add_installed(content);
}

} // namespace accanto::tool
