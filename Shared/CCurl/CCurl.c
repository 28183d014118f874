#include "CCurl.h"
#include <curl/curl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct quen_mail_stop {
    atomic_int requested;
};

quen_mail_stop *quen_mail_stop_create(void) { return calloc(1, sizeof(quen_mail_stop)); }
void quen_mail_stop_signal(quen_mail_stop *stop) { atomic_store(&stop->requested, 1); }
void quen_mail_stop_destroy(quen_mail_stop *stop) { free(stop); }
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
        result->login_denied = code == CURLE_LOGIN_DENIED;
        const char *text = error[0] != 0 ? error : curl_easy_strerror(code);
        strncpy(result->error, text, sizeof(result->error) - 1);
    }
    result->body_finished = body.finished;
    curl_slist_free_all(recipients);
    if (curl != NULL) curl_easy_cleanup(curl);
}
