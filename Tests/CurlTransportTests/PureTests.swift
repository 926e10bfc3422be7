import CurlTransport
import KubeClient
import Testing

@Suite("Requests")
struct RequestTests {
  @Test(
    "NO_PROXY is read as Go's httpproxy reads it",
    arguments: [
      ("example.com", "example.com", true), ("example.com", "api.example.com", true),
      ("example.com", "badexample.com", false), (".example.com", "example.com", false),
      (".example.com", "api.example.com", true), ("*.example.com", "api.example.com", true),
      ("*.example.com", "example.com", false), ("EXAMPLE.com", "example.com", true),
      ("example.com:6443", "example.com", true), ("example.com:443", "example.com", false),
      ("*", "anything.test", true), ("a.test, *", "10.0.0.1", true), ("10.0.0.1", "10.0.0.1", true),
      ("10.0.0.1:6443", "10.0.0.1", true), ("10.0.0.1:443", "10.0.0.1", false), ("10.0.0.1", "10.0.0.10", false),
      ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.1.2.3/31", "10.1.2.2", true),
      ("10.1.2.3/31", "10.1.2.4", false), ("0.0.0.0/0", "8.8.8.8", true), ("10.0.0.0/33", "10.0.0.0", false),
      ("10.0.0.0/", "10.0.0.0", false), ("fd00::/8", "fd12::1", true), ("fd00::/8", "fe80::1", false),
      ("[fd12::1]:6443", "fd12::1", true), ("fd12::1", "fd12::1", true), ("::ffff:10.0.0.1", "10.0.0.1", true),
      ("10.0.0.0/8", "fd12::1", false), ("0.0.0.1", "host.0.0.0.1.test", false), ("", "example.com", false),
      (" , :80 ,", "example.com", false), (" example.com ", "example.com", true), ("10.0.0", "10.0.0.1", false),
    ])
  func exceptions(text: String, host: String, isException: Bool) {
    #expect(ProxyExceptions(text).contains(host: host, port: 6443) == isException)
  }

  @Test("A proxy's URL loses its credentials, and its port is Go's where it has none")
  func proxyURL() throws {
    let plain = try ProxyRoute(url: "proxy.test")
    #expect(plain.url == "http://proxy.test:80")
    #expect(plain.user == nil)
    let full = try ProxyRoute(url: "http://us%3Aer:p%40ss:word@Proxy.test:3128/ignored?x")
    #expect(full.url == "http://proxy.test:3128")
    #expect(full.user == "us:er")
    #expect(full.password == "p@ss:word")
    #expect(try ProxyRoute(url: "https://[::1]").url == "https://[::1]:443")
    #expect(try ProxyRoute(url: "socks5://proxy.test").url == "socks5h://proxy.test:1080")
    for text in ["ftp://proxy.test", "http://", "http://a b", "http://h:99999", "http://u:%zz@h", "http://u:%0a@h"] {
      #expect(throws: TransportError.self) { try ProxyRoute(url: text) }
    }
  }

  @Test(
    "A URL that two readers could take differently is refused",
    arguments: [
      "", "example.com", "ftp://example.com", "http:///path", "http://a b/", "http://a/ b", "http://user@host/",
      "http://user:secret@host/", "http://host\\@other/", "http://host:0/", "http://host:65536/", "http://host:+1/",
      "http://[::1", "http://[fe80::1%25eth0]/", "http://::1/", "http://h\r\nX: y/", "http://h/\u{0}",
      "http://hö.test/",
      "http://a:b:c/",
    ])
  func badURL(text: String) async throws {
    let error = #expect(throws: TransportError.self) { try RequestURL(text) }
    #expect(error?.code == .invalidRequest)
    #expect(error?.message.contains("secret") == false)
    let transport = try CurlTransport()
    #expect(await transport.failure(.get(text))?.code == .invalidRequest)
    await transport.shutdown()
  }

  @Test("A URL's parts")
  func url() throws {
    let url = try RequestURL("HTTPS://Host.Test/api?x=http://y#z")
    #expect(url.isEncrypted)
    #expect(url.place == "host.test:443")
    #expect(url.authority == "Host.Test")
    #expect(url.pathAndQuery == "/api?x=http://y#z")
    #expect(try RequestURL("http://[::1]:8080").place == "[::1]:8080")
    let loopbacks = ["http://127.1.2.3/", "http://localhost/", "http://[::1]/", "http://a.localhost/"]
    #expect(try loopbacks.allSatisfy { try RequestURL($0).isLoopback })
    #expect(try !RequestURL("http://10.0.0.1/").isLoopback)
  }

  @Test(
    "A header that could become two, or that the transport writes, is refused",
    arguments: [
      HTTPHeader("X", "a\r\nY: b"), HTTPHeader("X", "a\nb"), HTTPHeader("X", "a\rb"), HTTPHeader("X", "a\u{0}b"),
      HTTPHeader("X", "a\u{7F}"), HTTPHeader("", "a"), HTTPHeader("X Y", "a"), HTTPHeader("X:", "a"),
      HTTPHeader("X\r\nY", "a"), HTTPHeader("Content-Length", "1"), HTTPHeader("transfer-encoding", "chunked"),
    ])
  func badHeader(header: HTTPHeader) async throws {
    try await withTransport { connection in
      try connection.respondForever("never")
    } _: { transport, server in
      var request = HTTPRequest.get(server.url())
      request.headers = [HTTPHeader("Authorization", "Bearer secret"), header]
      let failure = await transport.failure(request)
      #expect(failure?.code == .invalidRequest)
      #expect(failure?.message.contains("secret") == false)
      #expect(server.connectionCount == 0)
    }
  }

  @Test("A libcurl that lacks something is named with what it lacks")
  func gate() {
    let good = CurlVersion(
      number: 0x07_58_01, text: "7.88.1", tls: "OpenSSL/3.0.19", hasGzip: true, resolvesAsynchronously: true,
      hasThreadsafeInit: true)
    #expect(good.refusal == nil)
    #expect(CurlVersion.current.refusal == nil)
    let changes: [(WritableKeyPath<CurlVersion, Bool>, String)] = [
      (\.hasGzip, "gzip"), (\.resolvesAsynchronously, "name lookups in a thread of their own"),
      (\.hasThreadsafeInit, "a thread-safe curl_global_init"),
    ]
    for (path, name) in changes {
      var version = good
      version[keyPath: path] = false
      #expect(version.refusal?.description == "libcurl 7.88.1 will not do: the client needs \(name)")
    }
    var version = good
    version.tls = nil
    #expect(version.refusal?.message == "libcurl 7.88.1 will not do: the client needs TLS")
    version.tls = "GnuTLS/3.7"
    #expect(version.refusal?.message.contains("not by GnuTLS/3.7") == true)
    version = good
    version.number = 0x07_56_00
    #expect(version.refusal?.message.contains("7.87.0") == true)
  }
}
