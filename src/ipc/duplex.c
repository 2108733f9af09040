#include "krait/ipc.h"

#include "base/atomic.h"
#include "os/sem.h"

#include <stdlib.h>
#include <string.h>

enum {
    RESPONSE_METADATA_BYTES = 4096,
    CONNECT_NAP_US = 5000,
    CONNECT_NAPS_MAX = 1000,  // 5 s in all, as other implementations wait
};
static const u64 response_payload_bytes = (u64)256 << 20;

struct KrDuplexClient {
    KrWriter *requests;   // owned
    KrReader *responses;  // owned
};

struct KrDuplexServer {
    KrReader *requests;   // owned
    KrWriter *responses;  // owned; NULL until the first request
    KrIpcConfig config;
    char response_name[KR_IPC_NAME_BYTES_MAX + 16];
    AtomicU32 is_stopping;
};

static bool name_make(const char *name, const char *suffix, char *made, usize made_bytes) {
    usize len = strlen(name), suffix_len = strlen(suffix);
    if (len + suffix_len >= made_bytes) return false;
    memcpy(made, name, len);
    memcpy(made + len, suffix, suffix_len + 1);
    return true;
}

KrIpcStatus kr_duplex_client_connect(const char *name, const KrIpcConfig *config,
                                     KrDuplexClient **client) {
    char request_name[KR_IPC_NAME_BYTES_MAX + 16], response_name[KR_IPC_NAME_BYTES_MAX + 16];
    if (!name_make(name, "_request", request_name, sizeof(request_name))) return KR_IPC_INVALID;
    if (!name_make(name, "_response", response_name, sizeof(response_name))) return KR_IPC_INVALID;
    KrIpcConfig response_config = config ? *config : (KrIpcConfig){0};
    if (response_config.payload_bytes == 0) {
        response_config.payload_bytes = response_payload_bytes;
        response_config.metadata_bytes = RESPONSE_METADATA_BYTES;
    }
    KrDuplexClient *made = calloc(1, sizeof(*made));
    if (!made) return KR_IPC_NO_MEMORY;
    KrIpcStatus result = kr_writer_connect(request_name, config, &made->requests);
    if (result == KR_IPC_OK)
        result = kr_reader_create(response_name, &response_config, &made->responses);
    if (result != KR_IPC_OK) {
        kr_duplex_client_free(made);
        return result;
    }
    *client = made;
    return KR_IPC_OK;
}

KrIpcStatus kr_duplex_client_send(KrDuplexClient *client, const void *data, uint64_t size,
                                  int64_t timeout_us, uint64_t *sequence) {
    *sequence = kr_writer_next_sequence(client->requests);
    return kr_writer_write(client->requests, data, size, timeout_us);
}

KrIpcStatus kr_duplex_client_receive(KrDuplexClient *client, int64_t timeout_us,
                                     KrFrame *response) {
    return kr_reader_read(client->responses, timeout_us, response);
}

void kr_duplex_client_release(KrDuplexClient *client, const KrFrame *response) {
    kr_reader_release(client->responses, response);
}

KrWriter *kr_duplex_client_writer(KrDuplexClient *client) {
    return client->requests;
}

KrReader *kr_duplex_client_reader(KrDuplexClient *client) {
    return client->responses;
}

int kr_duplex_client_server_connected(KrDuplexClient *client) {
    return kr_writer_reader_connected(client->requests);
}

void kr_duplex_client_free(KrDuplexClient *client) {
    if (!client) return;
    kr_writer_free(client->requests);
    kr_reader_free(client->responses);
    free(client);
}

KrIpcStatus kr_duplex_server_create(const char *name, const KrIpcConfig *config,
                                    KrDuplexServer **server) {
    KrDuplexServer *made = calloc(1, sizeof(*made));
    if (!made) return KR_IPC_NO_MEMORY;
    char request_name[KR_IPC_NAME_BYTES_MAX + 16];
    KrIpcStatus result = KR_IPC_INVALID;
    if (config) made->config = *config;
    if (name_make(name, "_request", request_name, sizeof(request_name)) &&
        name_make(name, "_response", made->response_name, sizeof(made->response_name))) {
        result = kr_reader_create(request_name, config, &made->requests);
    }
    if (result != KR_IPC_OK) {
        free(made);
        return result;
    }
    *server = made;
    return KR_IPC_OK;
}

static KrIpcStatus responses_connect(KrDuplexServer *server) {
    for (u32 i = 0;; i++) {
        KrIpcStatus result =
            kr_writer_connect(server->response_name, &server->config, &server->responses);
        // Until the client has made it, an earlier client's remains may still be there.
        bool may_come = result == KR_IPC_NOT_FOUND || result == KR_IPC_READER_DEAD ||
                        result == KR_IPC_BAD_BUFFER;
        if (!may_come || i == CONNECT_NAPS_MAX) return result;
        if (atomic_u32_load_acquire(&server->is_stopping)) return KR_IPC_CANCELLED;
        os_sem_nap_us(CONNECT_NAP_US);
    }
}

KrIpcStatus kr_duplex_server_run(KrDuplexServer *server, KrDuplexHandler *handler, void *context) {
    while (!atomic_u32_load_acquire(&server->is_stopping)) {
        KrFrame request;
        KrIpcStatus result = kr_reader_read(server->requests, KR_IPC_FOREVER, &request);
        if (result == KR_IPC_OK) {
            if (!server->responses) {
                result = responses_connect(server);
                if (result == KR_IPC_OK) kr_reader_answer_with(server->requests, server->responses);
            }
            if (result == KR_IPC_OK) result = handler(context, &request, server->responses);
            kr_reader_release(server->requests, &request);
        }
        if (result != KR_IPC_OK) return result;
    }
    return KR_IPC_CANCELLED;
}

void kr_duplex_server_stop(KrDuplexServer *server) {
    atomic_u32_store_release(&server->is_stopping, 1);
    kr_reader_cancel(server->requests);
}

KrReader *kr_duplex_server_reader(KrDuplexServer *server) {
    return server->requests;
}

void kr_duplex_server_free(KrDuplexServer *server) {
    if (!server) return;
    kr_writer_free(server->responses);
    kr_reader_free(server->requests);
    free(server);
}
