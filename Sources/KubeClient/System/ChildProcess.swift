import Glibc
import Support

/// One run of a program, from its start to its end.
final class ChildProcess: Sendable {
  private enum State {
    case notStarted
    case running(pid_t)
    case ended
    case cancelled
  }

  private let command: ProcessCommand
  private let state = Lock(State.notStarted)

  init(_ command: ProcessCommand) { self.command = command }

  /// Kills the program and what it started, now or as soon as it has started. Safe at any time.
  func end() {
    state.withLock { state in
      switch state {
      case .running(let pid):
        // One on the terminal has no group of its own.
        kill(command.inheritsInput ? pid : -pid, SIGKILL)
        state = .cancelled
      case .notStarted: state = .cancelled
      case .ended, .cancelled: break
      }
    }
  }

  /// Starts the program and waits for it. Blocks: for a thread of its own.
  func run() -> Result<ProcessOutput, ProcessFailure> {
    guard let executable = executable() else { return .failure(.notFound) }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return .failure(.notStarted(Self.words(errno))) }
    let (reading, writing) = (ends[0], ends[1])
    defer { close(reading) }
    let started = start(executable, output: writing)
    close(writing)
    guard case .success(let pid) = started else { return started.map { _ in ProcessOutput(exitCode: 0, output: []) } }
    let output = read(reading)
    if output == nil { end() }
    let code = wait(for: pid)
    switch state.withLock({ $0 }) {
    case .cancelled: return .failure(output == nil ? .tooMuchOutput : .cancelled)
    default: return .success(ProcessOutput(exitCode: code, output: output ?? []))
    }
  }

  /// Starts under the lock, so that an end in the meantime is not lost.
  private func start(_ executable: String, output: Int32) -> Result<pid_t, ProcessFailure> {
    state.withLock { state -> Result<pid_t, ProcessFailure> in
      if case .cancelled = state { return .failure(.cancelled) }
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      if !command.inheritsInput {
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
      }
      posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
      // Sockets to the server, and the pipes of other programs, are none of its business. Closing one that is gone by
      // then is no error (glibc `spawni.c`).
      for descriptor in Self.descriptors() where descriptor > STDERR_FILENO {
        posix_spawn_file_actions_addclose(&actions, descriptor)
      }
      var attributes = posix_spawnattr_t()
      posix_spawnattr_init(&attributes)
      defer { posix_spawnattr_destroy(&attributes) }
      setAttributes(&attributes)
      let arguments = CStrings([command.executable] + command.arguments)
      let variables = CStrings(command.environment.map { "\($0.key)=\($0.value)" }.sorted())
      var pid = pid_t()
      let code = posix_spawn(&pid, executable, &actions, &attributes, arguments.pointers, variables.pointers)
      guard code == 0 else { return .failure(code == ENOENT ? .notFound : .notStarted(Self.words(code))) }
      state = .running(pid)
      return .success(pid)
    }
  }

  /// Signals as a fresh program expects them. A group of its own, so that what it starts ends with it; but one that may
  /// ask on the terminal stays in the foreground's group, where it may read.
  private func setAttributes(_ attributes: inout posix_spawnattr_t) {
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    if !command.inheritsInput {
      posix_spawnattr_setpgroup(&attributes, 0)
      flags |= POSIX_SPAWN_SETPGROUP
    }
    posix_spawnattr_setflags(&attributes, Int16(flags))
  }

  /// All that the program writes; `nil` where that is too much.
  private func read(_ descriptor: Int32) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return bytes }
      bytes += buffer[..<count]
      if bytes.count > command.outputLimit { return nil }
    }
  }

  private func wait(for pid: pid_t) -> Int32 {
    // Leaves the id taken until the state says that nobody may signal it any more.
    var information = siginfo_t()
    while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    state.withLock { state in if case .running = state { state = .ended } }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// The file to run: a path as it is, a name looked up in the `PATH` of the program's environment.
  private func executable() -> String? {
    if command.executable.contains("/") {
      return access(command.executable, F_OK) == 0 ? command.executable : nil
    }
    let folders = command.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { "\($0)/\(command.executable)" }.first { access($0, X_OK) == 0 }
  }

  /// The open files of this process.
  private static func descriptors() -> [Int32] {
    guard let folder = opendir("/proc/self/fd") else { return [] }
    defer { closedir(folder) }
    var found: [Int32] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if let descriptor = Int32(name) { found.append(descriptor) }
    }
    return found
  }

  private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }
}

/// A list of C strings that ends with a null pointer, alive as long as this.
private final class CStrings {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ texts: [String]) { pointers = texts.map { strdup($0) } + [nil] }

  deinit { for pointer in pointers { free(pointer) } }
}
