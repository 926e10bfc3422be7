import Glibc

/// A TCP connection that never blocks in the kernel; one thread uses it.
final class Socket {
  enum Received {
    case bytes([UInt8])
    case nothing
    /// The other side has ended its half, or the connection is broken.
    case ended
  }

  private let descriptor: Descriptor
  var number: Int32 { descriptor.number }

  init(_ descriptor: consuming Descriptor) {
    self.descriptor = descriptor
    Self.set(number, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    _ = fcntl(number, F_SETFL, O_NONBLOCK)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
  }

  /// A connection to `endpoint`; `nil` where it is refused.
  convenience init?(connectingTo endpoint: Endpoint) {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { return nil }
    let descriptor = Descriptor(number: number)
    guard SocketAddress.call(endpoint, { connect(number, $0, $1) }) == 0 else { return nil }
    self.init(descriptor)
  }

  func receive() -> Received {
    var failure: Int32 = 0
    var isEnd = false
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      let received = recv(number, buffer.baseAddress, buffer.count, 0)
      failure = received < 0 ? errno : 0
      isEnd = received == 0
      count = max(0, received)
    }
    if !bytes.isEmpty { return .bytes(bytes) }
    return !isEnd && (failure == EAGAIN || failure == EINTR) ? .nothing : .ended
  }

  /// How many bytes the kernel took; `nil` where the connection is broken.
  func send(_ bytes: ArraySlice<UInt8>) -> Int? {
    let count = bytes.withUnsafeBytes { buffer in
      Glibc.send(number, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
    }
    if count >= 0 { return count }
    return errno == EAGAIN || errno == EINTR ? 0 : nil
  }

  /// Makes the coming close a reset (RST) instead of an end (FIN).
  func resetOnClose() {
    var value = linger(l_onoff: 1, l_linger: 0)
    setsockopt(number, SOL_SOCKET, SO_LINGER, &value, socklen_t(MemoryLayout<linger>.size))
  }

  static func set(_ number: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    setsockopt(number, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }
}
