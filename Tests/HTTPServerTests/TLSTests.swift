import Foundation
import HTTPServer
import Support
import Testing

@Suite("TLS")
struct TLSTests {
  private static let validity: ClosedRange<Int64> = 1_577_836_800...4_102_444_800
  private static let authority = Result { () throws(ServerError) in
    try CertificateAuthority(commonName: "test-ca", validity: validity)
  }

  /// Runs `openssl s_client` against a server that answers with the client's name; what it prints.
  private func converse(_ arguments: [String], client: Certificate? = nil) async throws -> String {
    let authority = try Self.authority.get()
    let own = try authority.server(commonName: "server")
    var configuration = ServerConfiguration()
    configuration.tls = ServerTLS(
      certificate: own.certificate, key: own.key, clientAuthorities: authority.certificate)
    let server = try HTTPServer(configuration: configuration) { request in
      let name = request.clientSubject.map { "\($0.commonName) of \($0.organizations.joined(separator: "+"))" }
      return ServerResponse(status: 200, body: .bytes(Array((name ?? "nobody").utf8)))
    }
    try server.start()
    let folder = FileManager.default.temporaryDirectory.appending(path: "netrisk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String, _ text: String) throws -> String {
      let url = folder.appending(path: name)
      try Data(text.utf8).write(to: url)
      return url.path
    }
    var all = ["s_client", "-quiet", "-verify_return_error", "-CAfile", try file("ca.crt", authority.certificate)]
    all += ["-connect", "127.0.0.1:\(server.port)"] + arguments
    if let client {
      all += ["-cert", try file("c.crt", client.certificate), "-key", try file("c.key", client.key)]
    }
    let output = try await run("openssl", all, input: "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    await server.stop(gracefully: false)
    return output
  }

  private func run(_ command: String, _ arguments: [String], input: String) async throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [command] + arguments
    let (standardInput, output) = (Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    return await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        continuation.resume(returning: String(decoding: data, as: UTF8.self))
      }
    }
  }

  @Test(
    "TLS 1.2 and 1.3 are spoken, under the name and the addresses of the certificate",
    arguments: [
      ["-tls1_2"], ["-tls1_3"], ["-verify_hostname", "localhost", "-servername", "localhost"],
      ["-verify_ip", "127.0.0.1"],
    ])
  func versions(arguments: [String]) async throws {
    #expect(try await converse(arguments).hasSuffix("nobody"))
  }

  @Test("Older versions and other names are refused", arguments: [["-tls1_1"], ["-verify_hostname", "other.example"]])
  func refused(arguments: [String]) async throws {
    #expect(try await !converse(arguments).contains("200 OK"))
  }

  @Test("A client certificate of the authority names its holder and groups")
  func clientSubject() async throws {
    let client = try Self.authority.get().client(commonName: "admin", organizations: ["system:masters", "others"])
    #expect(try await converse([], client: client).hasSuffix("admin of system:masters+others"))
  }

  @Test("A certificate of another authority, or one made for servers, names nobody")
  func strangers() async throws {
    let stranger = try CertificateAuthority(commonName: "test-ca", validity: Self.validity)
    #expect(try await converse([], client: stranger.client(commonName: "admin")).hasSuffix("nobody"))
    let server = try Self.authority.get().server(commonName: "admin")
    #expect(try await converse([], client: server).hasSuffix("nobody"))
  }

  @Test("A key that does not fit its certificate is refused at the start")
  func wrongKey() throws {
    let authority = try Self.authority.get()
    var configuration = ServerConfiguration()
    configuration.tls = ServerTLS(certificate: try authority.server(commonName: "a").certificate, key: "no key")
    let server = try HTTPServer(configuration: configuration) { _ in ServerResponse(status: 200) }
    #expect(throws: ServerError.cannotStart) { try server.start() }
  }
}
