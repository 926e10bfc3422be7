/// Paths by their text alone, as Go's `path/filepath` has them.
enum FilePath {
  /// An absolute path as it is, another behind `base`; cleaned (`filepath.Join`).
  static func resolve(_ path: String, against base: String) -> String {
    clean(path.hasPrefix("/") ? path : base + "/" + path)
  }

  /// The folder that a path lies in (`filepath.Dir`).
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : clean(String(path[..<slash]))
  }

  /// Without `.`, `..` and doubled slashes (`filepath.Clean`).
  static func clean(_ path: String) -> String {
    let isAbsolute = path.hasPrefix("/")
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !isAbsolute {
        parts.append(part)
      }
    }
    let text = parts.joined(separator: "/")
    return isAbsolute ? "/" + text : text.isEmpty ? "." : text
  }
}
