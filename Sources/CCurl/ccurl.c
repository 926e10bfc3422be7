#include "CCurl.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

ccurl_version ccurl_version_read(void) {
  const curl_version_info_data *data = curl_version_info(CURLVERSION_NOW);
  return (ccurl_version){
      .number = data->version_num,
      .text = data->version,
      .tls = data->ssl_version,
      .has_tls = (data->features & CURL_VERSION_SSL) != 0,
      .has_gzip = (data->features & CURL_VERSION_LIBZ) != 0,
      .has_ipv6 = (data->features & CURL_VERSION_IPV6) != 0,
      .resolves_asynchronously = (data->features & CURL_VERSION_ASYNCHDNS) != 0,
      .has_threadsafe_init = (data->features & CURL_VERSION_THREADSAFE) != 0,
  };
}

CURLcode ccurl_global_init(void) { return curl_global_init(CURL_GLOBAL_ALL); }

// curl/typecheck-gcc.h warns where an option that is not a constant meets a wrong type; it cannot look into these.

CURLcode ccurl_easy_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_easy_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_easy_set_text(CURL *easy, CURLoption option, const char *text) {
  return curl_easy_setopt(easy, option, text);
}

CURLcode ccurl_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *list) {
  return curl_easy_setopt(easy, option, list);
}

CURLcode ccurl_easy_set_blob(CURL *easy, CURLoption option, const void *bytes, size_t count) {
  struct curl_blob blob = {.data = (void *)bytes, .len = count, .flags = CURL_BLOB_COPY};
  return curl_easy_setopt(easy, option, &blob);
}

CURLcode ccurl_easy_set_error_buffer(CURL *easy, char *buffer) {
  return curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, buffer);
}

CURLcode ccurl_easy_set_proxy_basic(CURL *easy) {
  return curl_easy_setopt(easy, CURLOPT_PROXYAUTH, CURLAUTH_BASIC);
}

CURLcode ccurl_easy_set_receivers(
    CURL *easy, curl_write_callback head, curl_write_callback body, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, head);
  if (code == CURLE_OK) {
    code = curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
  }
  if (code == CURLE_OK) {
    code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, body);
  }
  if (code == CURLE_OK) {
    code = curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
  }
  return code;
}

CURLcode ccurl_easy_set_sender(CURL *easy, curl_read_callback read, curl_seek_callback seek, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_READFUNCTION, read);
  if (code == CURLE_OK) {
    code = curl_easy_setopt(easy, CURLOPT_READDATA, context);
  }
  if (code == CURLE_OK) {
    code = curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, seek);
  }
  if (code == CURLE_OK) {
    code = curl_easy_setopt(easy, CURLOPT_SEEKDATA, context);
  }
  return code;
}

static int set_liveness(void *context, curl_socket_t descriptor, curlsocktype purpose) {
  const ccurl_liveness *liveness = context;
  const int on = 1;
  (void)purpose;
  // A kernel that refuses one of these still carries the transfer: the idle timeout stays.
  (void)setsockopt(descriptor, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
  (void)setsockopt(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, &liveness->idle, sizeof liveness->idle);
  (void)setsockopt(descriptor, IPPROTO_TCP, TCP_KEEPINTVL, &liveness->interval, sizeof liveness->interval);
  (void)setsockopt(descriptor, IPPROTO_TCP, TCP_KEEPCNT, &liveness->probes, sizeof liveness->probes);
  (void)setsockopt(
      descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, &liveness->user_timeout, sizeof liveness->user_timeout);
  // libcurl 7.88 opens its sockets without SOCK_CLOEXEC; a credential plugin must not inherit them.
  (void)fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  return CURL_SOCKOPT_OK;
}

CURLcode ccurl_easy_set_liveness(CURL *easy, const ccurl_liveness *liveness) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, set_liveness);
  if (code == CURLE_OK) {
    code = curl_easy_setopt(easy, CURLOPT_SOCKOPTDATA, (void *)liveness);
  }
  return code;
}

long ccurl_easy_get_long(CURL *easy, CURLINFO field) {
  long value = 0;
  return curl_easy_getinfo(easy, field, &value) == CURLE_OK ? value : 0;
}

CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

CURLMcode ccurl_multi_set_callbacks(
    CURLM *multi, curl_socket_callback on_socket, curl_multi_timer_callback on_timer, void *context) {
  CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
  if (code == CURLM_OK) {
    code = curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
  }
  if (code == CURLM_OK) {
    code = curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
  }
  if (code == CURLM_OK) {
    code = curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
  }
  return code;
}

bool ccurl_multi_next_ended(CURLM *multi, CURL **easy, CURLcode *result) {
  int left = 0;
  const CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left)) != NULL) {
    if (message->msg == CURLMSG_DONE) {
      *easy = message->easy_handle;
      *result = message->data.result;
      return true;
    }
  }
  return false;
}
