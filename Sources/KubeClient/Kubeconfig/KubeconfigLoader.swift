/// Finds, reads and merges kubeconfig files. Source: client-go `tools/clientcmd/loader.go`.
package struct KubeconfigLoader: Sendable {
  private let environment: ProcessEnvironment
  private let files: any FileAccess

  package init(environment: ProcessEnvironment, files: any FileAccess) {
    self.environment = environment
    self.files = files
  }

  /// The files that are read, first one first: the one that is named, else those in `KUBECONFIG`, each once, else
  /// `~/.kube/config`. An empty `KUBECONFIG` is as good as none.
  package func paths(explicit: String?) -> [String] {
    if let explicit, !explicit.isEmpty { return [explicit] }
    if let list = environment.first(of: "KUBECONFIG") {
      var seen: Set<Substring> = []
      return list.split(separator: ":").filter { seen.insert($0).inserted }.map(String.init)
    }
    return environment.first(of: "HOME").map { [FilePath.resolve(".kube/config", against: $0)] } ?? []
  }

  /// Reads and merges the files. Only a file that was named must be there.
  package func load(explicit: String? = nil) throws(ConfigError) -> Kubeconfig {
    let isExplicit = explicit?.isEmpty == false
    var config = Kubeconfig()
    var problems: [ConfigProblem] = []
    for path in paths(explicit: explicit) {
      do throws(ConfigError) {
        config.merge(try read(path, isExplicit: isExplicit))
      } catch {
        problems += error.problems
      }
    }
    guard problems.isEmpty else { throw ConfigError(problems) }
    return config
  }

  private func read(_ path: String, isExplicit: Bool) throws(ConfigError) -> Kubeconfig {
    let absolute = FilePath.resolve(path, against: environment.workingDirectory)
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try files.read(absolute)
    } catch {
      guard error.isMissing, !isExplicit else { throw ConfigError([ConfigProblem(file: path, message: error.message)]) }
      var nothing = Kubeconfig()
      // Nobody asked for ~/.kube/config: that it is missing is no news.
      if environment.first(of: "KUBECONFIG") != nil {
        nothing.notices = ["\(path) in KUBECONFIG is passed over: \(error.message)"]
      }
      return nothing
    }
    return try KubeconfigReader.read(bytes, file: path, folder: FilePath.folder(of: absolute))
  }
}
