import KubeClient

/// The machine's files, but for configuration files of the working directory: those are the test's.
struct ConfigurationFiles: FileAccess {
  /// By path.
  let texts: [String: String]

  func read(_ path: String) throws(FileFailure) -> [UInt8] {
    if let text = texts[path] { return Array(text.utf8) }
    if path.hasPrefix(".netrisk") {
      let isFolder = texts.keys.contains { $0.hasPrefix(path + "/") }
      throw FileFailure(isMissing: !isFolder, message: isFolder ? "Is a directory" : "No such file or directory")
    }
    return try SystemFiles().read(path)
  }
}
