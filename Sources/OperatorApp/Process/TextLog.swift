import KubeClient
package import KubeCore
package import KubeRuntime
package import Support

/// One line an entry: time, what happened, to what. Nothing that a client or a server keeps secret is ever in it.
package final class TextLog: OperatorLog {
  private let time: any TimeSource
  private let write: @Sendable (String) -> Void
  /// What was said last about each kind, and when: a server that is down is no news each second.
  private let said = Lock<[String: (text: String, at: Duration)]>([:])

  package init(time: any TimeSource, write: @escaping @Sendable (String) -> Void) {
    self.time = time
    self.write = write
  }

  func say(_ what: String, _ detail: String) {
    let line = detail.isEmpty ? what : "\(what): \(detail)"
    write("\(Timestamp(seconds: time.now().seconds).rfc3339) \(line.filter { !$0.isNewline })\n")
  }

  package func heard(_ notice: ReflectorNotice, about resource: APIResource) {
    switch notice {
    case .listFailed(let error): sayOnce("Cannot list", resource, "\(error)")
    case .watchFailed(let error): sayOnce("Cannot watch", resource, "\(error)")
    case .skipped(let error): sayOnce("Skipped an event that cannot be read", resource, error.message)
    case .initialEventsLate(let duration):
      sayOnce("Streaming list is late", resource, "nothing for \(duration.components.seconds) s")
    case .silent: sayOnce("Watch was silent for too long", resource, "")
    case .olderList(let version, let seen):
      sayOnce("Refused a list that is older than what was seen", resource, "\(version), seen \(seen)")
    case .inconsistent(let keys):
      sayOnce("Streamed and plain list differ", resource, keys.prefix(5).map(\.description).joined(separator: ", "))
    }
  }

  package func failed(_ controller: String, _ key: ObjectKey, _ error: ReconcileError) {
    switch error {
    case .retry(let reason): say("Will try again", "\(controller) \(key): \(reason)")
    case .stalled(let reason): say("Gave up until something changes", "\(controller) \(key): \(reason)")
    }
  }

  package func termEnded(_ end: LeaderElector.End) {
    switch end {
    case .finished, .stopped: say("Gave the lease up", "")
    case .lost: say("Lost the lease", "standing by")
    }
  }

  package func historyFailed(_ reason: String) { say("Churn history", reason) }

  /// The same about the same kind not more than once in five minutes.
  private func sayOnce(_ what: String, _ resource: APIResource, _ detail: String) {
    let now = time.uptime()
    let isNews = said.withLock { said in
      if let last = said[resource.plural], last.text == what + detail, now - last.at < .seconds(300) { return false }
      said[resource.plural] = (what + detail, now)
      return true
    }
    if isNews { say(what, detail.isEmpty ? resource.plural : "\(resource.plural): \(detail)") }
  }
}
