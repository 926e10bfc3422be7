#ifndef CMICROHTTPD_H
#define CMICROHTTPD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// libmicrohttpd, its GnuTLS session and epoll behind plain functions: Swift calls nothing variadic and sees no union.

typedef struct cmhd_server cmhd_server;
/// One connection, valid while an exchange runs on it.
typedef struct cmhd_connection cmhd_connection;
typedef struct cmhd_response cmhd_response;

/// What the server asks of its owner. All are called on the server's threads; `exchange` is what `begin` returned.
typedef struct cmhd_callbacks {
  /// A request line is there; `target` is as it was sent. NULL closes the connection.
  void *(*begin)(void *owner, cmhd_connection *connection, const char *target);
  /// Bytes of the body; false closes the connection.
  bool (*body)(void *exchange, const uint8_t *bytes, size_t count);
  /// Called when the head is there, when the body is complete, and after each resume until a response is queued;
  /// false closes the connection.
  bool (*advance)(void *exchange, cmhd_connection *connection, const char *method);
  /// The exchange is over, whatever the cause; the connection must not be used any more.
  void (*complete)(void *exchange);
} cmhd_callbacks;

typedef struct cmhd_configuration {
  /// A socket that listens; the server closes it.
  int listening_socket;
  unsigned int threads;
  unsigned int connection_limit;
  /// Seconds without a byte until a connection is closed; suspended ones do not count.
  unsigned int idle_timeout;
  /// Bytes for the head of a request, and for the largest chunk.
  size_t connection_memory;
  /// PEM texts; NULL certificate: no TLS. NULL authorities: no client certificate is asked for.
  const char *certificate;
  const char *key;
  const char *client_authorities;
  void *owner;
  cmhd_callbacks callbacks;
} cmhd_configuration;

/// Listens on a numeric IPv4 or IPv6 address; port 0 chooses one. The descriptor, or `-errno`.
int cmhd_listen(const char *address, uint16_t port, uint16_t *chosen_port);

/// NULL when libmicrohttpd refuses, most often for a certificate that does not fit its key.
cmhd_server *cmhd_start(const cmhd_configuration *configuration);
/// Accepts no connection from now on; those that are there go on.
void cmhd_stop_listening(cmhd_server *server);
/// Closes all connections, joins the threads and frees the server. No connection may be suspended.
void cmhd_stop(cmhd_server *server);

/// Only inside a callback of the connection.
void cmhd_suspend(cmhd_connection *connection);
/// From any thread; only a suspended connection, once.
void cmhd_resume(cmhd_connection *connection);
int cmhd_descriptor(cmhd_connection *connection);
/// Breaks the connection from any thread; the server's own thread then closes it.
void cmhd_break(int descriptor);

typedef void (*cmhd_header_visitor)(void *context, const char *name, size_t name_count, const char *value,
                                    size_t value_count);
void cmhd_visit_headers(cmhd_connection *connection, void *context, cmhd_header_visitor visitor);

/// The subject of the client's certificate if it is valid under the configured authorities: `visitor` gets every
/// attribute as its dotted object identifier and its text. False without a valid certificate.
bool cmhd_visit_client_subject(cmhd_connection *connection, void *context, cmhd_header_visitor visitor);

/// What a reader returns instead of a count of bytes.
#define CMHD_FINISHED (-1)
#define CMHD_FAILED (-2)

/// A body that `read` fills; `count` < 0: unknown, sent in chunks. 0 from `read` is allowed after `cmhd_suspend` only.
cmhd_response *cmhd_response_create(int64_t count, size_t block, void *body,
                                    ssize_t (*read)(void *body, uint8_t *buffer, size_t capacity),
                                    void (*release)(void *body));
/// False for a name or value that no header may have.
bool cmhd_response_add_header(cmhd_response *response, const char *name, const char *value);
/// Queues the response and gives it away.
bool cmhd_queue(cmhd_connection *connection, unsigned int status, cmhd_response *response);
/// Gives back a response that was not queued.
void cmhd_response_destroy(cmhd_response *response);

/// A set of sockets that is asked for hang-ups of the other side. The descriptor, or -1.
int cmhd_hangups_create(void);
/// Reports `identifier` once when the other side closes; the socket is named once more to go on.
bool cmhd_hangups_add(int set, int descriptor, uint64_t identifier);
void cmhd_hangups_remove(int set, int descriptor);
/// Makes `cmhd_hangups_wait` return; the wake-up stays on.
bool cmhd_hangups_add_wakeup(int set, int event_descriptor, uint64_t identifier);
/// Waits; the number of identifiers, or -1.
int cmhd_hangups_wait(int set, uint64_t *identifiers, int capacity);
int cmhd_event_create(void);
void cmhd_event_signal(int event_descriptor);
void cmhd_close(int descriptor);

/// A certificate to make. Texts end with NUL; lists end with NULL.
typedef struct cmhd_certificate_request {
  const char *common_name;
  const char *const *organizations;
  const char *const *dns_names;
  /// Numeric.
  const char *const *addresses;
  bool is_authority;
  bool is_for_clients;
  int64_t not_before;
  int64_t not_after;
  /// PEM texts; NULL: signed by itself.
  const char *issuer_certificate;
  const char *issuer_key;
} cmhd_certificate_request;

/// Makes a P-256 key and its certificate as PEM texts, to be freed with `cmhd_text_free`. 0, or GnuTLS' error code.
int cmhd_make_certificate(const cmhd_certificate_request *request, char **certificate, char **key);
const char *cmhd_tls_error_text(int code);
void cmhd_text_free(char *text);

#endif
