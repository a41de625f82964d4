// Does what accanto-kiosk must never do, so that the test that forbids it can be seen to find it. Never run.

#include <curl/curl.h>

#include <netdb.h>
#include <sys/socket.h>

int main() {
    addrinfo* found = nullptr;
    getaddrinfo("localhost", "80", nullptr, &found);
    int handle = socket(AF_INET, SOCK_STREAM, 0);
    curl_easy_cleanup(curl_easy_init());
    return connect(handle, found->ai_addr, found->ai_addrlen);
}
