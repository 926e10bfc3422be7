import Dispatch
import Support

/// Lets the command line, which is synchronous, wait for work that is not.
enum Waiting {
  /// What the work has told and nobody has heard yet; then its result.
  private struct Told<Message: Sendable, Value: Sendable> {
    var messages: [Message] = []
    var result: Value?
  }

  /// Runs the work, hears on this thread what it tells meanwhile, and returns what it returned.
  ///
  /// The thread of a command waits here: it is none of those that tasks run on.
  static func `for`<Message: Sendable, Value: Sendable>(
    _ work: @escaping @Sendable (_ tell: @escaping @Sendable (Message) -> Void) async -> Value,
    hearing hear: (Message) -> Void
  ) -> Value {
    let told = Lock(Told<Message, Value>())
    let news = DispatchSemaphore(value: 0)
    Task.detached {
      let value = await work { message in
        told.withLock { $0.messages.append(message) }
        news.signal()
      }
      told.withLock { $0.result = value }
      news.signal()
    }
    while true {
      news.wait()
      let (messages, result) = told.withLock { told in
        defer { told.messages = [] }
        return (told.messages, told.result)
      }
      messages.forEach(hear)
      if let result { return result }
    }
  }

  /// Runs work that tells nothing on its way.
  static func `for`<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Value {
    `for`({ (_: @escaping @Sendable (Never) -> Void) in await work() }, hearing: { _ in })
  }
}
