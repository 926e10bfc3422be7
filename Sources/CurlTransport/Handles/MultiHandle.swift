internal import CCurl

/// Owns many transfers of libcurl, with the connections and the names that they share.
struct MultiHandle: ~Copyable {
  let pointer: UnsafeMutableRawPointer

  /// `nil` when there is no memory.
  init?() {
    guard let pointer = curl_multi_init() else { return nil }
    self.pointer = pointer
  }

  /// Closes the connections. All transfers were removed before.
  deinit {
    ccurl_multi_set_callbacks(pointer, nil, nil, nil)
    curl_multi_cleanup(pointer)
  }

  func add(_ easy: borrowing EasyHandle) -> Bool { curl_multi_add_handle(pointer, easy.pointer) == CURLM_OK }

  func remove(_ easy: borrowing EasyHandle) { curl_multi_remove_handle(pointer, easy.pointer) }

  /// Lets libcurl read and write what `descriptor` is ready for.
  func act(on descriptor: Int32, _ mask: Int32) {
    var running: Int32 = 0
    curl_multi_socket_action(pointer, descriptor, mask, &running)
  }

  /// Lets libcurl do what its timers are due for.
  func actOnTimer() { act(on: -1, 0) }

  /// The next transfer that has ended.
  func nextEnded() -> (easy: UnsafeMutableRawPointer, result: CURLcode)? {
    var easy: UnsafeMutableRawPointer?
    var result = CURLE_OK
    guard ccurl_multi_next_ended(pointer, &easy, &result), let easy else { return nil }
    return (easy, result)
  }
}
