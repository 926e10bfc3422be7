internal import Dispatch
internal import Foundation
internal import Support

/// The program `dev-apiserver`.
package enum DevAPIServerCommand {
  /// Runs until a signal ends it; the exit code.
  package static func run(_ arguments: [String]) async -> Int32 {
    let options: CommandArguments
    do throws(CommandArguments.Refusal) { options = try CommandArguments(arguments) } catch {
      complain(error.message)
      return 2
    }
    if options.wantsHelp {
      print(CommandArguments.help, terminator: "")
      return 0
    }
    do { return try await serve(options) } catch {
      complain("\(error)")
      return 1
    }
  }

  private static func serve(_ options: CommandArguments) async throws -> Int32 {
    var configuration = DevAPIServerConfiguration()
    configuration.address = options.address
    configuration.port = options.port
    configuration.usesTLS = options.usesTLS
    configuration.namespaceGracePeriod = .seconds(5)
    if let file = options.tokenFile {
      configuration.tokens = TokenFile.tokens(try String(contentsOfFile: file, encoding: .utf8))
    } else {
      configuration.tokens = [IdentifierSource(seed: nil).uid(): .admin]
    }
    let token = configuration.tokens.filter { $0.value.isMaster }.keys.min() ?? configuration.tokens.keys.min() ?? ""
    let time = FastTime(SystemTime(), speed: options.speed)
    if options.plays { configuration.time = time.waitingSlowly }
    let server = DevAPIServer(configuration)
    if let file = options.auditFile { try AuditFile(file).follow(server.audit) }
    for seed in options.seeds {
      for problem in try await SeedFiles.create(seed, in: server) { complain(problem) }
    }
    let signals = SignalWaiter()
    try await server.start()
    let file = options.kubeconfigFile ?? NSTemporaryDirectory() + "dev-apiserver-\(server.port).kubeconfig"
    try writePrivately(server.kubeconfig(token: token), to: file)
    print("dev-apiserver (a test tool, in memory only) listens on \(server.url)")
    print("export KUBECONFIG=\(file)")
    fflush(nil)
    let driver = options.plays ? server.lifecycleDriver(start: time.now()) : nil
    let playing = Task { if let driver { await play(driver, time) } }
    await signals.wait()
    playing.cancel()
    await playing.value
    await server.stop()
    if options.kubeconfigFile == nil { try? FileManager.default.removeItem(atPath: file) }
    return 0
  }

  /// Plays until the task is cancelled. What cannot be written, as in a namespace that is being deleted, is said and
  /// passed over.
  private static func play(_ driver: LifecycleDriver, _ time: FastTime) async {
    while !Task.isCancelled {
      do { try await driver.run(time) } catch is CancellationError { return } catch {
        complain("\(error)")
        try? await time.waitingSlowly.sleep(for: .seconds(1))
      }
    }
  }

  /// A kubeconfig carries a token: only its owner may read it.
  private static func writePrivately(_ text: String, to path: String) throws {
    let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
    guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8), attributes: attributes) else {
      throw CommandArguments.Refusal(message: "\(path): cannot be written")
    }
  }

  private static func complain(_ message: String) {
    FileHandle.standardError.write(Data("dev-apiserver: \(message)\n".utf8))
  }
}

/// SIGINT and SIGTERM, waited for.
final class SignalWaiter {
  private let arrived: AsyncStream<Void>
  private let sources: [any DispatchSourceSignal]

  init() {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    arrived = stream
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield() }
      source.resume()
      return source
    }
  }

  func wait() async { for await _ in arrived { return } }
}

/// `token,user,uid,"group1,group2"`, as `kube-apiserver --token-auth-file` reads it.
enum TokenFile {
  static func tokens(_ text: String) -> [String: UserIdentity] {
    var tokens: [String: UserIdentity] = [:]
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      let fields = line.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: " \""))
      }
      guard fields.count >= 2, !fields[0].isEmpty else { continue }
      let groups = fields.count > 3 ? fields[3].split(separator: ",").map(String.init) : []
      tokens[fields[0]] = UserIdentity(name: fields[1], uid: fields.count > 2 ? fields[2] : "", groups: groups)
    }
    return tokens
  }
}

/// Appends the audit log to a file.
struct AuditFile {
  private let handle: FileHandle

  init(_ path: String) throws {
    if !FileManager.default.fileExists(atPath: path) { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw CommandArguments.Refusal(message: "\(path): cannot be written")
    }
    handle.seekToEndOfFile()
    self.handle = handle
  }

  func follow(_ log: AuditLog) throws {
    let lines = Lock(handle)
    log.onEntry { entry in
      lines.withLock { handle in handle.write(Data(JSONWriter().bytes(entry.tree) + [0x0A])) }
    }
  }
}
