#pragma once
#include <stddef.h>

/// Sending one mail by SMTP. libcurl's `curl_easy_setopt` takes a variable number of arguments, which Swift cannot call;
/// and the callbacks are simpler here. Nothing of libcurl itself is shown.

/// How the connection is protected.
enum quen_mail_tls { QUEN_MAIL_PLAIN = 0, QUEN_MAIL_STARTTLS = 1, QUEN_MAIL_TLS = 2 };

/// Lets another thread break off what is being sent.
typedef struct quen_mail_stop quen_mail_stop;
quen_mail_stop *_Nullable quen_mail_stop_create(void);
/// From any thread; for good.
void quen_mail_stop_signal(quen_mail_stop *_Nonnull stop);
void quen_mail_stop_destroy(quen_mail_stop *_Nonnull stop);

typedef struct {
    /// libcurl's result; 0: the server took the mail over.
    int code;
    /// The server's last reply code, 0 where there was none.
    long reply;
    /// Whether the whole message was handed over for sending: from then on only a reply says whether the server has it.
    int body_finished;
    /// Whether `reply` is about this mail (MAIL, RCPT, DATA, the message) and not about the connection or the log-in.
    int about_mail;
    char error[256];
} quen_mail_result;

/// Once, before anything else; 0 where libcurl is ready.
int quen_mail_global_init(void);

/// Blocks until the mail is sent or has failed, at most `timeout_ms`, and as long again for a server that does not let go.
/// `message` has CRLF line ends; `ca_file` may be nothing for the system's own.
void quen_mail_send(
    const char *_Nonnull url, int tls, const char *_Nullable ca_file, const char *_Nullable user,
    const char *_Nullable password, const char *_Nonnull from, const char *_Nonnull recipient,
    const char *_Nonnull message, size_t length, long timeout_ms, quen_mail_stop *_Nonnull stop,
    quen_mail_result *_Nonnull result);

/// The text in `result->error`.
const char *_Nonnull quen_mail_error(const quen_mail_result *_Nonnull result);
