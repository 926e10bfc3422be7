import KubeClient
import KubeCore

extension WatchStream {
  /// One word for each event, up to an event or the end.
  func words(until last: String? = nil) async throws -> [String] {
    var seen: [String] = []
    while last == nil || seen.last != last, let events = try await next() {
      for event in events {
        switch event {
        case .added(let object): seen.append("added \(object.metadata.name)")
        case .modified(let object): seen.append("modified \(object.metadata.name)")
        case .deleted(let object): seen.append("deleted \(object.metadata.name)")
        case .bookmark(_, let isInitialEventsEnd): if isInitialEventsEnd { seen.append("all") }
        case .error(let status): seen.append("error \(status.code)")
        case .unreadable(let error): seen.append(error.message)
        }
      }
    }
    return seen
  }

  /// The first object that fits; `nil` where the watch ends before.
  func first(where fits: (Object) -> Bool) async throws -> Object? {
    while let events = try await next() {
      for event in events {
        switch event {
        case .added(let object) where fits(object), .modified(let object) where fits(object): return object
        default: break
        }
      }
    }
    return nil
  }
}
