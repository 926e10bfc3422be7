import KubeClient
import KubeCore
import KubeRuntime
import Testing

extension ReflectorState {
  /// A state that follows no streaming list, in front of its first list.
  static func listing(_ change: (inout ReflectorSettings) -> Void = { _ in }) -> ReflectorState {
    var settings = ReflectorSettings()
    settings.usesWatchList = false
    change(&settings)
    return ReflectorState(settings, seed: 1)
  }

  /// A state that watches, from `version` on, without streaming lists.
  static func watching(
    from version: String, at now: Duration = .zero, _ change: (inout ReflectorSettings) -> Void = { _ in }
  ) -> ReflectorState {
    var state = listing(change)
    _ = state.start()
    _ = state.listed(.at(version), at: now)
    _ = state.opened(at: now)
    return state
  }

  /// A state whose streaming list is open.
  static func streaming(_ change: (inout ReflectorSettings) -> Void = { _ in }) -> ReflectorState {
    var settings = ReflectorSettings()
    change(&settings)
    var state = ReflectorState(settings, seed: 1)
    _ = state.start()
    _ = state.opened(at: .zero)
    return state
  }

  /// A state that has streamed its list and watches.
  static func streamed(at version: String, _ change: (inout ReflectorSettings) -> Void = { _ in }) -> ReflectorState {
    var state = streaming(change)
    _ = state.received(.bookmark(resourceVersion: version, isInitialEventsEnd: true), at: .zero)
    return state
  }
}

extension ListMeta {
  static func at(_ resourceVersion: String, continue token: String = "") -> ListMeta {
    var meta = ListMeta()
    meta.resourceVersion = resourceVersion
    meta.continue = token
    return meta
  }
}

extension ReflectorAction {
  var listOptions: ListOptions? { if case .list(let options) = self { options } else { nil } }
  var watchOptions: WatchOptions? { if case .watch(let options) = self { options } else { nil } }
  var waitDuration: Duration? { if case .wait(let duration) = self { duration } else { nil } }

  /// What is asked for, in short: `list 0 limit 500`, `watch 7`, `stream -`, `wait`, `read`.
  var summary: String {
    switch self {
    case .list(let options):
      ["list", options.resourceVersion ?? "-", options.limit.map { "limit \($0)" }, options.continue.map { "+" + $0 }]
        .compactMap(\.self).joined(separator: " ")
    case .watch(let options):
      (options.sendInitialEvents ? "stream " : "watch ") + (options.resourceVersion ?? "-")
    case .wait: "wait"
    case .read: "read"
    }
  }
}

extension PageVerdict {
  var action: ReflectorAction {
    switch self {
    case .collect(let action), .discard(let action), .replace(_, let action): action
    }
  }
}

extension EventVerdict {
  /// The action with which a stream is left.
  var exit: ReflectorAction? { if case .leave(let action) = self { action } else { nil } }
}

extension ReflectorState {
  /// What follows the wait that `action` is.
  mutating func afterWait(_ action: ReflectorAction?, at now: Duration = .zero) -> String {
    guard let action, case .wait = action else {
      Issue.record("no wait but \(String(describing: action))")
      return ""
    }
    return waited(at: now).summary
  }
}
