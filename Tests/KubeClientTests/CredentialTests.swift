import KubeClient
import Support
import TestSupport
import Testing

/// Credentials that change under a running client.
@Suite("Credentials")
struct CredentialTests {
  private static func authenticator(
    _ files: MemoryFiles, _ time: ManualTime, _ configure: (inout ClientConfiguration) -> Void
  ) -> Authenticator {
    var configuration = ClientConfiguration(server: ServerAddress(host: "api", port: 6443))
    configure(&configuration)
    return Authenticator(
      configuration, files: files, time: time, processes: ScriptedProcesses(writing: ""))
  }

  private static func pem(_ text: String) -> String {
    "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----"
  }

  @Test("T3: a token file is read again within a minute, and the old token kept where it cannot be")
  func tokenFile() async throws {
    let files = MemoryFiles(["/token": " t1\n"])
    let time = ManualTime()
    let authenticator = Self.authenticator(files, time) { $0.authentication.token = .file("/token", initial: nil) }
    #expect(try await authenticator.credentials().authorization == Secret("Bearer t1"))
    files.write("/token", "t2")
    time.advance(by: .seconds(49))
    #expect(try await authenticator.credentials().authorization == Secret("Bearer t1"))
    #expect(files.reads(of: "/token") == 1)
    time.advance(by: .seconds(1))
    #expect(try await authenticator.credentials().authorization == Secret("Bearer t2"))
    for bad in ["", " \n", "two words", "a\r\nX-Evil: 1", "ü"] {
      files.write("/token", bad)
      time.advance(by: .seconds(60))
      #expect(try await authenticator.credentials().authorization == Secret("Bearer t2"), "with \(bad)")
    }
    files.remove("/token")
    time.advance(by: .seconds(60))
    #expect(try await authenticator.credentials().authorization == Secret("Bearer t2"))
    files.write("/token", "t3")
    #expect(try await authenticator.credentials().authorization == Secret("Bearer t3"))
  }

  @Test("A token file that was never read is an error that says why")
  func missingTokenFile() async {
    let files = MemoryFiles()
    let authenticator = Self.authenticator(files, ManualTime()) {
      $0.authentication.token = .file("/token", initial: nil)
    }
    let error = await failure { () async throws(KubeError) in try await authenticator.credentials() }
    #expect(error == .credentials("cannot read /token: No such file or directory"))
  }

  @Test("A token beside a token file is used until the file can be read")
  func initialToken() async throws {
    let files = MemoryFiles()
    let authenticator = Self.authenticator(files, ManualTime()) {
      $0.authentication.token = .file("/token", initial: Secret("t0"))
    }
    #expect(try await authenticator.credentials().authorization == Secret("Bearer t0"))
    files.write("/token", "t1")
    #expect(try await authenticator.credentials().authorization == Secret("Bearer t1"))
  }

  @Test("T4: certificate, key and authorities are read again every five minutes")
  func certificateFiles() async throws {
    let files = MemoryFiles(["/crt": Self.pem("1"), "/key": Self.pem("k1"), "/ca": Self.pem("ca1")])
    let time = ManualTime()
    let authenticator = Self.authenticator(files, time) {
      $0.authentication.certificate = .init(certificate: .file("/crt"), key: .file("/key"))
      $0.certificateAuthority = .file("/ca")
    }
    let first = try await authenticator.credentials()
    #expect(first.certificate == Secret(Self.pem("1")))
    #expect(first.certificateAuthorities == Secret(Self.pem("ca1")))
    for (path, text) in [("/crt", "2"), ("/key", "k2"), ("/ca", "ca2")] { files.write(path, Self.pem(text)) }
    time.advance(by: .seconds(299))
    #expect(try await authenticator.credentials() == first)
    time.advance(by: .seconds(1))
    let second = try await authenticator.credentials()
    #expect(second.certificate == Secret(Self.pem("2")))
    #expect(second.key == Secret(Self.pem("k2")))
    #expect(second.certificateAuthorities == Secret(Self.pem("ca2")))
    files.write("/ca", "half a file")
    time.advance(by: .seconds(300))
    #expect(try await authenticator.credentials() == second)
  }

  @Test("Certificate and key change together: a pair that is half written is not used")
  func pairOfFiles() async throws {
    let files = MemoryFiles(["/crt": Self.pem("1"), "/key": Self.pem("k1")])
    let time = ManualTime()
    let authenticator = Self.authenticator(files, time) {
      $0.authentication.certificate = .init(certificate: .file("/crt"), key: .file("/key"))
    }
    let first = try await authenticator.credentials()
    files.write("/crt", Self.pem("2"))
    files.remove("/key")
    time.advance(by: .seconds(300))
    #expect(try await authenticator.credentials() == first)
    files.write("/key", Self.pem("k2"))
    let second = try await authenticator.credentials()
    #expect(second.certificate == Secret(Self.pem("2")))
    #expect(second.key == Secret(Self.pem("k2")))
  }

  @Test("A password goes into a Basic header")
  func basic() async throws {
    let authenticator = Self.authenticator(MemoryFiles(), ManualTime()) {
      $0.authentication.basic = .init(user: "jane", password: Secret("s3cret:ü"))
    }
    let credentials = try await authenticator.credentials()
    #expect(credentials.authorization == Secret("Basic amFuZTpzM2NyZXQ6w7w="))
  }

  @Test("After a 401 a token file is read at once; the same token is no new one")
  func replacement() async throws {
    let files = MemoryFiles(["/token": "t1"])
    let authenticator = Self.authenticator(files, ManualTime()) {
      $0.authentication.token = .file("/token", initial: nil)
    }
    let first = try await authenticator.credentials()
    #expect(try await authenticator.replacement(for: first) == nil)
    files.write("/token", "t2")
    #expect(try await authenticator.replacement(for: first)?.authorization == Secret("Bearer t2"))
  }

  @Test("No description, dump or message shows a secret")
  func secrets() async throws {
    var configuration = ClientConfiguration(server: ServerAddress(host: "api", port: 6443))
    configuration.authentication.token = .literal(Secret("hunter2"))
    configuration.authentication.basic = .init(user: "jane", password: Secret("hunter2"))
    configuration.authentication.certificate = .init(
      certificate: .inline(Secret("hunter2")), key: .inline(Secret("hunter2")))
    let authenticator = Self.authenticator(MemoryFiles(), ManualTime()) { $0 = configuration }
    let credentials = try await authenticator.credentials()
    var dumped = ""
    dump(configuration, to: &dumped)
    dump(credentials, to: &dumped)
    for text in ["\(configuration)", String(reflecting: configuration), "\(credentials)", dumped] {
      #expect(!text.contains("hunter2") && !text.contains("aHVudGVyMg"))
    }
  }
}
