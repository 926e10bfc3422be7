import CurlTransport
import KubeClient
import Testing

@Suite("Proxies")
struct ProxyTests {
  private static func request(_ url: String, through proxy: String, except exceptions: String = "") -> HTTPRequest {
    var request = HTTPRequest.get(url)
    request.headers = [HTTPHeader("Authorization", "Bearer secret")]
    request.proxy.url = proxy
    request.proxy.exceptions = exceptions
    return request
  }

  @Test("T6: a plain request goes through the proxy in absolute form, with the proxy's credentials")
  func absoluteForm() async throws {
    let requests = Signal<ReceivedRequest>()
    try await withTransport { connection in
      while let request = try connection.request() {
        requests.send(request)
        try connection.respond("proxied")
      }
    } _: { transport, server in
      let proxy = "http://user:p%40ss@127.0.0.1:\(server.port)"
      let text = try await transport.text(Self.request("http://cluster.test/api", through: proxy))
      #expect(text == "proxied")
      let received = await requests.next()
      #expect(received.line == "GET http://cluster.test/api HTTP/1.1")
      #expect(received["Host"] == "cluster.test")
      // user:p@ss
      #expect(received["Proxy-Authorization"] == "Basic dXNlcjpwQHNz")
    }
  }

  @Test("T6: exceptions are reached directly", arguments: ["127.0.0.0/8", "127.0.0.1", "other, 127.0.0.1/32", "*"])
  func exceptions(text: String) async throws {
    try await withTransport { connection in
      try connection.respondForever("direct")
    } _: { transport, server in
      let request = Self.request(server.url(), through: "http://proxy.invalid:3128", except: text)
      let answer = try await transport.text(request)
      #expect(answer == "direct")
      let proxied = Self.request(server.url(), through: "http://proxy.invalid:3128", except: "10.0.0.0/8")
      #expect(await transport.failure(proxied)?.code == .proxy)
    }
  }

  @Test("T6: a proxy that refuses the tunnel is the proxy's failure", arguments: [403, 407, 502])
  func refusedTunnel(status: Int) async throws {
    let requests = Signal<ReceivedRequest>()
    try await withTransport { connection in
      while let request = try connection.request() {
        requests.send(request)
        try connection.respond("no", status: "\(status) No")
      }
    } _: { transport, server in
      let proxy = "http://user:hidden@127.0.0.1:\(server.port)"
      let failure = await transport.failure(Self.request("https://cluster.test:6443/api", through: proxy))
      #expect(failure?.code == .proxy)
      #expect(failure?.message.contains("\(status)") == true)
      #expect(failure?.message.contains("hidden") == false)
      let received = await requests.next()
      #expect(received.line == "CONNECT cluster.test:6443 HTTP/1.1")
      // What is for the server is not for the proxy.
      #expect(received["Authorization"] == nil)
      #expect(received["Proxy-Authorization"] == "Basic dXNlcjpoaWRkZW4=")
    }
  }

  @Test("T6: a proxy that cannot be reached is the proxy's failure", arguments: ["http", "https", "socks5"])
  func unreachable(scheme: String) async throws {
    let port = try RefusingPort()
    let transport = try CurlTransport()
    let request = Self.request("https://cluster.test/", through: "\(scheme)://user:hidden@127.0.0.1:\(port.number)")
    let failure = await transport.failure(request)
    #expect(failure?.code == .proxy)
    #expect(failure?.message.contains("hidden") == false)
    await transport.shutdown()
  }

  @Test("T7: packed answers are asked for by lists that leave the machine, and unpacked")
  func gzip() async throws {
    let packed: [UInt8] = [
      31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 203, 72, 205, 201, 201, 87, 200, 160, 59, 9, 0, 47, 250, 248, 72, 120, 0, 0, 0,
    ]
    try await withTransport { connection in
      while let request = try connection.request() {
        if request["Accept-Encoding"] == "gzip" {
          try connection.send(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n")
          try connection.send(packed)
        } else {
          try connection.respond(request["Accept-Encoding"] ?? "nothing asked")
        }
      }
    } _: { transport, server in
      var request = HTTPRequest.get("http://cluster.test/", .list)
      request.proxy.url = "http://127.0.0.1:\(server.port)"
      let response = try await transport.open(request)
      #expect(response[header: "Content-Encoding"] == nil)
      #expect(response[header: "Content-Length"] == nil)
      #expect(try await response.body.rest() == Array(String(repeating: "hello ", count: 20).utf8))
      for pool in [HTTPRequest.Pool.watch, .write, .lease] {
        request.pool = pool
        let text = try await transport.text(request)
        #expect(text == "nothing asked")
      }
      let local = try await transport.text(.get(server.url(), .list))
      #expect(local == "nothing asked")
    }
  }
}
