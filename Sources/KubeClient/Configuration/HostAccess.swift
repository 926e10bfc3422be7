/// The files that a client reads. Comes in through initializers, so that tests need no disk.
package protocol FileAccess: Sendable {
  /// The bytes of a file, symbolic links followed.
  func read(_ path: String) throws(FileFailure) -> [UInt8]
}

/// Why a file has no bytes.
package struct FileFailure: Error, Hashable {
  /// Nothing is there: another answer than a file that may not be read.
  package var isMissing: Bool
  /// The system's words: `No such file or directory`.
  package var message: String

  package init(isMissing: Bool, message: String) {
    self.isMissing = isMissing
    self.message = message
  }
}

/// The environment that a client is started in.
package struct ProcessEnvironment: Hashable, Sendable {
  package var variables: [String: String]
  /// Relative paths begin here; absolute.
  package var workingDirectory: String

  package init(variables: [String: String] = [:], workingDirectory: String = "/") {
    self.variables = variables
    self.workingDirectory = workingDirectory
  }

  /// The value of the first of these variables that is set and not empty.
  package func first(of names: String...) -> String? {
    for name in names { if let value = variables[name], !value.isEmpty { return value } }
    return nil
  }
}
