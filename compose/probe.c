// Health check of an image that has no shell: `probe PORT PATH` ends with 0 if a GET on loopback answers 200 within 3 s.
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

int main(int count, char **arguments) {
    if (count != 3) return 2;
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    struct timeval limit = {.tv_sec = 3};
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(arguments[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (connect(connection, (struct sockaddr *)&address, sizeof address) != 0) return 1;
    char request[512], answer[13] = {0};
    int length = snprintf(request, sizeof request,
        "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", arguments[2]);
    if (length >= (int)sizeof request || write(connection, request, (size_t)length) != length) return 1;
    // "HTTP/1.1 200" may come in pieces.
    for (size_t got = 0; got < 12;) {
        ssize_t part = read(connection, answer + got, 12 - got);
        if (part <= 0) return 1;
        got += (size_t)part;
    }
    return strcmp(answer + 8, " 200") == 0 ? 0 : 1;
}
