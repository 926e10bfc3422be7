internal import CMalloc

/// What a process that runs for long asks of the C library's allocator (`mallopt(3)`, `malloc_trim(3)`). Both are
/// requests: where they are refused, memory is larger and nothing else.
package enum Allocator {
  /// At most two arenas. glibc gives every thread that meets a busy arena one of its own, up to eight a processor, and
  /// what is freed in one serves no other: objects that a thread decodes and another lets go of would lie in all of them.
  ///
  /// What takes four megabytes or more, such as bytes that wait for their decoder, is no part of an arena and goes back
  /// as soon as it is free; left alone, glibc raises that bound to 32 MB with the first such piece. What is free at the
  /// end of an arena stays up to 16 MB: given back at each turn, it would have to be faulted in again at the next.
  package static func boundArenas() {
    _ = mallopt(M_ARENA_MAX, 2)
    _ = mallopt(M_MMAP_THRESHOLD, 4 << 20)
    _ = mallopt(M_TRIM_THRESHOLD, 16 << 20)
  }

  /// Gives the kernel what is free: after a list or an evaluation, which take for a moment what is never needed again.
  /// Walks the free parts of the heap, a few milliseconds for hundreds of megabytes.
  package static func releaseUnused() { _ = malloc_trim(0) }
}
