import Glibc

/// Makes a `poll` of another thread return.
final class WakePipe: Sendable {
  private let reading: Descriptor
  private let writing: Descriptor

  init() throws(SocketError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw SocketError(call: "pipe", number: errno) }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    reading = Descriptor(number: ends[0])
    writing = Descriptor(number: ends[1])
  }

  var number: Int32 { reading.number }

  func signal() {
    var byte: UInt8 = 1
    _ = write(writing.number, &byte, 1)
  }

  func drain() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(reading.number, &bytes, bytes.count) > 0 {}
  }
}
