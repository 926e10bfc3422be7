import Foundation
import Glibc
import KubeClient
import Support

/// The real process: the only place of the command line that touches it.
extension CommandLineEnvironment {
  package static func process() -> CommandLineEnvironment {
    // Inherited as ignored, it would turn `| head` into an error message.
    _ = signal(SIGPIPE, SIG_DFL)
    return CommandLineEnvironment(
      arguments: CommandLine.arguments, variables: ProcessInfo.processInfo.environment,
      standardInput: { (limit) throws(CommandFailure) in try readStandardInput(limit: limit) },
      writeOutput: { text in writeAll(text, to: STDOUT_FILENO) },
      writeError: { text in writeAll(text, to: STDERR_FILENO) },
      outputIsTerminal: isatty(STDOUT_FILENO) == 1, errorIsTerminal: isatty(STDERR_FILENO) == 1,
      terminalWidth: terminalColumns(), clock: currentTime, zones: .system,
      sourceRoot: .find(from: FileManager.default.currentDirectoryPath) { FileManager.default.fileExists(atPath: $0) },
      files: SystemFiles())
  }

  private static func currentTime() -> Timestamp {
    var time = timespec()
    _ = clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
  }

  private static func terminalColumns() -> Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  private static func readStandardInput(limit: Int) throws(CommandFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while bytes.count <= limit {
      let count = read(STDIN_FILENO, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw CommandFailure("cannot read standard input: \(String(cString: strerror(errno)))")
      }
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return bytes
  }

  /// Writes everything or ends the process: a reader that went away ends it as SIGPIPE would, quietly.
  private static func writeAll(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { buffer in
      var written = 0
      while written < buffer.count {
        let count = write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
        if count >= 0 {
          written += count
        } else if errno != EINTR {
          let error = errno
          if error != EPIPE, descriptor == STDOUT_FILENO {
            writeAll("error: cannot write the output: \(String(cString: strerror(error))).\n", to: STDERR_FILENO)
          }
          exit(error == EPIPE ? 128 + SIGPIPE : 1)
        }
      }
    }
  }
}
