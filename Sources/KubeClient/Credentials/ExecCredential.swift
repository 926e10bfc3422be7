import Support

/// What a plugin handed out: `ExecCredential.status`.
struct ExecCredential: Hashable, Sendable {
  var token: Secret?
  var certificate: Secret?
  var key: Secret?
  /// `nil` where it holds until the server refuses it.
  var expiration: Timestamp?

  /// Why an answer is no credential: a sentence about its shape, never its text.
  struct Invalid: Error, Hashable {
    var reason: String
  }

  /// Reads what a plugin wrote. Source: client-go `refreshCredsLocked` in `plugin/pkg/client/auth/exec/exec.go`.
  init(_ bytes: [UInt8], version: ExecPlugin.Version) throws(Invalid) {
    let document: ConfigDocument
    do throws(ConfigProblem) { document = try ConfigDocument(file: "", bytes: bytes) } catch {
      throw Invalid(reason: "it wrote no JSON")
    }
    let tree = document.tree
    guard tree["kind"]?.stringValue == "ExecCredential" else { throw Invalid(reason: "it wrote no ExecCredential") }
    guard tree["apiVersion"]?.stringValue == version.rawValue else {
      throw Invalid(reason: "it answered in another version than \(version.rawValue)")
    }
    guard let status = tree["status"], status != .null else { throw Invalid(reason: "its answer has no status") }
    token = try Self.text(status, "token")
    certificate = try Self.text(status, "clientCertificateData")
    key = try Self.text(status, "clientKeyData")
    if token == nil, certificate == nil, key == nil {
      throw Invalid(reason: "its status has neither a token nor a certificate with its key")
    }
    if (certificate == nil) != (key == nil) { throw Invalid(reason: "its status has a certificate or a key, not both") }
    if let token, !token.text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F }) {
      throw Invalid(reason: "its token has characters that no token has")
    }
    if let time = try Self.text(status, "expirationTimestamp") {
      guard let parsed = Timestamp(rfc3339: time.text) else {
        throw Invalid(reason: "its expirationTimestamp is no RFC 3339 time")
      }
      expiration = parsed
    }
  }

  private static func text(_ status: Tree, _ name: String) throws(Invalid) -> Secret? {
    switch status[name] {
    case nil, .null?: return nil
    case .string(let text)?: return text.isEmpty ? nil : Secret(text)
    default: throw Invalid(reason: "its status.\(name) is no string")
    }
  }
}
