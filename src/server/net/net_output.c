#include "server/net/net_priv.h"

#include "base/check.h"

#include <stdlib.h>
#include <string.h>

enum { OUTPUT_GROWTH_BYTES = 16 * 1024, SEND_DIRECTLY_BYTES = 16 * 1024 };

usize output_unsent(const NetConn *conn) {
    usize gathered = conn->loop->current == conn ? conn->loop->output.len : 0;
    return conn->output.len - conn->output.at + gathered;
}

void output_free(NetConn *conn) {
    free(conn->output.data);
    conn->output = (NetOutput){0};
    if (conn->file >= 0) os_socket_close(conn->file);
    conn->file = -1;
}

static bool breaks(NetConn *conn) {
    conn->is_broken = true;
    return false;
}

// Behind what waits already.
static bool waiting_push(NetConn *conn, Slice bytes) {
    NetOutput *output = &conn->output;
    if (bytes.len == 0) return true;
    if (output->at > 0 && output->len + bytes.len > output->capacity) {
        output->len -= output->at;
        memmove(output->data, output->data + output->at, output->len);
        output->at = 0;
    }
    if (output->len + bytes.len > output->capacity) {
        usize capacity = output->capacity * 2;
        if (capacity < output->len + bytes.len + OUTPUT_GROWTH_BYTES)
            capacity = output->len + bytes.len + OUTPUT_GROWTH_BYTES;
        u8 *data = realloc(output->data, capacity);
        if (!data) return breaks(conn);
        output->data = data;
        output->capacity = capacity;
    }
    memcpy(output->data + output->len, bytes.data, bytes.len);
    output->len += bytes.len;
    return true;
}

static bool is_waiting(const NetConn *conn) {
    return conn->output.len > conn->output.at || conn->file >= 0;
}

// Sends both; what the kernel does not take waits.
static bool send_or_wait(NetConn *conn, Slice first, Slice second) {
    usize sent = 0;
    if (!is_waiting(conn) && first.len + second.len > 0) {
        Status status = os_socket_send(conn->fd, first, second, &sent);
        if (status != STATUS_OK && status != STATUS_BUSY) return breaks(conn);
        conn->loop->totals.bytes_out += sent;
        if (sent < first.len + second.len) conn_deadline(conn, conn->loop->limits.write_timeout_ms);
    }
    usize of_first = sent < first.len ? sent : first.len;
    return waiting_push(conn, slice_from(first, of_first)) &&
           waiting_push(conn, slice_from(second, sent - of_first));
}

bool output_push(NetConn *conn, Slice bytes) {
    if (conn->is_broken) return false;
    NetOutput *gathered = &conn->loop->output;
    if (conn->loop->current != conn) return send_or_wait(conn, bytes, (Slice){0});
    if (bytes.len <= gathered->capacity - gathered->len && bytes.len < SEND_DIRECTLY_BYTES) {
        memcpy(gathered->data + gathered->len, bytes.data, bytes.len);
        gathered->len += bytes.len;
        return true;
    }
    usize len = gathered->len;
    gathered->len = 0;
    return send_or_wait(conn, slice_make(gathered->data, len), bytes);
}

bool output_flush(NetConn *conn) {
    if (conn->is_broken) return false;
    if (conn->loop->current != conn || conn->loop->output.len == 0) return true;
    NetOutput *gathered = &conn->loop->output;
    usize len = gathered->len;
    gathered->len = 0;
    return send_or_wait(conn, slice_make(gathered->data, len), (Slice){0});
}

static bool waiting_send(NetConn *conn) {
    NetOutput *output = &conn->output;
    while (output->at < output->len) {
        usize sent;
        Slice rest = slice_make(output->data + output->at, output->len - output->at);
        Status status = os_socket_send(conn->fd, rest, (Slice){0}, &sent);
        if (status == STATUS_BUSY) return false;
        if (status != STATUS_OK) return breaks(conn);
        output->at += sent;
        conn->loop->totals.bytes_out += sent;
        conn_deadline(conn, conn->loop->limits.write_timeout_ms);
    }
    free(output->data);
    *output = (NetOutput){0};
    return true;
}

// A file goes out whole before anything behind it is pushed: its answer ends with it.
static bool file_send(NetConn *conn) {
    while (conn->file_left > 0) {
        usize sent;
        Status status =
            os_socket_send_file(conn->fd, conn->file, &conn->file_at, conn->file_left, &sent);
        if (status == STATUS_BUSY) return false;
        // A file that became shorter cannot be told to the peer in another way.
        if (status != STATUS_OK || sent == 0) return breaks(conn);
        conn->file_left -= sent;
        conn->loop->totals.bytes_out += sent;
        conn_deadline(conn, conn->loop->limits.write_timeout_ms);
    }
    os_socket_close(conn->file);
    conn->file = -1;
    return true;
}

void output_writable(NetConn *conn) {
    if (conn->is_broken || !waiting_send(conn)) return;
    if (conn->file >= 0 && file_send(conn)) conn_resume(conn);
}
