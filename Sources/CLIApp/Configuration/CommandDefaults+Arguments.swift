import KubeClient

extension CommandDefaults {
  /// Looked for in the working directory; the first that is there is read.
  static let fileNames = [".netrisk.yaml", ".netrisk.yml"]

  /// Those of the file that `--config` names, else of `.netrisk.yaml`; none with `--no-config`, without a file, and for
  /// a command that takes no such file.
  init(_ spec: CommandSpec, _ arguments: ParsedArguments, _ environment: CommandLineEnvironment) throws {
    self.init()
    guard spec.options.contains(.noConfig) else { return }
    let (files, zones) = (environment.files, environment.zones)
    let named = arguments.value(.config)
    if arguments.isSet(.noConfig) {
      guard named == nil else {
        throw UsageError("--config reads a file and --no-config reads none: give one of them")
      }
    } else if let named {
      let bytes = try ConfigReader.bytes(of: named, namedBy: "--config", files: files)
      self = try ConfigurationFile.read(named, bytes, zones: zones)
    } else if let (name, bytes) = try Self.found(files) {
      self = try ConfigurationFile.read(name, bytes, zones: zones)
    }
  }

  private static func found(_ files: any FileAccess) throws(CommandFailure) -> (name: String, bytes: [UInt8])? {
    for name in fileNames {
      do throws(FileFailure) { return (name, try files.read(name)) } catch {
        guard error.isMissing else {
          throw CommandFailure(
            "cannot read \(name): \(error.message)", advice: ["With --no-config it is not looked for."])
        }
      }
    }
    return nil
  }
}
