#include "kiosk/platform/printer.h"

#include "content/base/error.h"

#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace accanto::platform {

namespace {

// A name of ours, and nothing that would leave the folder.
std::filesystem::path free_file(const std::filesystem::path& folder, const std::string& name) {
    if (name.empty() || name.front() == '.' || name.find('/') != name.npos)
        throw Error("no name for a printed picture: \"" + name + "\"", 0);
    std::filesystem::path file = folder / (name + ".png");
    for (int copy = 2; std::filesystem::exists(file); ++copy)
        file = folder / (name + "-" + std::to_string(copy) + ".png");
    return file;
}

class PngDevice final : public PrintDevice {
public:
    explicit PngDevice(const std::filesystem::path& folder) : m_folder(folder) {}

    Outcome print(const Image& image, const std::string& name, const Abandonment&) override {
        std::filesystem::create_directories(m_folder);
        write_png(free_file(m_folder, name), image);
        return {true, {PrinterCondition::ready, ""}};
    }

    PrinterReport look() override {
        std::error_code error;
        std::filesystem::create_directories(m_folder, error);
        if (!error && ::access(m_folder.c_str(), W_OK) != 0)
            error = {errno, std::generic_category()};
        if (error)
            return {PrinterCondition::failed, m_folder.string() + ": " + error.message()};
        return {PrinterCondition::ready, ""};
    }

    bool can_tell() const override {
        return false;
    } // each job tells, and a folder needs nobody's care between

private:
    std::filesystem::path m_folder;
};

} // namespace

std::unique_ptr<PrintDevice> png_device(const std::filesystem::path& folder) {
    return std::make_unique<PngDevice>(folder);
}

} // namespace accanto::platform
