/* What the parts below Quen can do by themselves on this machine, as the measure of its relay and consumer.

     raw publish FILE WINDOW [RATE]   publishes FILE's events with confirms; at most RATE a second
     raw consume QUEUE COUNT PREFETCH takes COUNT messages off QUEUE, acknowledging what is buffered at once
     raw commit STORE COUNT BATCH     writes COUNT inbox rows with their effects into a new SQLite store

   QUEN_BENCH_AMQP holds the broker's address as an amqp URL. FILE holds lines of six fields, separated by tabs:
   exchange, routing key, message id, subject, sequence, body. Prints the seconds that the work took. */
#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_tcp_socket.h>
#include <poll.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void fail(const char *what) {
    fprintf(stderr, "raw: %s\n", what);
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static amqp_connection_state_t connect_broker(void) {
    const char *address = getenv("QUEN_BENCH_AMQP");
    if (!address) fail("QUEN_BENCH_AMQP is not set");
    static char url[512];
    snprintf(url, sizeof url, "%s", address);
    struct amqp_connection_info info;
    if (amqp_parse_url(url, &info)) fail("QUEN_BENCH_AMQP is no amqp URL");
    amqp_connection_state_t connection = amqp_new_connection();
    amqp_socket_t *socket = amqp_tcp_socket_new(connection);
    if (!socket || amqp_socket_open(socket, info.host, info.port)) fail("the broker is not reached");
    amqp_rpc_reply_t reply = amqp_login(connection, info.vhost, 1, 131072, 0, AMQP_SASL_METHOD_PLAIN, info.user, info.password);
    if (reply.reply_type != AMQP_RESPONSE_NORMAL) fail("the broker refuses the login");
    amqp_channel_open(connection, 1);
    if (amqp_get_rpc_reply(connection).reply_type != AMQP_RESPONSE_NORMAL) fail("no channel");
    return connection;
}

/* --- publish --- */

static size_t in_flight;
static uint64_t settled;

/* Takes one frame; waits for it where `mustWait`. Whether there was one. */
static int take_confirm(amqp_connection_state_t connection, int mustWait) {
    struct timeval none = {0, 0};
    amqp_frame_t frame;
    int status = amqp_simple_wait_frame_noblock(connection, &frame, mustWait ? NULL : &none);
    if (status == AMQP_STATUS_TIMEOUT) return 0;
    if (status != AMQP_STATUS_OK) fail(amqp_error_string2(status));
    if (frame.frame_type == AMQP_FRAME_METHOD) {
        if (frame.payload.method.id != AMQP_BASIC_ACK_METHOD) fail("the broker returned or refused a message");
        amqp_basic_ack_t *ack = frame.payload.method.decoded;
        uint64_t count = ack->multiple ? ack->delivery_tag - settled : 1;
        if (ack->multiple) settled = ack->delivery_tag;
        in_flight -= count;
        if (!ack->multiple) settled++;
    }
    amqp_maybe_release_buffers(connection);
    return 1;
}

