import Support

/// A file that changes under a running client: read again when its time is over, the last good content kept where it
/// cannot be (T3; client-go `cachingTokenSource`).
final class PeriodicFile: Sendable {
  private struct State {
    var content: Secret?
    var readAt: Duration = .zero
  }

  private let path: String
  private let period: Duration
  private let files: any FileAccess
  private let time: any TimeSource
  /// What the content must be; says what is wrong with it.
  private let objection: @Sendable (String) -> String?
  private let state: Lock<State>

  init(
    _ path: String, initial: Secret? = nil, every period: Duration, files: any FileAccess, time: any TimeSource,
    objection: @escaping @Sendable (String) -> String?
  ) {
    self.path = path
    self.period = period
    self.files = files
    self.time = time
    self.objection = objection
    // An initial content is due at once.
    state = Lock(State(content: initial, readAt: time.uptime() - period))
  }

  /// A token, without the white space around it: read again after a minute less ten seconds.
  static func token(_ path: String, initial: Secret?, files: any FileAccess, time: any TimeSource) -> PeriodicFile {
    PeriodicFile(path, initial: initial, every: .seconds(50), files: files, time: time) { text in
      if text.isEmpty { return "it is empty" }
      // A header with a line break in it would be two.
      return text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F } ? nil : "it is no token"
    }
  }

  /// A PEM text, read again after five minutes (T4).
  static func pem(_ path: String, files: any FileAccess, time: any TimeSource) -> PeriodicFile {
    PeriodicFile(path, every: .seconds(300), files: files, time: time) { text in
      text.contains("-----BEGIN ") ? nil : "it holds no PEM"
    }
  }

  /// The content, read where it is due.
  func content() throws(KubeError) -> Secret {
    let now = time.uptime()
    let (kept, isFresh) = state.withLock { state in (state.content, now - state.readAt < period) }
    if let kept, isFresh { return kept }
    do throws(KubeError) {
      let fresh = try read()
      state.withLock { $0 = State(content: fresh, readAt: now) }
      return fresh
    } catch {
      guard let kept else { throw error }
      return kept
    }
  }

  /// Whether the content is what the last look at the file found.
  var isCurrent: Bool { state.withLock { time.uptime() - $0.readAt < period } }

  /// Has the file read before the next use, as after a 401.
  func expire() { state.withLock { $0.readAt = time.uptime() - period } }

  private func read() throws(KubeError) -> Secret {
    let bytes: [UInt8]
    do throws(FileFailure) { bytes = try files.read(path) } catch {
      throw .credentials("cannot read \(path): \(error.message)")
    }
    let text = Self.trimmed(String(decoding: bytes, as: UTF8.self))
    if let objection = objection(text) { throw .credentials("cannot use \(path): \(objection)") }
    return Secret(text)
  }

  private static func trimmed(_ text: String) -> String {
    let isBlank: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
    let scalars = text.unicodeScalars.drop(while: isBlank)
    guard let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(scalars[...last])
  }
}
