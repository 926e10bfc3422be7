import Glibc

/// The machine's files.
package struct SystemFiles: FileAccess {
  /// Bytes that a file may have.
  private let limit: Int

  /// - Parameter limit: by default more than any kubeconfig, certificate or token has.
  package init(limit: Int = 16 << 20) { self.limit = limit }

  package func read(_ path: String) throws(FileFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.failure(errno) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
      guard bytes.count <= limit else {
        throw FileFailure(isMissing: false, message: "it has more than \(limit >> 20) MiB")
      }
    }
  }

  private static func failure(_ code: Int32) -> FileFailure {
    FileFailure(isMissing: code == ENOENT || code == ENOTDIR, message: String(cString: strerror(code)))
  }
}
