internal import HTTPServer
internal import Support

extension APIServer {
  func watch(_ request: APIRequest, _ served: ServedResource) throws(StatusError) -> ServerResponse {
    let encoder = try encoder(request, served, isWatch: true)
    let query = try ListQuery(request, served)
    let revision = try query.revision
    let wantsInitial = query.sendsInitialEvents == true
    if wantsInitial, let revision, revision > store.revision {
      throw .tooLargeResourceVersion(String(revision), current: store.revision)
    }
    let frames = WatchFrame(encoder: encoder)
    let watcher = Watcher(
      Watcher.Plan(
        frames: frames, filter: query.filter, namespace: request.namespace, allowsBookmarks: query.allowsBookmarks,
        marksInitialEnd: wantsInitial && query.allowsBookmarks))
    do throws(StoreError) {
      try store.watch(served.storage, from: start(revision, query), watcher)
      armTimeout(watcher, served.storage, seconds: query.timeoutSeconds)
    } catch {
      // What is too old is said inside the stream, as 410 of an event.
      watcher.stream.write(frames.error(.expiredWatch(revision ?? 0, current: store.revision)))
      watcher.stream.finish()
    }
    return ServerResponse(
      status: 200, headers: headers(encoder, isWatch: true), body: .stream(watcher.stream))
  }

  private func start(_ revision: UInt64?, _ query: ListQuery) -> Store.WatchStart {
    if query.sendsInitialEvents == true { return .initial }
    guard let revision, revision > 0 else { return query.sendsInitialEvents == false ? .now : .initial }
    return .after(revision)
  }

  /// Ends the watch in time, with a last bookmark, and forgets it when its client goes.
  private func armTimeout(_ watcher: Watcher, _ name: StorageName, seconds: Int?) {
    let length = seconds.flatMap { $0 > 0 ? $0 : nil } ?? Int.random(in: 1800...3600)
    let timeout = Task { [store, time] in
      do { try await time.sleep(for: .seconds(length)) } catch { return }
      store.sendBookmark(to: watcher)
      store.end(watcher)
    }
    watcher.stream.onClose { [store] in
      timeout.cancel()
      store.leave(name, watcher)
    }
  }
}
