import Glibc

/// Owns a file descriptor.
struct Descriptor: ~Copyable {
  let number: Int32

  deinit { close(number) }
}
