/// What the command line says about the cluster; empty texts say nothing.
package struct KubeconfigOverrides: Hashable, Sendable {
  package var context = ""
  package var cluster = ""
  package var user = ""
  package var namespace = ""
  package var server = ""
  package var tlsServerName = ""
  package var certificateAuthority = ""
  package var skipsVerification = false
  package var token: Secret?
  package var impersonation: Impersonation?

  package init() {}
}
