#define _GNU_SOURCE
#include "CMicrohttpd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct cmhd_server {
  struct MHD_Daemon *daemon;
  cmhd_callbacks callbacks;
  void *owner;
};

static struct MHD_Connection *mhd(cmhd_connection *connection) { return (struct MHD_Connection *)connection; }

static void *on_target(void *context, const char *target, struct MHD_Connection *connection) {
  cmhd_server *server = context;
  return server->callbacks.begin(server->owner, (cmhd_connection *)connection, target);
}

static enum MHD_Result on_access(void *context, struct MHD_Connection *connection, const char *url,
                                 const char *method, const char *version, const char *upload_data,
                                 size_t *upload_data_size, void **exchange) {
  (void)url;
  (void)version;
  cmhd_server *server = context;
  if (*exchange == NULL) {
    return MHD_NO;
  }
  if (*upload_data_size > 0) {
    bool goes_on = server->callbacks.body(*exchange, (const uint8_t *)upload_data, *upload_data_size);
    *upload_data_size = 0;
    return goes_on ? MHD_YES : MHD_NO;
  }
  return server->callbacks.advance(*exchange, (cmhd_connection *)connection, method) ? MHD_YES : MHD_NO;
}

static void on_complete(void *context, struct MHD_Connection *connection, void **exchange,
                        enum MHD_RequestTerminationCode code) {
  (void)connection;
  (void)code;
  cmhd_server *server = context;
  if (*exchange != NULL) {
    server->callbacks.complete(*exchange);
    *exchange = NULL;
  }
}

static int bound_socket(int family, const struct sockaddr *address, socklen_t size) {
  int descriptor = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) {
    return -errno;
  }
  int on = 1;
  if (setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
      bind(descriptor, address, size) != 0 || listen(descriptor, 1024) != 0) {
    int error = errno;
    close(descriptor);
    return -error;
  }
  return descriptor;
}

int cmhd_listen(const char *address, uint16_t port, uint16_t *chosen_port) {
  struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(port)};
  struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
  int descriptor = -EINVAL;
  if (inet_pton(AF_INET, address, &v4.sin_addr) == 1) {
    descriptor = bound_socket(AF_INET, (const struct sockaddr *)&v4, sizeof v4);
  } else if (inet_pton(AF_INET6, address, &v6.sin6_addr) == 1) {
    descriptor = bound_socket(AF_INET6, (const struct sockaddr *)&v6, sizeof v6);
  }
  if (descriptor < 0) {
    return descriptor;
  }
  struct sockaddr_storage bound;
  socklen_t size = sizeof bound;
  if (getsockname(descriptor, (struct sockaddr *)&bound, &size) != 0) {
    int error = errno;
    close(descriptor);
    return -error;
  }
  *chosen_port = ntohs(bound.ss_family == AF_INET ? ((struct sockaddr_in *)&bound)->sin_port
                                                  : ((struct sockaddr_in6 *)&bound)->sin6_port);
  return descriptor;
}

/// Options as an array: the one variadic call has a fixed shape.
typedef struct options {
  struct MHD_OptionItem items[20];
  size_t count;
} options;

static void add(options *options, enum MHD_OPTION option, intptr_t value, void *pointer) {
  options->items[options->count++] = (struct MHD_OptionItem){option, value, pointer};
}

static void add_tls(options *options, const cmhd_configuration *configuration) {
  add(options, MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)configuration->certificate);
  add(options, MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)configuration->key);
  add(options, MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)"NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2");
  if (configuration->client_authorities != NULL) {
    add(options, MHD_OPTION_HTTPS_MEM_TRUST, 0, (void *)configuration->client_authorities);
  }
}

cmhd_server *cmhd_start(const cmhd_configuration *configuration) {
  cmhd_server *server = calloc(1, sizeof *server);
  if (server == NULL) {
    return NULL;
  }
  server->callbacks = configuration->callbacks;
  server->owner = configuration->owner;
  options options = {.count = 0};
  add(&options, MHD_OPTION_LISTEN_SOCKET, configuration->listening_socket, NULL);
  add(&options, MHD_OPTION_CONNECTION_LIMIT, configuration->connection_limit, NULL);
  add(&options, MHD_OPTION_CONNECTION_TIMEOUT, configuration->idle_timeout, NULL);
  add(&options, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)configuration->connection_memory, NULL);
  add(&options, MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL);
  add(&options, MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)&on_target, server);
  add(&options, MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)&on_complete, server);
  if (configuration->threads > 1) {
    add(&options, MHD_OPTION_THREAD_POOL_SIZE, configuration->threads, NULL);
  }
  // Not epoll: MHD_quiesce_daemon takes the listening socket out of the epoll set of a thread that may just have done so
  // itself, and ends the process when it is not there any more (0.9.75, daemon.c, "Failed to remove listen FD").
  unsigned int flags = MHD_USE_POLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
  if (configuration->certificate != NULL) {
    flags |= MHD_USE_TLS;
    add_tls(&options, configuration);
  }
  add(&options, MHD_OPTION_END, 0, NULL);
  server->daemon = MHD_start_daemon(flags, 0, NULL, NULL, &on_access, server, MHD_OPTION_ARRAY, options.items,
                                    MHD_OPTION_END);
  if (server->daemon == NULL) {
    free(server);
    return NULL;
  }
  return server;
}

