internal import CMicrohttpd

/// The running server of libmicrohttpd.
///
/// Sendable: libmicrohttpd allows these calls from any thread; `HTTPServer` makes each of them once.
struct ServerPointer: @unchecked Sendable {
  private let pointer: OpaquePointer

  /// Retains `owner`, which releases itself when it has stopped.
  init?(socket: Int32, _ configuration: ServerConfiguration, owner: HTTPServer) {
    var raw = cmhd_configuration()
    raw.listening_socket = socket
    raw.threads = UInt32(clamping: configuration.threads)
    raw.connection_limit = UInt32(clamping: configuration.connectionLimit)
    raw.idle_timeout = UInt32(clamping: configuration.idleTimeoutSeconds)
    // The head of a request and one chunk of a stream; pages that are not touched cost nothing.
    raw.connection_memory = HTTPServer.blockSize
    let retained = Unmanaged.passRetained(owner)
    raw.owner = retained.toOpaque()
    raw.callbacks = Self.callbacks
    guard let started = Self.start(&raw, configuration.tls) else {
      retained.release()
      return nil
    }
    pointer = started
  }

  func stopListening() { cmhd_stop_listening(pointer) }
  func stop() { cmhd_stop(pointer) }

  private static func start(_ raw: inout cmhd_configuration, _ tls: ServerTLS?) -> OpaquePointer? {
    guard let tls else { return cmhd_start(&raw) }
    return tls.certificate.withCString { certificate in
      tls.key.withCString { key in
        raw.certificate = certificate
        raw.key = key
        guard let authorities = tls.clientAuthorities else { return cmhd_start(&raw) }
        return authorities.withCString { text in
          raw.client_authorities = text
          return cmhd_start(&raw)
        }
      }
    }
  }

  private static var callbacks: cmhd_callbacks {
    cmhd_callbacks(
      begin: { owner, _, target in
        guard let owner, let target else { return nil }
        let server = Unmanaged<HTTPServer>.fromOpaque(owner).takeUnretainedValue()
        return server.begin(target: String(cString: target)).map { Unmanaged.passRetained($0).toOpaque() }
      },
      body: { exchange, bytes, count in
        guard let exchange else { return false }
        return Unmanaged<Exchange>.fromOpaque(exchange).takeUnretainedValue()
          .receive(UnsafeRawBufferPointer(start: bytes, count: count))
      },
      advance: { exchange, connection, method in
        guard let exchange, let connection, let method else { return false }
        return Unmanaged<Exchange>.fromOpaque(exchange).takeUnretainedValue()
          .advance(Connection(pointer: connection), method: String(cString: method))
      },
      complete: { exchange in
        guard let exchange else { return }
        let ended = Unmanaged<Exchange>.fromOpaque(exchange).takeRetainedValue()
        ended.finish()
      })
  }
}
