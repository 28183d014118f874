#include "CCurl.h"
#include <curl/curl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/// libcurl may try two addresses of a server at a time.
#define MOST_SOCKETS 4

struct quen_mail_stop {
    atomic_int requested;
    /// Guards `sockets`, so that none is shut down after it was closed and its number given to another.
    pthread_mutex_t lock;
    int sockets[MOST_SOCKETS];
};

quen_mail_stop *quen_mail_stop_create(void) {
    quen_mail_stop *stop = calloc(1, sizeof(quen_mail_stop));
    if (stop == NULL) return NULL;
    pthread_mutex_init(&stop->lock, NULL);
    for (int i = 0; i < MOST_SOCKETS; i++) stop->sockets[i] = -1;
    return stop;
}

void quen_mail_stop_signal(quen_mail_stop *stop) {
    atomic_store(&stop->requested, 1);
    // Where libcurl waits for the answer to its last words it asks nobody whether to go on: silence is broken for it.
    pthread_mutex_lock(&stop->lock);
    for (int i = 0; i < MOST_SOCKETS; i++)
        if (stop->sockets[i] >= 0) shutdown(stop->sockets[i], SHUT_RDWR);
    pthread_mutex_unlock(&stop->lock);
}

void quen_mail_stop_destroy(quen_mail_stop *stop) {
    pthread_mutex_destroy(&stop->lock);
    free(stop);
}

/// Puts `after` where `before` stood; `false` where there is no such place.
static int replace_socket(quen_mail_stop *stop, int before, int after) {
    int is_replaced = 0;
    pthread_mutex_lock(&stop->lock);
    for (int i = 0; i < MOST_SOCKETS && !is_replaced; i++)
        if (stop->sockets[i] == before) {
            stop->sockets[i] = after;
            is_replaced = 1;
        }
    pthread_mutex_unlock(&stop->lock);
    return is_replaced;
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
    (void)purpose;
    int number = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (number < 0) return CURL_SOCKET_BAD;
    if (replace_socket(context, -1, number)) return number;
    close(number);
    return CURL_SOCKET_BAD;
}

static int close_socket(void *context, curl_socket_t number) {
    replace_socket(context, number, -1);
    return close(number);
}

int quen_mail_global_init(void) { return (int)curl_global_init(CURL_GLOBAL_DEFAULT); }
const char *quen_mail_error(const quen_mail_result *result) { return result->error; }

/// What is left to be read of the message.
struct body {
    const char *next;
    size_t left;
    int finished;
};

static size_t read_body(char *buffer, size_t size, size_t count, void *context) {
    struct body *body = context;
    size_t room = size * count;
    size_t part = body->left < room ? body->left : room;
    memcpy(buffer, body->next, part);
    body->next += part;
    body->left -= part;
    // libcurl sends the last dot only after it was told that there is no more; from here on it may have been sent.
    if (part == 0) body->finished = 1;
    return part;
}

static int progress(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
    (void)a, (void)b, (void)c, (void)d;
    return atomic_load(&((quen_mail_stop *)context)->requested);
}

static void set_protection(CURL *curl, int tls, const char *ca_file) {
    curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(tls == QUEN_MAIL_PLAIN ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    if (ca_file != NULL) curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file);
}

void quen_mail_send(
    const char *url, int tls, const char *ca_file, const char *user, const char *password, const char *from,
    const char *recipient, const char *message, size_t length, long timeout_ms, quen_mail_stop *stop,
    quen_mail_result *result) {
    memset(result, 0, sizeof(*result));
    struct body body = {message, length, 0};
    CURL *curl = curl_easy_init();
    struct curl_slist *recipients = curl_slist_append(NULL, recipient);
    if (curl == NULL || recipients == NULL) {
        result->code = CURLE_OUT_OF_MEMORY;
        strncpy(result->error, "out of memory", sizeof(result->error) - 1);
    } else {
        char error[CURL_ERROR_SIZE] = "";
        curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
        curl_easy_setopt(curl, CURLOPT_URL, url);
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        curl_easy_setopt(curl, CURLOPT_PROXY, "");
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, timeout_ms < 10000 ? timeout_ms : 10000L);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, timeout_ms);
        // After a failure libcurl says QUIT and waits for the answer beyond its time: not longer than for any other.
        curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (timeout_ms + 999) / 1000);
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, stop);
        curl_easy_setopt(curl, CURLOPT_CLOSESOCKETFUNCTION, close_socket);
        curl_easy_setopt(curl, CURLOPT_CLOSESOCKETDATA, stop);
        set_protection(curl, tls, ca_file);
        if (user != NULL) curl_easy_setopt(curl, CURLOPT_USERNAME, user);
        if (password != NULL) curl_easy_setopt(curl, CURLOPT_PASSWORD, password);
        curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from);
        curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
        curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_body);
        curl_easy_setopt(curl, CURLOPT_READDATA, &body);
        curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress);
        curl_easy_setopt(curl, CURLOPT_XFERINFODATA, stop);
        CURLcode code = curl_easy_perform(curl);
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &result->reply);
        result->code = (int)code;
        // libcurl's smtp.c: a refused MAIL, RCPT or DATA is a SEND_ERROR; greeting, EHLO, STARTTLS and AUTH have others.
        result->about_mail = code == CURLE_SEND_ERROR || body.finished;
        const char *text = error[0] != 0 ? error : curl_easy_strerror(code);
        strncpy(result->error, text, sizeof(result->error) - 1);
    }
    result->body_finished = body.finished;
    curl_slist_free_all(recipients);
    if (curl != NULL) curl_easy_cleanup(curl);
}
