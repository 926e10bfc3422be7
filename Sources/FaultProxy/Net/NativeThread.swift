import Glibc

/// A thread of the system: the proxy blocks, which a task must not.
struct NativeThread: Sendable {
  // A thread's number is a plain integer; only `join` uses it, once.
  private let number: pthread_t

  private final class Start {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  init(_ body: @escaping @Sendable () -> Void) throws(SocketError) {
    var number = pthread_t()
    let start = Unmanaged.passRetained(Start(body))
    let result = pthread_create(
      &number, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, start.toOpaque())
    guard result == 0 else {
      start.release()
      throw SocketError(call: "pthread_create", number: result)
    }
    self.number = number
  }

  func join() { pthread_join(number, nil) }
  func detach() { pthread_detach(number) }
}
