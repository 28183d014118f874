#pragma once
#include <amqp.h>
#include <amqp_tcp_socket.h>
#include <amqp_ssl_socket.h>
#include <amqp_framing.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/time.h>

/* amqp_login is variadic, which Swift cannot call. Announces what the event loop handles: without
   connection.blocked and consumer_cancel_notify the broker never sends them. */
static inline amqp_rpc_reply_t quen_amqp_login(amqp_connection_state_t state, const char *vhost, int frame_max,
                                               int heartbeat, const char *connection_name, const char *user,
                                               const char *password) {
    const char *names[] = {"connection.blocked", "consumer_cancel_notify", "publisher_confirms", "basic.nack"};
    amqp_table_entry_t capabilities[4];
    for (int i = 0; i < 4; i++) {
        capabilities[i].key = amqp_cstring_bytes(names[i]);
        capabilities[i].value.kind = AMQP_FIELD_KIND_BOOLEAN;
        capabilities[i].value.value.boolean = 1;
    }
    amqp_table_entry_t properties[2];
    properties[0].key = amqp_cstring_bytes("capabilities");
    properties[0].value.kind = AMQP_FIELD_KIND_TABLE;
    properties[0].value.value.table.num_entries = 4;
    properties[0].value.value.table.entries = capabilities;
    properties[1].key = amqp_cstring_bytes("connection_name");
    properties[1].value.kind = AMQP_FIELD_KIND_UTF8;
    properties[1].value.value.bytes = amqp_cstring_bytes(connection_name);
    amqp_table_t table = {2, properties};
    return amqp_login_with_properties(state, vhost, 8, frame_max, heartbeat, &table, AMQP_SASL_METHOD_PLAIN, user,
                                      password);
}

/* Method numbers as constants: the macros carry casts that Swift does not import. */
static const amqp_method_number_t quen_connection_close = AMQP_CONNECTION_CLOSE_METHOD;
static const amqp_method_number_t quen_connection_close_ok = AMQP_CONNECTION_CLOSE_OK_METHOD;
static const amqp_method_number_t quen_connection_blocked = AMQP_CONNECTION_BLOCKED_METHOD;
static const amqp_method_number_t quen_connection_unblocked = AMQP_CONNECTION_UNBLOCKED_METHOD;
static const amqp_method_number_t quen_channel_close = AMQP_CHANNEL_CLOSE_METHOD;
static const amqp_method_number_t quen_channel_close_ok = AMQP_CHANNEL_CLOSE_OK_METHOD;
static const amqp_method_number_t quen_basic_deliver = AMQP_BASIC_DELIVER_METHOD;
static const amqp_method_number_t quen_basic_return = AMQP_BASIC_RETURN_METHOD;
static const amqp_method_number_t quen_basic_ack = AMQP_BASIC_ACK_METHOD;
static const amqp_method_number_t quen_basic_nack = AMQP_BASIC_NACK_METHOD;
static const amqp_method_number_t quen_basic_cancel = AMQP_BASIC_CANCEL_METHOD;

/* Accessors for what Swift sees only as an anonymous union. */
static inline amqp_method_number_t quen_frame_method(const amqp_frame_t *frame) { return frame->payload.method.id; }
static inline void *quen_frame_decoded(const amqp_frame_t *frame) { return frame->payload.method.decoded; }
static inline amqp_basic_properties_t *quen_frame_properties(const amqp_frame_t *frame) {
    return (amqp_basic_properties_t *)frame->payload.properties.decoded;
}
static inline uint64_t quen_frame_body_size(const amqp_frame_t *frame) { return frame->payload.properties.body_size; }
static inline amqp_bytes_t quen_frame_body(const amqp_frame_t *frame) { return frame->payload.body_fragment; }

static inline void quen_set_text(amqp_table_entry_t *entry, amqp_bytes_t key, amqp_bytes_t text) {
    entry->key = key;
    entry->value.kind = AMQP_FIELD_KIND_UTF8;
    entry->value.value.bytes = text;
}
/* Whether the entry is a text; then `text` is it. */
static inline int quen_get_text(const amqp_table_entry_t *entry, amqp_bytes_t *text) {
    if (entry->value.kind != AMQP_FIELD_KIND_UTF8) return 0;
    *text = entry->value.value.bytes;
    return 1;
}

/* Small messages written in one go leave as full segments. */
static inline int quen_set_cork(int socket, int on) {
    return setsockopt(socket, IPPROTO_TCP, TCP_CORK, &on, sizeof on);
}

/* The library's calls with time-outs, in milliseconds. */
static inline struct timeval quen_milliseconds(int64_t milliseconds) {
    struct timeval time = {milliseconds / 1000, (milliseconds % 1000) * 1000};
    return time;
}
static inline int quen_open_socket(amqp_socket_t *socket, const char *host, int port, int64_t milliseconds) {
    struct timeval timeout = quen_milliseconds(milliseconds);
    return amqp_socket_open_noblock(socket, host, port, &timeout);
}
static inline int quen_set_handshake_timeout(amqp_connection_state_t state, int64_t milliseconds) {
    struct timeval timeout = quen_milliseconds(milliseconds);
    return amqp_set_handshake_timeout(state, &timeout);
}
static inline int quen_set_reply_timeout(amqp_connection_state_t state, int64_t milliseconds) {
    struct timeval timeout = quen_milliseconds(milliseconds);
    return amqp_set_rpc_timeout(state, &timeout);
}
/* The next frame without waiting; sends a heartbeat that is due. */
static inline int quen_next_frame(amqp_connection_state_t state, amqp_frame_t *frame) {
    struct timeval none = {0, 0};
    return amqp_simple_wait_frame_noblock(state, frame, &none);
}
