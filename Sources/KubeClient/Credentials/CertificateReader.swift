import Support

/// A certificate or a key: a text, or a file that is read now and then.
enum PEMReader: Sendable {
  case inline(Secret)
  case file(PeriodicFile)

  init(_ source: PEMSource, files: any FileAccess, time: any TimeSource) {
    switch source {
    case .inline(let text): self = .inline(text)
    case .file(let path): self = .file(.pem(path, files: files, time: time))
    }
  }

  func content() throws(KubeError) -> Secret {
    switch self {
    case .inline(let text): text
    case .file(let file): try file.content()
    }
  }

  /// Whether the content is what was last read, and not what was kept because it could not be.
  var isCurrent: Bool {
    switch self {
    case .inline: true
    case .file(let file): file.isCurrent
    }
  }
}

/// A client certificate with its key. They change together: where one of two new files is not there yet, the old pair
/// stays.
final class CertificateReader: Sendable {
  private let certificate: PEMReader
  private let key: PEMReader
  private let pair = Lock<(Secret, Secret)?>(nil)

  init(_ source: Authentication.Certificate, files: any FileAccess, time: any TimeSource) {
    certificate = PEMReader(source.certificate, files: files, time: time)
    key = PEMReader(source.key, files: files, time: time)
  }

  func content() throws(KubeError) -> (certificate: Secret, key: Secret) {
    let fresh = (try certificate.content(), try key.content())
    let isWhole = certificate.isCurrent && key.isCurrent
    return pair.withLock { pair in
      let used = isWhole ? fresh : pair ?? fresh
      pair = used
      return used
    }
  }
}
