import DevAPIServer
import FaultProxy
import KubeRuntime

extension FaultCase {
  static let all: [FaultCase] = server + answers + events + streams + bytes

  /// The server as a whole.
  private static let server: [FaultCase] = [
    FaultCase("F01 the server is killed and comes back", .ended(.any, 3)) {
      $0.strike = { faulty, _ in await faulty.server.stop(gracefully: false) }
      $0.mend = { try await $0.restart() }
      $0.isDown = true
    },
    FaultCase("F02 the server is frozen: connections, and no byte", .connections(2)) {
      $0.strike = { faulty, _ in faulty.proxy.freeze() }
      $0.mend = { $0.proxy.thaw() }
    },
    FaultCase("F03 the server stops in an orderly way and comes back", .ended(.any, 3)) {
      $0.strike = { faulty, _ in await faulty.server.stop() }
      $0.mend = { try await $0.restart() }
      $0.isDown = true
    },
    FaultCase(
      "F03 the server is shutting down: 503 with Retry-After 5", .requests(.any, 3),
      FaultRule(.any, .all, .answer(.status(.unavailable, retryAfter: "5")))),
    FaultCase("F06 etcd was compacted while the server was away", .requests(.streamedLists, 1)) {
      $0.strike = { faulty, churn in
        faulty.proxy.kill()
        try await churn.run(10)
        faulty.server.store.compact()
        try faulty.proxy.acceptConnections()
      }
    },
    FaultCase("F14 the server drops the watch of a slow reader", .ended(.watches, 1)) {
      $0.strike = { faulty, _ in faulty.server.breakConnections() }
    },
  ]

  /// Answers other than what was asked for.
  private static let answers: [FaultCase] =
    [
      FaultCase(
        "F06 410 for a watch", .requests(.streamedLists, 1),
        FaultRule(.changes, .first(2), .answer(.status(.expired)))),
      FaultCase(
        "F06 410 on a later page of a list", .requests(RequestPattern(verb: "list", isContinued: true), 1),
        .expiresOnce,
        FaultRule(RequestPattern(verb: "list", isContinued: false), .first(1), .answer(.status(.expired))),
        FaultRule(RequestPattern(verb: "list", isContinued: true), .first(1), .answer(.status(.expiredContinue)))
      ) { $0.settings = .pages },
      FaultCase(
        "F07 a server that has not seen the resourceVersion yet", .requests(.streamedLists, 13), .expiresOnce,
        FaultRule(.streamedLists, .first(12), .answer(.status(.tooLargeResourceVersion, retryAfter: "1")))),
      FaultCase("F17 401", .requests(.any, 3), FaultRule(.any, .all, .answer(.status(.unauthorized)))),
      FaultCase(
        "F20 200 with an HTML page", .requests(.any, 4), FaultRule(.any, .all, .answer(.htmlPage))),
      FaultCase("F20 200 and nothing", .requests(.any, 4), FaultRule(.any, .all, .answer(.empty))),
      FaultCase(
        "F21 a body that claims to be gzip", .requests(.lists, 2), .expiresOnce,
        FaultRule(.any, .all, .answer(.brokenGzip))
      ) { $0.settings = .pages },
      FaultCase(
        "F23 a server without streaming lists", .requests(.lists, 1), .expiresOnce,
        FaultRule(.streamedLists, .all, .answer(.status(.sendInitialEventsForbidden)))),
    ]
    + (["1", "30", "soon", "Wed, 21 Oct 2026 07:28:00 GMT"] as [String]).map { text in
      FaultCase(
        "F19 429 with Retry-After '\(text)'", .requests(.any, 4),
        FaultRule(.any, .all, .answer(.status(.tooManyRequests, retryAfter: text))))
    }
    + ([.internalError, .unavailable, .gatewayTimeout] as [ServerStatus]).map { status in
      FaultCase(
        "F20 a burst of \(status.code)", .requests(.any, 4), FaultRule(.any, .all, .answer(.status(status))))
    }

