import HTTPServer
import KubeClient
import Support

/// What the metrics are served with.
enum MetricsCertificate {
  /// `tls.crt` and `tls.key` of a folder, as cert-manager mounts them; without one a certificate that is made now and
  /// that nobody can check, as controller-runtime does.
  static func load(_ folder: String?, now: Timestamp) throws(OperatorFailure) -> ServerTLS {
    guard let folder else { return try selfSigned(now) }
    return ServerTLS(certificate: try text(folder + "/tls.crt"), key: try text(folder + "/tls.key"))
  }

  private static func text(_ path: String) throws(OperatorFailure) -> String {
    do throws(FileFailure) { return String(decoding: try SystemFiles().read(path), as: UTF8.self) } catch {
      throw OperatorFailure("--metrics-cert-path: cannot read \(path): \(error.message)")
    }
  }

  private static func selfSigned(_ now: Timestamp) throws(OperatorFailure) -> ServerTLS {
    let validity = now.seconds - 3600...now.seconds + 10 * 365 * 86_400
    do throws(ServerError) {
      let authority = try CertificateAuthority(commonName: "netrisk-metrics", validity: validity)
      let own = try authority.server(commonName: "netrisk-metrics")
      return ServerTLS(certificate: own.certificate, key: own.key)
    } catch { throw OperatorFailure("cannot make a certificate for the metrics: \(error)") }
  }
}
