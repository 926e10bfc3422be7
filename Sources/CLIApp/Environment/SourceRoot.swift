/// What paths in reports for other tools are relative to: the root of the git repository that the program runs in, else
/// the folder that it runs in. Code scanning takes relative paths for the repository's.
package struct SourceRoot: Hashable, Sendable {
  private let root: [Substring]
  private let workingDirectory: [Substring]

  /// - Parameters:
  ///   - root: absolute; by default the working directory.
  ///   - workingDirectory: absolute.
  package init(_ root: String? = nil, workingDirectory: String) {
    self.workingDirectory = Self.parts(workingDirectory)
    self.root = root.map(Self.parts) ?? self.workingDirectory
  }

  /// Looks for `.git` in the working directory and the folders above it.
  package static func find(from workingDirectory: String, exists: (String) -> Bool) -> SourceRoot {
    var parts = parts(workingDirectory)
    while true {
      let folder = "/" + parts.joined(separator: "/")
      if exists(folder + (parts.isEmpty ? ".git" : "/.git")) {
        return SourceRoot(folder, workingDirectory: workingDirectory)
      }
      if parts.popLast() == nil { return SourceRoot(workingDirectory: workingDirectory) }
    }
  }

  /// The URI of a path as the user gave it: relative to the root, or `file:///…` where it lies elsewhere.
  package func uri(of path: String) -> (text: String, isRelative: Bool) {
    let parts = Self.parts(path.hasPrefix("/") ? path : "/" + (workingDirectory + [path[...]]).joined(separator: "/"))
    let isInside = parts.count > root.count && parts.starts(with: root)
    let shown = isInside ? parts[root.count...] : parts[...]
    let text = shown.map(Self.encoded).joined(separator: "/")
    return (isInside ? text : "file:///" + text, isInside)
  }

  /// The parts of an absolute path, `.` and `..` resolved.
  private static func parts(_ path: String) -> [Substring] {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts
  }

  /// Everything but RFC 3986's unreserved characters as `%XX` of its UTF-8.
  private static func encoded(_ part: Substring) -> String {
    var text = ""
    for byte in part.utf8 {
      let character = Character(Unicode.Scalar(byte))
      if byte < 0x80, character.isLetter || character.isNumber || "-._~".contains(character) {
        text.append(character)
      } else {
        text += (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return text
  }
}
