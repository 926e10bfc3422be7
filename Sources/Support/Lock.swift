#if THREAD_SANITIZER
  import Glibc
#else
  import Synchronization
#endif

/// One value behind one lock. Critical sections are short and call nothing foreign.
///
/// The thread sanitizer does not understand `Synchronization.Mutex` on Linux and reports correct code; built with
/// `-DTHREAD_SANITIZER` the lock is a `pthread_mutex_t`, which it does understand.
package final class Lock<Value>: Sendable {
  #if THREAD_SANITIZER
    // Only touched between lock and unlock of the mutex beside them.
    nonisolated(unsafe) private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    nonisolated(unsafe) private var value: Value

    package init(_ value: sending Value) {
      self.value = value
      mutex = .allocate(capacity: 1)
      pthread_mutex_init(mutex, nil)
    }

    deinit {
      pthread_mutex_destroy(mutex)
      mutex.deallocate()
    }

    package func withLock<Result, Failure: Error>(
      _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      return try body(&value)
    }
  #else
    private let mutex: Mutex<Value>

    package init(_ value: sending Value) { mutex = Mutex(value) }

    package func withLock<Result, Failure: Error>(
      _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
      try mutex.withLock(body)
    }
  #endif
}