  /// Events that no server sends, or that do not come.
  private static let events: [FaultCase] =
    ([.expired, .tooManyRequests, .internalError] as [ServerStatus]).map { status in
      FaultCase(
        "F22 an ERROR event \(status.code)", .ended(.watches, 3),
        FaultRule(.watches, .all, .events(EventPattern(.nth(3)), .errorBefore(status))))
    } + [
      FaultCase(
        "F22 an ERROR event without a Status", .ended(.watches, 3),
        FaultRule(.watches, .all, .events(EventPattern(.nth(3)), .replace(brokenError)))),
      FaultCase(
        "F22 an event that cannot be read", .ended(.watches, 3),
        FaultRule(.watches, .all, .events(EventPattern(.nth(3)), .replace([0xFF, 0xFE])))),
      FaultCase(
        "F23 no bookmarks", .requests(.watches, 3),
        FaultRule(.watches, .all, .events(EventPattern(type: "BOOKMARK", isInitialEventsEnd: false), .drop))),
      FaultCase(
        "F23 the bookmark that ends the initial events is missing", .requests(.lists, 1), .expiresOnce,
        FaultRule(.watches, .all, .events(EventPattern(isInitialEventsEnd: true), .drop))),
      FaultCase(
        "F24 every event twice", .arrival, FaultRule(.watches, .all, .events(EventPattern(), .duplicate))),
      FaultCase(
        "F24 events of different objects change places", .arrival,
        FaultRule(.watches, .all, .events(EventPattern(type: "MODIFIED"), .swap))),
      FaultCase(
        "F24 changes are missing in the middle", .arrival,
        FaultRule(.watches, .all, .events(EventPattern(type: "MODIFIED"), .drop)),
        FaultRule(.watches, .all, .events(EventPattern(type: "DELETED"), .drop))
      ) { $0.losesChanges = true },
    ]

  /// `metav1.WatchEvent` in protobuf: type ERROR, object one byte that is nothing.
  private static let brokenError: [UInt8] = [0x0A, 5] + Array("ERROR".utf8) + [0x12, 3, 0x0A, 1, 0xFF]

  /// Watches as a whole.
  private static let streams: [FaultCase] = [
    FaultCase("F25 watches end at once", .requests(.watches, 4), FaultRule(.watches, .all, .answer(.emptyWatch))),
    FaultCase(
      "F09 a watch that stays open and silent", .requests(.watches, 3),
      FaultRule(.watches, .all, .freeze(.events(0)))),
    FaultCase(
      "F13 a watch that falls silent in the middle", .requests(.watches, 3),
      FaultRule(.watches, .all, .freeze(.events(4)))),
    FaultCase("F02 requests that are never answered", .requests(.any, 3), FaultRule(.any, .all, .silence)),
    FaultCase(
      "F10 watches are reset in the middle of an event", .ended(.watches, 3),
      FaultRule(.watches, .all, .cut(.bodyByte(500), .reset))),
    FaultCase(
      "F21 watches end in the middle of an event", .ended(.watches, 3),
      FaultRule(.watches, .all, .cut(.bodyByte(500), .end))),
    FaultCase("F04 connections are closed without an answer", .ended(.any, 5), FaultRule(.any, .all, .hangUp(.end))),
  ]

  /// Lists that break, and bytes that are slow.
  private static let bytes: [FaultCase] = [
    FaultCase(
      "F21 lists are cut", .ended(.lists, 4), .expiresOnce, FaultRule(.lists, .all, .cut(.random, .end))
    ) { $0.settings = .pages },
    FaultCase(
      "F10 lists are reset", .ended(.lists, 4), .expiresOnce, FaultRule(.lists, .all, .cut(.random, .reset))
    ) { $0.settings = .pages },
    FaultCase(
      "F11 slow bytes", .arrival, .expiresOnce,
      FaultRule(.any, .all, .trickle(bytes: 64, pause: .time(.milliseconds(1))))),
    FaultCase(
      "F12 a long way", .arrival, .expiresOnce, FaultRule(.any, .all, .hold(.time(.milliseconds(3)))),
      FaultRule(.watches, .all, .events(EventPattern(.every(5)), .hold(.time(.milliseconds(3)))))),
  ]
}

extension ScriptedAnswer {
  fileprivate static let brokenGzip = ScriptedAnswer.raw(
    status: 200,
    headers: [("Content-Type", "application/vnd.kubernetes.protobuf"), ("Content-Encoding", "gzip")],
    body: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF])
}

extension ServerStatus {
  fileprivate static let unauthorized = ServerStatus(401, "Unauthorized", "Unauthorized")
  static let forbidden = ServerStatus(403, "Forbidden", "configmaps is forbidden: User cannot list resource")
  fileprivate static let gatewayTimeout = ServerStatus(504, "Timeout", "the server did not answer in time")
}
