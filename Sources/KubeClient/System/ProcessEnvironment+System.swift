import Foundation

extension ProcessEnvironment {
  /// The environment that this process was started in.
  package static var system: ProcessEnvironment {
    ProcessEnvironment(
      variables: ProcessInfo.processInfo.environment, workingDirectory: FileManager.default.currentDirectoryPath)
  }
}
