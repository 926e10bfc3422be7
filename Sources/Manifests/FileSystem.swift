import Glibc

/// The few calls to the file system that reading manifests takes.
enum FileSystem {
  /// What identifies a file whatever its path.
  struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  enum Kind: Hashable {
    case folder, file
    /// A pipe, a socket, a device.
    case other
  }

  struct Status {
    var kind: Kind
    var identity: Identity
    var size: Int
  }

  /// Why a call failed, in the system's words.
  struct Failure: Error {
    var code: Int32

    var message: String {
      code == ELOOP ? "a loop of symbolic links" : String(cString: strerror(code))
    }
  }

  /// The status of what a path leads to, symbolic links followed.
  static func status(_ path: String) throws(Failure) -> Status {
    var status = stat()
    guard stat(path, &status) == 0 else { throw Failure(code: errno) }
    let kind: Kind =
      switch status.st_mode & S_IFMT {
      case S_IFDIR: .folder
      case S_IFREG: .file
      default: .other
      }
    return Status(
      kind: kind, identity: Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)),
      size: Int(status.st_size))
  }

  /// The names in a folder, sorted, without those that begin with a dot.
  static func names(in folder: String) throws(Failure) -> [String] {
    guard let stream = opendir(folder) else { throw Failure(code: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// The bytes of a file, at most `limit` and one more.
  static func bytes(of path: String, limit: Int) throws(Failure) -> [UInt8] {
    let limit = min(max(limit, 0), 1 << 40)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(code: errno) }
    defer { close(descriptor) }
    var status = stat()
    let expected = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(max(expected, 0), limit) + 1)
    let size = 1 << 20
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    defer { buffer.deallocate() }
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, buffer.baseAddress, min(size, limit - bytes.count + 1))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure(code: errno) }
      if count == 0 { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    return bytes
  }
}