void cmhd_stop_listening(cmhd_server *server) {
  MHD_socket descriptor = MHD_quiesce_daemon(server->daemon);
  if (descriptor != MHD_INVALID_SOCKET) {
    close(descriptor);
  }
}

void cmhd_stop(cmhd_server *server) {
  MHD_stop_daemon(server->daemon);
  free(server);
}

void cmhd_suspend(cmhd_connection *connection) { MHD_suspend_connection(mhd(connection)); }

void cmhd_resume(cmhd_connection *connection) { MHD_resume_connection(mhd(connection)); }

int cmhd_descriptor(cmhd_connection *connection) {
  const union MHD_ConnectionInfo *found = MHD_get_connection_info(mhd(connection), MHD_CONNECTION_INFO_CONNECTION_FD);
  return found == NULL ? -1 : found->connect_fd;
}

void cmhd_break(int descriptor) {
  if (descriptor >= 0) {
    shutdown(descriptor, SHUT_RDWR);
  }
}

typedef struct visit {
  void *context;
  cmhd_header_visitor visitor;
} visit;

static enum MHD_Result on_header(void *context, enum MHD_ValueKind kind, const char *name, size_t name_count,
                                 const char *value, size_t value_count) {
  (void)kind;
  visit *visit = context;
  visit->visitor(visit->context, name, name_count, value == NULL ? "" : value, value == NULL ? 0 : value_count);
  return MHD_YES;
}

void cmhd_visit_headers(cmhd_connection *connection, void *context, cmhd_header_visitor visitor) {
  visit visit = {context, visitor};
  MHD_get_connection_values_n(mhd(connection), MHD_HEADER_KIND, &on_header, &visit);
}

/// A body's three words, so that libmicrohttpd's markers stay here.
typedef struct source {
  void *body;
  ssize_t (*read)(void *body, uint8_t *buffer, size_t capacity);
  void (*release)(void *body);
} source;

static ssize_t on_read(void *context, uint64_t position, char *buffer, size_t capacity) {
  (void)position;
  source *source = context;
  ssize_t count = source->read(source->body, (uint8_t *)buffer, capacity);
  if (count == CMHD_FINISHED) {
    return MHD_CONTENT_READER_END_OF_STREAM;
  }
  return count < 0 ? MHD_CONTENT_READER_END_WITH_ERROR : count;
}

static void on_release(void *context) {
  source *source = context;
  source->release(source->body);
  free(source);
}

cmhd_response *cmhd_response_create(int64_t count, size_t block, void *body,
                                    ssize_t (*read)(void *body, uint8_t *buffer, size_t capacity),
                                    void (*release)(void *body)) {
  source *source = calloc(1, sizeof *source);
  if (source == NULL) {
    release(body);
    return NULL;
  }
  source->body = body;
  source->read = read;
  source->release = release;
  uint64_t size = count < 0 ? MHD_SIZE_UNKNOWN : (uint64_t)count;
  struct MHD_Response *response = MHD_create_response_from_callback(size, block, &on_read, source, &on_release);
  if (response == NULL) {
    on_release(source);
  }
  return (cmhd_response *)response;
}

bool cmhd_response_add_header(cmhd_response *response, const char *name, const char *value) {
  return MHD_add_response_header((struct MHD_Response *)response, name, value) == MHD_YES;
}

bool cmhd_queue(cmhd_connection *connection, unsigned int status, cmhd_response *response) {
  enum MHD_Result result = MHD_queue_response(mhd(connection), status, (struct MHD_Response *)response);
  MHD_destroy_response((struct MHD_Response *)response);
  return result == MHD_YES;
}

void cmhd_response_destroy(cmhd_response *response) { MHD_destroy_response((struct MHD_Response *)response); }
