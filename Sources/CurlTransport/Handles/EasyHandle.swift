internal import CCurl
internal import KubeClient

/// Owns one transfer of libcurl.
struct EasyHandle: ~Copyable {
  let pointer: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>

  init() throws(TransportError) {
    guard let pointer = curl_easy_init() else { throw TransportError(.connectionLost, "libcurl has no memory") }
    self.pointer = pointer
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    ccurl_easy_set_error_buffer(pointer, errorText)
  }

  deinit {
    curl_easy_cleanup(pointer)
    errorText.deallocate()
  }

  func set(_ option: CURLoption, _ value: Int) throws(TransportError) {
    try check(ccurl_easy_set_long(pointer, option, value), option)
  }

  func set(_ option: CURLoption, offset: Int) throws(TransportError) {
    try check(ccurl_easy_set_offset(pointer, option, curl_off_t(offset)), option)
  }

  /// `nil` resets the option.
  func set(_ option: CURLoption, _ text: String?) throws(TransportError) {
    try check(ccurl_easy_set_text(pointer, option, text), option)
  }

  /// The list has to outlive the transfer.
  func set(_ option: CURLoption, _ list: borrowing TextList) throws(TransportError) {
    try check(ccurl_easy_set_list(pointer, option, list.pointer), option)
  }

  func set(_ option: CURLoption, bytes: [UInt8]) throws(TransportError) {
    try check(ccurl_easy_set_blob(pointer, option, bytes, bytes.count), option)
  }

  func check(_ code: CURLcode, _ option: CURLoption) throws(TransportError) {
    if code == CURLE_OK { return }
    let reason = String(cString: curl_easy_strerror(code))
    throw TransportError(.invalidRequest, "libcurl does not take option \(option.rawValue): \(reason)")
  }

  func fact(_ field: CURLINFO) -> Int { ccurl_easy_get_long(pointer, field) }

  /// What libcurl says about the failure; empty where it says nothing.
  var failureText: String { String(cString: errorText) }
}
