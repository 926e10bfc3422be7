import FuzzSupport
import KubeClient
import KubeCore
import Support
import YAML

/// Kubeconfigs: configurations or problems with their places; the same from YAML and from the JSON that it means, and
/// the same when a file is merged with itself.
@main
enum FuzzKubeconfig {
  static func main() { Fuzzer.run(fuzz) }

  private static let environment = ProcessEnvironment(workingDirectory: "/home/dev")

  static func check(_ bytes: [UInt8]) {
    let files = MemoryFiles(["/k/a": bytes, "/k/b": bytes])
    let once = outcome(files, "/k/a")
    checkProblems(once, bytes)
    expectEqual(shown(once), shown(outcome(files, "/k/a:/k/b")), "A file merged with itself differs")
    if let json = json(bytes) {
      let again = outcome(MemoryFiles(["/k/a": json]), "/k/a")
      expectEqual(
        shown(once), shown(again), "The JSON of the document differs:\n\(String(decoding: json, as: UTF8.self))")
      checkProblems(again, json)
    }
    if case .success(let client) = once { check(client) }
  }

  private static func outcome(_ files: MemoryFiles, _ list: String) -> Result<ClientConfiguration, ConfigError> {
    var environment = environment
    environment.variables["KUBECONFIG"] = list
    do throws(ConfigError) {
      return .success(
        try ClientConfiguration.load(environment: environment, files: files, userAgent: "fuzz"))
    } catch {
      return .failure(error)
    }
  }

  /// A problem has words, and its place is in the text.
  private static func checkProblems(_ outcome: Result<ClientConfiguration, ConfigError>, _ bytes: [UInt8]) {
    guard case .failure(let error) = outcome else { return }
    expect(!error.problems.isEmpty, "A failure without a problem")
    for problem in error.problems {
      expect(!problem.message.isEmpty, "A problem without words")
      if let mark = problem.mark { ObjectOracle.check(mark, bytes) }
    }
  }

  /// What must be the same, places and file names aside. A document that cannot be read says so in the words of its
  /// own grammar.
  private static func shown(_ outcome: Result<ClientConfiguration, ConfigError>) -> [String] {
    switch outcome {
    case .success(let client): ["\(client.hashValue)", client.server.url, client.namespace] + client.warnings
    case .failure(let error): Set(error.problems.map(\.message)).sorted()
    }
  }

  /// The JSON of the document that a kubeconfig is; `nil` where there is no object to write.
  private static func json(_ bytes: [UInt8]) -> [UInt8]? {
    if bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "{") { return nil }
    let limits = YAMLParser.Limits(depth: 64, expandedNodes: 20_000)
    guard case .success(let tree)? = YAMLParser(limits: limits).documents(bytes).first(where: { _ in true })?.content
    else { return nil }
    let plain = tree.plain(tree.root)
    guard case .object = plain else { return nil }
    return JSONWriter().bytes(plain)
  }

  private static func check(_ client: ClientConfiguration) {
    let url = client.server.url
    do throws(ServerAddress.Invalid) {
      expectEqual(try ServerAddress(url), client.server, "The server's URL reads back as another")
    } catch {
      expect(false, "The server's URL cannot be read back: \(url): \(error.reason)")
    }
    let header = client.impersonation?.headers ?? []
    for header in header {
      expect(!header.name.utf8.contains { $0 <= 0x20 || $0 >= 0x7F || $0 == 0x3A }, "A header's name is none")
    }
    for secret in [client.authentication.basic?.password] + [token(client)] {
      guard let secret, secret.text.utf8.count >= 12 else { continue }
      expect(!"\(client.authentication)".contains(secret.text), "A secret is shown")
    }
  }

  private static func token(_ client: ClientConfiguration) -> Secret? {
    if case .literal(let token)? = client.authentication.token { token } else { nil }
  }
}

/// The only files that there are.
struct MemoryFiles: FileAccess {
  var files: [String: [UInt8]]

  init(_ files: [String: [UInt8]]) { self.files = files }

  func read(_ path: String) throws(FileFailure) -> [UInt8] {
    guard let bytes = files[path] else { throw FileFailure(isMissing: true, message: "No such file or directory") }
    return bytes
  }
}

@c(LLVMFuzzerTestOneInput)
func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzKubeconfig.check(Fuzzer.bytes(data, count))
  return 0
}