static void publish(const char *path, size_t window, double rate) {
    FILE *file = fopen(path, "r");
    if (!file) fail("the file of events cannot be read");
    amqp_connection_state_t connection = connect_broker();
    amqp_confirm_select(connection, 1);
    char *line = NULL;
    size_t room = 0, count = 0;
    ssize_t length;
    double start = now();
    while ((length = getline(&line, &room, file)) > 0) {
        line[length - 1] = 0;
        char *fields[6], *rest = line;
        for (int i = 0; i < 6; i++) fields[i] = strsep(&rest, "\t");
        if (!fields[5]) fail("a line of the file is not complete");
        while (rate > 0 && now() < start + count / rate) {
            struct timespec pause = {0, 200000};
            nanosleep(&pause, NULL);
            while (take_confirm(connection, 0)) {}
        }
        amqp_table_entry_t headers[2] = {
            {amqp_cstring_bytes("subject"), {.kind = AMQP_FIELD_KIND_UTF8, .value.bytes = amqp_cstring_bytes(fields[3])}},
            {amqp_cstring_bytes("sequence"), {.kind = AMQP_FIELD_KIND_UTF8, .value.bytes = amqp_cstring_bytes(fields[4])}}};
        amqp_basic_properties_t properties = {
            ._flags = AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG | AMQP_BASIC_CONTENT_TYPE_FLAG |
                      AMQP_BASIC_TYPE_FLAG | AMQP_BASIC_CORRELATION_ID_FLAG | AMQP_BASIC_APP_ID_FLAG |
                      AMQP_BASIC_TIMESTAMP_FLAG | AMQP_BASIC_HEADERS_FLAG,
            .delivery_mode = 2,
            .message_id = amqp_cstring_bytes(fields[2]),
            .content_type = amqp_cstring_bytes("application/cloudevents+json; charset=utf-8"),
            .type = amqp_cstring_bytes(fields[1]),
            .correlation_id = amqp_cstring_bytes(fields[2]),
            .app_id = amqp_cstring_bytes("quen"),
            .timestamp = (uint64_t)time(NULL),
            .headers = {2, headers}};
        int status = amqp_basic_publish(connection, 1, amqp_cstring_bytes(fields[0]), amqp_cstring_bytes(fields[1]), 1,
                                        0, &properties, amqp_cstring_bytes(fields[5]));
        if (status != AMQP_STATUS_OK) fail(amqp_error_string2(status));
        count++;
        in_flight++;
        while (in_flight >= window) take_confirm(connection, 1);
    }
    while (in_flight > 0) take_confirm(connection, 1);
    printf("%.6f\n", now() - start);
    amqp_connection_close(connection, AMQP_REPLY_SUCCESS);
}

/* --- consume --- */

static void consume(const char *queue, size_t count, int prefetch) {
    amqp_connection_state_t connection = connect_broker();
    amqp_basic_qos(connection, 1, 0, prefetch, 0);
    amqp_basic_consume(connection, 1, amqp_cstring_bytes(queue), amqp_empty_bytes, 0, 0, 0, amqp_empty_table);
    if (amqp_get_rpc_reply(connection).reply_type != AMQP_RESPONSE_NORMAL) fail("consuming is refused");
    double start = 0;
    size_t unacknowledged = 0;
    uint64_t tag = 0;
    for (size_t taken = 0; taken < count; taken++) {
        amqp_envelope_t envelope;
        amqp_maybe_release_buffers(connection);
        amqp_rpc_reply_t reply = amqp_consume_message(connection, &envelope, NULL, 0);
        if (reply.reply_type != AMQP_RESPONSE_NORMAL) fail("the broker ended the consumer");
        if (taken == 0) start = now();
        tag = envelope.delivery_tag;
        amqp_destroy_envelope(&envelope);
        int isLast = !amqp_data_in_buffer(connection) && !amqp_frames_enqueued(connection);
        if (++unacknowledged < (size_t)prefetch / 2 && !isLast && taken + 1 < count) continue;
        if (amqp_basic_ack(connection, 1, tag, 1)) fail("acknowledging failed");
        unacknowledged = 0;
    }
    printf("%.6f\n", now() - start);
    amqp_channel_close(connection, 1, AMQP_REPLY_SUCCESS);
    amqp_connection_close(connection, AMQP_REPLY_SUCCESS);
}

/* --- commit --- */

static sqlite3_stmt *prepared(sqlite3 *db, const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL)) fail(sqlite3_errmsg(db));
    return statement;
}

static void step(sqlite3 *db, sqlite3_stmt *statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) fail(sqlite3_errmsg(db));
    sqlite3_reset(statement);
}

/* The time goes first, as in version 7. */
static void make_id(unsigned char id[16], uint64_t number) {
    for (int i = 0; i < 8; i++) id[i] = (unsigned char)(number >> (56 - 8 * i));
    for (int i = 8; i < 16; i++) id[i] = (unsigned char)(number * 131 >> i);
}

