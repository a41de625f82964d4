#include "deploy/accanto/content_command.h"

#include "deploy/accanto/content.h"
#include "deploy/accanto/content_options.h"

namespace accanto::tool {

namespace {

void add_check(CLI::App& content) {
    CLI::App* check =
        content.add_subcommand("check", "Look for everything an author must mend: file, line and what to do");
    auto request = std::make_shared<CheckRequest>();
    check->add_option(
        "ID", request->ids,
        "Only these tutorials (the names of their folders) or packs (files); without any, all content");
    check->add_flag("--json", request->json, "Print the list as JSON, for other programs");
    check->add_option("--data", request->data, "The folder that holds content/ and assets/")
        ->check(CLI::ExistingDirectory);
    check
        ->add_option("--language", request->languages,
                     "A language that must be complete; may be given several times (default: en es ca it pt "
                     "sv ar; for a pack, those it has)")
        ->allow_extra_args(false);
    check->add_option("--today", request->today,
                      "The day to compare review_by with, as in 2026-11-23 (default: today)");
    check->footer(
        "Looks at structure, missing and unknown words, length of sentences, sizes and places on practice\n"
        "screens, hints, dead ends, expired facts, texts for the voice, and recordings.\n\n"
        "  accanto content check                      everything\n"
        "  accanto content check create-email         one tutorial\n"
        "  accanto content check starter-3.tar.zst    what somebody packed\n");
    on_call(*check, request, check_content);
}

void add_preview(CLI::App& content) {
    CLI::App* command = content.add_subcommand(
        "preview", "Open a tutorial in the kiosk's window, and show it anew whenever its files are saved");
    auto request = std::make_shared<PreviewRequest>();
    command->add_option("ID", request->id, "The name of its folder")->required();
    command->add_option("--language", request->language, "In which language (default: the first of the settings)");
    command->add_option("--step", request->step, "Where to begin")->check(CLI::PositiveNumber);
    command->add_option("--size", request->size, "Window of WIDTHxHEIGHT pixels, such as 1080x1920 for a standing panel");
    command->add_option("--data", request->data, "The folder that holds content/ and assets/")
        ->check(CLI::ExistingDirectory);
    add_settings_options(*command, request->settings);
    command->footer("Nothing is kept: the window has a store of its own, which goes with it. Close it, or press Ctrl-C.\n\n"
                    "  accanto content preview create-email --language ar --step 5\n");
    on_call(*command, request, preview_tutorial);
}

void add_new(CLI::App& content) {
    CLI::App* command =
        content.add_subcommand("new", "Begin a tutorial: a folder that works, to be replaced bit by bit");
    auto request = std::make_shared<NewRequest>();
    command->add_option("ID", request->id, "Its name: small letters, digits, _ and -, as in create-email")
        ->required();
    command
        ->add_option("--topic", request->topic,
                     "What people ask help with: a code of content/topics/topics.toml")
        ->required();
    command->add_option("--data", request->data, "The folder that holds content/ and assets/")
        ->check(CLI::ExistingDirectory);
    command->footer("  accanto content new pay-parking --topic payments\n");
    on_call(*command, request, new_tutorial);
}

void add_recordings(CLI::App& content) {
    CLI::App* command = content.add_subcommand(
        "recordings",
        "List what the voice says and nobody has recorded yet: the file's name, and the words to read");
    auto request = std::make_shared<RecordingsRequest>();
    command->add_option("ID", request->ids,
                        "Only these tutorials (the names of their folders), or words for those of the "
                        "screens; without any, all");
    command->add_option("--language", request->languages, "Only this language; may be given several times")
        ->allow_extra_args(false);
    command->add_flag("--all", request->all, "List what is recorded too");
    command->add_flag("--json", request->json, "Print the list as JSON, for other programs");
    command->add_option("--data", request->data, "The folder that holds content/ and assets/")
        ->check(CLI::ExistingDirectory);
    command->footer("Read each text aloud, and save it under its name in content/audio: a WAV file, one "
                    "channel, 22 050 Hz. It is\n"
                    "heard in place of the synthesizer. The name changes with the words: what they were "
                    "before is never heard.\n\n"
                    "  accanto content recordings create-email --language ca > script.txt\n");
    on_call(*command, request, list_recordings);
}

void add_diff(CLI::App& content) {
    CLI::App* command =
        content.add_subcommand("diff", "Show what is new, changed and removed between two contents");
    auto request = std::make_shared<DiffRequest>();
    const char* side = "A pack (file), a folder of content, or: installed";
    command->add_option("OLD", request->before, side)->required();
    command->add_option("NEW", request->after, side)->required();
    command->add_flag("--json", request->json, "Print it as JSON, for other programs");
    add_settings_options(*command, request->settings);
    command->footer(
        "Names tutorials, their steps and screens, every text in every language, pictures and sounds. "
        "Against a\n"
        "pack, \"installed\" is the installed pack of the same name; against a folder, all installed "
        "packs.\n\n"
        "  accanto content diff starter-2.tar.zst starter-3.tar.zst\n"
        "  accanto content diff installed /media/stick/starter-3.tar.zst\n"
        "  accanto content diff starter-3.tar.zst .        the pack, and the tree it was made from\n");
    on_call(*command, request, diff_content);
}

} // namespace

void add_content_command(CLI::App& app) {
    CLI::App* content =
        app.add_subcommand("content", "Tutorials, topics and words; packs of them, and what is installed");
    content->require_subcommand(1);
    add_check(*content);
    add_preview(*content);
    add_new(*content);
    add_recordings(*content);
    add_diff(*content);
    add_packs_commands(*content);
}

} // namespace accanto::tool
