#ifndef CCURL_H
#define CCURL_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// libcurl's variadic functions, one typed wrapper for each kind of argument: Swift cannot call variadic C. Beside them
/// the few calls of Linux that its Glibc module leaves out.

/// What `curl_version_info` says, without its bit fields.
typedef struct ccurl_version {
  /// 0xMMmmpp.
  unsigned int number;
  /// `7.88.1`; never NULL.
  const char *text;
  /// `OpenSSL/3.0.19`; NULL without TLS.
  const char *tls;
  bool has_tls;
  bool has_gzip;
  bool has_ipv6;
  /// Names are resolved in a thread of their own.
  bool resolves_asynchronously;
  /// `curl_global_init` may be called from any thread.
  bool has_threadsafe_init;
} ccurl_version;

ccurl_version ccurl_version_read(void);

/// `curl_global_init`, with TLS; once is enough.
CURLcode ccurl_global_init(void);

// Options of a transfer.

CURLcode ccurl_easy_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_easy_set_offset(CURL *easy, CURLoption option, curl_off_t value);
/// libcurl copies the text. NULL resets the option.
CURLcode ccurl_easy_set_text(CURL *easy, CURLoption option, const char *text);
/// libcurl keeps the list: it has to outlive the transfer.
CURLcode ccurl_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *list);
/// libcurl copies the bytes.
CURLcode ccurl_easy_set_blob(CURL *easy, CURLoption option, const void *bytes, size_t count);
/// At least CURL_ERROR_SIZE characters that outlive the transfer.
CURLcode ccurl_easy_set_error_buffer(CURL *easy, char *buffer);
/// Basic authentication and nothing else towards a proxy.
CURLcode ccurl_easy_set_proxy_basic(CURL *easy);

/// `head` is called with each line of the response's head, `body` with its bytes.
CURLcode ccurl_easy_set_receivers(
    CURL *easy, curl_write_callback head, curl_write_callback body, void *context);
/// Where the bytes of the request's body come from.
CURLcode ccurl_easy_set_sender(CURL *easy, curl_read_callback read, curl_seek_callback seek, void *context);

/// How a dead peer is noticed.
typedef struct ccurl_liveness {
  /// Seconds without traffic before the first probe.
  int idle;
  /// Seconds between probes.
  int interval;
  /// Probes without an answer after which the connection is given up.
  int probes;
  /// Milliseconds that sent bytes, or probes, may stay without acknowledgement (TCP_USER_TIMEOUT).
  unsigned int user_timeout;
} ccurl_liveness;

/// Each socket of the transfer gets these options, and is closed on exec. `liveness` has to outlive the transfer.
CURLcode ccurl_easy_set_liveness(CURL *easy, const ccurl_liveness *liveness);

// Facts about a transfer. 0 or -1 where there is none.

long ccurl_easy_get_long(CURL *easy, CURLINFO field);

// Many transfers.

CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);
/// NULL for both functions: libcurl calls nothing any more.
CURLMcode ccurl_multi_set_callbacks(
    CURLM *multi, curl_socket_callback on_socket, curl_multi_timer_callback on_timer, void *context);
/// The next transfer that has ended; false when there is none.
bool ccurl_multi_next_ended(CURLM *multi, CURL **easy, CURLcode *result);

// Waiting for sockets.

/// What a socket is ready for, or is to be watched for.
typedef struct ccurl_readiness {
  /// Handed back as it was given.
  uint32_t tag;
  int32_t descriptor;
  bool input;
  bool output;
  bool failure;
} ccurl_readiness;

/// An epoll instance that is closed on exec; -1 with `errno` set.
int ccurl_poller_create(void);
/// Watches a socket, or changes what for; with neither input nor output, no longer watches it.
bool ccurl_poller_watch(int poller, ccurl_readiness wanted);
/// Waits at most so many milliseconds, for ever with -1. The number of entries written; a signal counts as none.
int ccurl_poller_wait(int poller, ccurl_readiness *ready, int capacity, int milliseconds);

/// An eventfd that never blocks and is closed on exec; -1 with `errno` set.
int ccurl_wakeup_create(void);
/// Makes the eventfd readable; callable from any thread.
void ccurl_wakeup_signal(int wakeup);
/// Makes it unreadable again.
void ccurl_wakeup_clear(int wakeup);

/// Names the calling thread for debuggers and `top`; at most 15 characters.
void ccurl_thread_set_name(const char *name);

#endif