static void commit(const char *path, size_t count, size_t batch) {
    sqlite3 *db;
    if (sqlite3_open(path, &db)) fail("the store cannot be opened");
    const char *set_up =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000;"
        "CREATE TABLE inbox(source INTEGER NOT NULL, id BLOB NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (source, id)) STRICT, WITHOUT ROWID;"
        "CREATE INDEX inbox_at ON inbox(at);"
        "CREATE TABLE productCopy(id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL,"
        " unit TEXT NOT NULL, taxClass TEXT NOT NULL, isActive INTEGER NOT NULL, prices TEXT NOT NULL) STRICT, WITHOUT ROWID;";
    if (sqlite3_exec(db, set_up, NULL, NULL, NULL)) fail(sqlite3_errmsg(db));
    sqlite3_stmt *begin = prepared(db, "BEGIN IMMEDIATE"), *end = prepared(db, "COMMIT");
    sqlite3_stmt *inbox = prepared(db, "INSERT OR IGNORE INTO inbox(source, id, at) VALUES (1, ?, ?)");
    sqlite3_stmt *effect = prepared(db,
        "INSERT INTO productCopy(id, sequence, code, name, unit, taxClass, isActive, prices) VALUES (?, ?, ?, ?, ?, ?, 1, ?)"
        " ON CONFLICT(id) DO UPDATE SET sequence = excluded.sequence, code = excluded.code, name = excluded.name,"
        " unit = excluded.unit, taxClass = excluded.taxClass, isActive = excluded.isActive, prices = excluded.prices"
        " WHERE excluded.sequence > sequence");
    size_t products = count < 4 ? 1 : count / 4;
    double start = now();
    for (size_t i = 0; i < count; i++) {
        if (i % batch == 0) step(db, begin);
        unsigned char id[16], product[16];
        char code[32];
        make_id(id, i);
        /* Four events of each product, far apart, as in the events of the other measurements. */
        size_t number = i % products;
        make_id(product, number);
        snprintf(code, sizeof code, "SP-%06zu", number);
        sqlite3_bind_blob(inbox, 1, id, 16, SQLITE_STATIC);
        sqlite3_bind_int64(inbox, 2, (sqlite3_int64)(i / batch));
        step(db, inbox);
        sqlite3_bind_blob(effect, 1, product, 16, SQLITE_STATIC);
        sqlite3_bind_int64(effect, 2, (sqlite3_int64)(i / products + 1));
        sqlite3_bind_text(effect, 3, code, -1, SQLITE_STATIC);
        sqlite3_bind_text(effect, 4, "Máy in laser A4 hai mặt khổ lớn", -1, SQLITE_STATIC);
        sqlite3_bind_text(effect, 5, "cái", -1, SQLITE_STATIC);
        sqlite3_bind_text(effect, 6, "standard", -1, SQLITE_STATIC);
        sqlite3_bind_text(effect, 7, "[{\"currency\":\"VND\",\"price\":\"4500000\"}]", -1, SQLITE_STATIC);
        step(db, effect);
        if (i % batch == batch - 1 || i + 1 == count) step(db, end);
    }
    printf("%.6f\n", now() - start);
    sqlite3_finalize(begin);
    sqlite3_finalize(end);
    sqlite3_finalize(inbox);
    sqlite3_finalize(effect);
    sqlite3_close(db);
}

int main(int count, char **arguments) {
    if (count >= 4 && !strcmp(arguments[1], "publish"))
        publish(arguments[2], strtoul(arguments[3], NULL, 10), count > 4 ? atof(arguments[4]) : 0);
    else if (count == 5 && !strcmp(arguments[1], "consume"))
        consume(arguments[2], strtoul(arguments[3], NULL, 10), atoi(arguments[4]));
    else if (count == 5 && !strcmp(arguments[1], "commit"))
        commit(arguments[2], strtoul(arguments[3], NULL, 10), strtoul(arguments[4], NULL, 10));
    else
        fail("see the head of raw.c for its arguments");
    return 0;
}
