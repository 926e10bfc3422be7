#include "CMicrohttpd.h"

#include <arpa/inet.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

static gnutls_datum_t datum_of(const char *text) {
  return (gnutls_datum_t){.data = (unsigned char *)text, .size = (unsigned int)strlen(text)};
}

/// Calls the visitor with every attribute of a subject.
static void visit_subject(gnutls_x509_crt_t certificate, void *context, cmhd_header_visitor visitor) {
  for (unsigned int index = 0;; index++) {
    char identifier[128];
    size_t identifier_size = sizeof identifier;
    if (gnutls_x509_crt_get_dn_oid(certificate, index, identifier, &identifier_size) < 0) {
      return;
    }
    // The same identifier may come again (several organizations): its own index counts the earlier ones.
    unsigned int earlier = 0;
    for (unsigned int before = 0; before < index; before++) {
      char other[128];
      size_t other_size = sizeof other;
      if (gnutls_x509_crt_get_dn_oid(certificate, before, other, &other_size) == 0 && strcmp(other, identifier) == 0) {
        earlier++;
      }
    }
    char value[1024];
    size_t value_size = sizeof value;
    if (gnutls_x509_crt_get_dn_by_oid(certificate, identifier, earlier, 0, value, &value_size) == 0) {
      visitor(context, identifier, strlen(identifier), value, value_size);
    }
  }
}

bool cmhd_visit_client_subject(cmhd_connection *connection, void *context, cmhd_header_visitor visitor) {
  const union MHD_ConnectionInfo *found =
      MHD_get_connection_info((struct MHD_Connection *)connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
  if (found == NULL || found->tls_session == NULL) {
    return false;
  }
  gnutls_session_t session = found->tls_session;
  unsigned int count = 0;
  const gnutls_datum_t *chain = gnutls_certificate_get_peers(session, &count);
  gnutls_typed_vdata_st purpose = {.type = GNUTLS_DT_KEY_PURPOSE_OID, .data = (unsigned char *)GNUTLS_KP_TLS_WWW_CLIENT};
  unsigned int status = 0;
  if (chain == NULL || count == 0 || gnutls_certificate_verify_peers(session, &purpose, 1, &status) < 0 ||
      status != 0) {
    return false;
  }
  gnutls_x509_crt_t certificate;
  if (gnutls_x509_crt_init(&certificate) < 0) {
    return false;
  }
  bool is_read = gnutls_x509_crt_import(certificate, &chain[0], GNUTLS_X509_FMT_DER) == 0;
  if (is_read) {
    visit_subject(certificate, context, visitor);
  }
  gnutls_x509_crt_deinit(certificate);
  return is_read;
}

/// The first failure of a row of calls; the later ones are passed over.
typedef struct steps {
  int code;
} steps;

#define STEP(steps, call) \
  do { \
    if ((steps).code >= 0) { \
      (steps).code = (call); \
    } \
  } while (0)

static int set_names(gnutls_x509_crt_t certificate, const cmhd_certificate_request *request) {
  steps steps = {0};
  for (const char *const *name = request->organizations; name != NULL && *name != NULL; name++) {
    STEP(steps, gnutls_x509_crt_set_dn_by_oid(certificate, GNUTLS_OID_X520_ORGANIZATION_NAME, 0, *name,
                                              (unsigned int)strlen(*name)));
  }
  STEP(steps, gnutls_x509_crt_set_dn_by_oid(certificate, GNUTLS_OID_X520_COMMON_NAME, 0, request->common_name,
                                            (unsigned int)strlen(request->common_name)));
  for (const char *const *name = request->dns_names; name != NULL && *name != NULL; name++) {
    STEP(steps, gnutls_x509_crt_set_subject_alt_name(certificate, GNUTLS_SAN_DNSNAME, *name,
                                                     (unsigned int)strlen(*name), GNUTLS_FSAN_APPEND));
  }
  for (const char *const *text = request->addresses; text != NULL && *text != NULL; text++) {
    unsigned char address[16];
    unsigned int size = inet_pton(AF_INET, *text, address) == 1 ? 4 : inet_pton(AF_INET6, *text, address) == 1 ? 16 : 0;
    if (size == 0) {
      return GNUTLS_E_INVALID_REQUEST;
    }
    STEP(steps,
         gnutls_x509_crt_set_subject_alt_name(certificate, GNUTLS_SAN_IPADDRESS, address, size, GNUTLS_FSAN_APPEND));
  }
  return steps.code;
}

static int set_usage(gnutls_x509_crt_t certificate, const cmhd_certificate_request *request) {
  steps steps = {0};
  unsigned char serial[16];
  STEP(steps, gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof serial));
  serial[0] = (serial[0] & 0x3F) | 0x40;
  STEP(steps, gnutls_x509_crt_set_version(certificate, 3));
  STEP(steps, gnutls_x509_crt_set_serial(certificate, serial, sizeof serial));
  STEP(steps, gnutls_x509_crt_set_activation_time(certificate, (time_t)request->not_before));
  STEP(steps, gnutls_x509_crt_set_expiration_time(certificate, (time_t)request->not_after));
  STEP(steps, gnutls_x509_crt_set_basic_constraints(certificate, request->is_authority ? 1 : 0, -1));
  unsigned int usage = request->is_authority ? GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN
                                             : GNUTLS_KEY_DIGITAL_SIGNATURE;
  STEP(steps, gnutls_x509_crt_set_key_usage(certificate, usage));
  if (!request->is_authority) {
    const char *purpose = request->is_for_clients ? GNUTLS_KP_TLS_WWW_CLIENT : GNUTLS_KP_TLS_WWW_SERVER;
    STEP(steps, gnutls_x509_crt_set_key_purpose_oid(certificate, purpose, 0));
  }
  return steps.code;
}

