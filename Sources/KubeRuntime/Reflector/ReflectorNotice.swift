package import KubeClient
package import KubeCore

/// What a Reflector wants said: for a log, not to decide on.
package enum ReflectorNotice: Hashable, Sendable {
  case listFailed(KubeError)
  case watchFailed(KubeError)
  /// An event could not be read and is missed; a list follows.
  case skipped(WireError)
  /// A streaming list has sent nothing for so long, and not its end.
  case initialEventsLate(Duration)
  /// A watch was silent for too long.
  case silent
  /// A list was older than what was seen.
  case olderList(resourceVersion: String, seen: String)
  /// A streamed list and a plain one at the same resourceVersion differ in these objects.
  case inconsistent([ObjectKey])
}
