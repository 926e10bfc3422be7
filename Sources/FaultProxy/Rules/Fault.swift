/// What goes wrong with one request.
package enum Fault: Sendable {
  /// The request waits before it is sent on.
  case hold(Hold)
  /// This answer instead of the server's, which never sees the request.
  case answer(ScriptedAnswer)
  /// The connection ends without an answer.
  case hangUp(Cut)
  /// Accepted, and never answered.
  case silence
  /// The older of two servers answers: stale reads.
  case olderBackend
  /// The request goes on with this parameter changed; `nil` removes it.
  case parameter(String, String?)
  /// The response ends early. Bytes count from the first of the status line.
  case cut(CutPoint, Cut)
  /// From there on no more bytes, and the connection stays open.
  case freeze(CutPoint)
  /// The response comes in pieces of so many bytes with a pause behind each.
  case trickle(bytes: Int, pause: Hold)
  /// Something happens to events of a watch.
  case events(EventPattern, EventFault)
}

/// A place in a response.
package enum CutPoint: Hashable, Sendable {
  /// Behind so many bytes, head and framing counted.
  case byte(Int)
  /// Behind so many bytes of what follows the head, framing counted.
  case bodyByte(Int)
  /// Anywhere before the last byte, from the seed. The response is collected first; a watch is cut in its first 4 KiB.
  case random
  /// Behind so many events of a watch; 0 is right behind the head.
  case events(Int)
}

/// Which events of a watch.
package struct EventPattern: Hashable, Sendable {
  /// `ADDED`, `MODIFIED`, `DELETED`, `BOOKMARK`, `ERROR`; `nil` for any.
  package var type: String?
  /// The object's name.
  package var name: String?
  /// Only the bookmark that ends a streaming list's first part, or anything but it.
  package var isInitialEventsEnd: Bool?
  package var occurrence: Occurrence

  package init(
    type: String? = nil, name: String? = nil, isInitialEventsEnd: Bool? = nil, _ occurrence: Occurrence = .all
  ) {
    self.type = type
    self.name = name
    self.isInitialEventsEnd = isInitialEventsEnd
    self.occurrence = occurrence
  }

  func matches(_ event: WatchFrame) -> Bool {
    (type.map { $0 == event.type } ?? true) && (name.map { $0 == event.name } ?? true)
      && (isInitialEventsEnd.map { $0 == event.isInitialEventsEnd } ?? true)
  }
}

/// What happens to an event.
package enum EventFault: Sendable {
  case drop
  case duplicate
  /// It and what follows wait.
  case hold(Hold)
  /// It is sent behind the next event of another object; the order of one object's events stays.
  case swap
  /// An `ERROR` event comes before it.
  case errorBefore(ServerStatus)
  /// These bytes instead of the event, in the stream's framing where it has one.
  case replace([UInt8])
}

/// What goes wrong, with which requests, and with which of those.
package struct FaultRule: Sendable {
  package var pattern: RequestPattern
  package var occurrence: Occurrence
  package var faults: [Fault]

  package init(_ pattern: RequestPattern, _ occurrence: Occurrence = .all, _ faults: Fault...) {
    self.pattern = pattern
    self.occurrence = occurrence
    self.faults = faults
  }
}