static int set_key_identifiers(gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer) {
  unsigned char identifier[64];
  size_t size = sizeof identifier;
  steps steps = {0};
  STEP(steps, gnutls_x509_crt_get_key_id(certificate, 0, identifier, &size));
  STEP(steps, gnutls_x509_crt_set_subject_key_id(certificate, identifier, size));
  size = sizeof identifier;
  STEP(steps, gnutls_x509_crt_get_key_id(issuer, 0, identifier, &size));
  STEP(steps, gnutls_x509_crt_set_authority_key_id(certificate, identifier, size));
  return steps.code;
}

static int sign(gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key, const cmhd_certificate_request *request) {
  steps steps = {0};
  if (request->issuer_certificate == NULL) {
    STEP(steps, set_key_identifiers(certificate, certificate));
    STEP(steps, gnutls_x509_crt_sign2(certificate, certificate, key, GNUTLS_DIG_SHA256, 0));
    return steps.code;
  }
  gnutls_x509_crt_t issuer = NULL;
  gnutls_x509_privkey_t issuer_key = NULL;
  gnutls_datum_t issuer_text = datum_of(request->issuer_certificate);
  gnutls_datum_t key_text = datum_of(request->issuer_key);
  STEP(steps, gnutls_x509_crt_init(&issuer));
  STEP(steps, gnutls_x509_privkey_init(&issuer_key));
  STEP(steps, gnutls_x509_crt_import(issuer, &issuer_text, GNUTLS_X509_FMT_PEM));
  STEP(steps, gnutls_x509_privkey_import(issuer_key, &key_text, GNUTLS_X509_FMT_PEM));
  STEP(steps, set_key_identifiers(certificate, issuer));
  STEP(steps, gnutls_x509_crt_sign2(certificate, issuer, issuer_key, GNUTLS_DIG_SHA256, 0));
  if (issuer_key != NULL) {
    gnutls_x509_privkey_deinit(issuer_key);
  }
  if (issuer != NULL) {
    gnutls_x509_crt_deinit(issuer);
  }
  return steps.code;
}

static char *text_of(gnutls_datum_t datum) {
  char *text = malloc((size_t)datum.size + 1);
  if (text != NULL) {
    memcpy(text, datum.data, datum.size);
    text[datum.size] = 0;
  }
  gnutls_free(datum.data);
  return text;
}

int cmhd_make_certificate(const cmhd_certificate_request *request, char **certificate, char **key) {
  gnutls_x509_crt_t made = NULL;
  gnutls_x509_privkey_t made_key = NULL;
  gnutls_datum_t text = {0};
  gnutls_datum_t key_text = {0};
  steps steps = {0};
  STEP(steps, gnutls_x509_crt_init(&made));
  STEP(steps, gnutls_x509_privkey_init(&made_key));
  STEP(steps, gnutls_x509_privkey_generate(made_key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1),
                                           0));
  STEP(steps, gnutls_x509_crt_set_key(made, made_key));
  STEP(steps, set_usage(made, request));
  STEP(steps, set_names(made, request));
  STEP(steps, sign(made, made_key, request));
  STEP(steps, gnutls_x509_crt_export2(made, GNUTLS_X509_FMT_PEM, &text));
  STEP(steps, gnutls_x509_privkey_export2(made_key, GNUTLS_X509_FMT_PEM, &key_text));
  if (steps.code >= 0) {
    *certificate = text_of(text);
    *key = text_of(key_text);
  }
  if (made_key != NULL) {
    gnutls_x509_privkey_deinit(made_key);
  }
  if (made != NULL) {
    gnutls_x509_crt_deinit(made);
  }
  return steps.code < 0 ? steps.code : 0;
}

const char *cmhd_tls_error_text(int code) { return gnutls_strerror(code); }

void cmhd_text_free(char *text) { free(text); }
