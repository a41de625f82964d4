#pragma once
// accanto content ...: what each subcommand is asked and what it does. Each prints what there is to say
// (results on stdout, refusals on stderr) and returns the exit code: 0, or 1 when something has to be mended.
// The options are declared in content_command.cpp (for authors) and content_packs_command.cpp (for packs and
// kiosks).

#include "deploy/accanto/given_settings.h"

#include <string>
#include <vector>

namespace accanto::tool {

struct CheckRequest {
    std::vector<std::string> ids;       // of tutorials, or files of packs; none: all content
    std::vector<std::string> languages; // none: those of a pack, else all seven
    std::string data, today;            // "": found, today
    bool json = false;
};
int check_content(const CheckRequest& request); // content_check.cpp

struct PreviewRequest {
    std::string id, language, data, size;
    int step = 1;
    GivenSettings settings;
};
int preview_tutorial(const PreviewRequest& request); // content_preview.cpp

struct RecordingsRequest {
    std::vector<std::string> ids;       // of tutorials, or "words"; none: all content
    std::vector<std::string> languages; // none: all there are
    std::string data;
    bool all = false, json = false;
};
int list_recordings(const RecordingsRequest& request); // content_recordings.cpp

struct NewRequest {
    std::string id, topic, data;
};
int new_tutorial(const NewRequest& request); // content_new.cpp

struct PackRequest {
    std::vector<std::string> ids; // none: all
    std::vector<std::string> languages;
    std::string out, id, title, version_name, min_app, data, key;
    int version = 0;
};
int pack_content(const PackRequest& request); // content_pack.cpp

struct DiffRequest {
    std::string before, after; // a pack, a folder, or "installed"
    GivenSettings settings;
    bool json = false;
};
int diff_content(const DiffRequest& request); // content_diff.cpp

struct CatalogueRequest {
    std::string key, old_key, out;
    std::vector<std::string> packs, without;
    int days = 180;
};
int make_catalogue(const CatalogueRequest& request); // content_catalogue.cpp

struct KeyRequest {
    std::string file;
};
int new_key(const KeyRequest& request); // content_key.cpp

struct InstallRequest {
    std::string pack, catalogue;
    GivenSettings settings;
    bool yes = false, again = false;
};
int install_content(const InstallRequest& request); // content_install.cpp

struct InstalledRequest {
    std::string id;
    GivenSettings settings;
    bool check = false;
};
int list_content(const InstalledRequest& request); // content_list.cpp
int roll_back_content(const InstalledRequest& request);
int remove_content(const InstalledRequest& request);

} // namespace accanto::tool
