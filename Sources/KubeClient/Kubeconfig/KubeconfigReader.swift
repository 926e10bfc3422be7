import KubeCore
import Support

/// Reads one kubeconfig file; collects everything that is wrong with it.
struct KubeconfigReader {
  private(set) var problems: [ConfigProblem] = []
  /// What is wrong with the cluster or the user that is being read, and only matters where it is used.
  private var objections: [ConfigProblem] = []
  /// Relative paths begin here: the folder of the file.
  private let folder: String

  private init(folder: String) { self.folder = folder }

  /// - Parameter folder: the absolute path of the file's folder.
  static func read(_ bytes: [UInt8], file: String, folder: String) throws(ConfigError) -> Kubeconfig {
    var reader = KubeconfigReader(folder: folder)
    var config = Kubeconfig()
    do throws(ConfigProblem) {
      let root = ConfigNode(try ConfigDocument(file: file, bytes: bytes))
      // An empty file is an empty configuration (`clientcmd.Load`).
      if root.value != .null { config = reader.config(root) }
    } catch {
      throw ConfigError([error])
    }
    guard reader.problems.isEmpty else { throw ConfigError(reader.problems) }
    return config
  }

  private mutating func config(_ root: ConfigNode) -> Kubeconfig {
    var config = Kubeconfig()
    guard case .object = root.value else {
      fail(root, "expected a kubeconfig, an object with clusters, users and contexts, found \(root.words)")
      return config
    }
    let kind = string(root, "kind")
    if !kind.isEmpty, kind != "Config" { fail(root, "expected 'Config', found \(WireError.quoted(kind))", at: "kind") }
    let version = string(root, "apiVersion")
    if !version.isEmpty, version != "v1" {
      fail(root, "expected 'v1', found \(WireError.quoted(version))", at: "apiVersion")
    }
    config.currentContext = string(root, "current-context")
    config.currentContextNode = root.member("current-context")
    config.clusters = named(root, "clusters", "cluster") { reader, node in reader.cluster(node) }
    config.users = named(root, "users", "user") { reader, node in reader.user(node) }
    config.contexts = named(root, "contexts", "context") { reader, node in reader.context(node) }
    return config
  }

  /// Reads `[{name: …, <field>: {…}}]`. The same name twice is an error (`Convert_Slice_v1_NamedCluster_To_Map`).
  private mutating func named<Value>(
    _ root: ConfigNode, _ list: String, _ field: String, _ read: (inout KubeconfigReader, ConfigNode) -> Value
  ) -> [String: Value] {
    var values: [String: Value] = [:]
    for entry in elements(root, list) {
      guard isObject(entry) else { continue }
      let name = string(entry, "name")
      let node = entry.member(field) ?? entry
      guard node.path == entry.path || isObject(node) else { continue }
      // Without its field an entry has no members of it: names never collide, since `name` is none of them.
      let value = read(&self, node)
      if values[name] != nil {
        fail(entry, "the name \(WireError.quoted(name)) is there twice", at: "name")
      } else {
        values[name] = value
      }
    }
    return values
  }

  private mutating func context(_ node: ConfigNode) -> Kubeconfig.Context {
    var context = Kubeconfig.Context(node: node)
    context.cluster = string(node, "cluster")
    context.user = string(node, "user")
    context.namespace = string(node, "namespace")
    return context
  }
}

// MARK: - Fields

extension KubeconfigReader {
  mutating func fail(_ node: ConfigNode, _ message: String, at member: String? = nil) {
    problems.append(node.problem(message, at: member))
  }

  /// Notes what would keep this cluster or user from being used: others in the file are none the worse.
  mutating func object(_ node: ConfigNode, _ message: String, at member: String? = nil) {
    objections.append(node.problem(message, at: member))
  }

  mutating func takeObjections() -> [ConfigProblem] {
    defer { objections = [] }
    return objections
  }

  mutating func isObject(_ node: ConfigNode) -> Bool {
    if case .object = node.value { return true }
    fail(node, "expected an object, found \(node.words)")
    return false
  }

  mutating func string(_ node: ConfigNode, _ name: String) -> String {
    guard let member = node.member(name) else { return "" }
    guard case .string(let text) = member.value else {
      fail(member, "expected a string, found \(member.words)")
      return ""
    }
    return text
  }

  /// `nil` where it is empty.
  mutating func secret(_ node: ConfigNode, _ name: String) -> Secret? {
    let text = string(node, name)
    return text.isEmpty ? nil : Secret(text)
  }

  mutating func bool(_ node: ConfigNode, _ name: String) -> Bool {
    guard let member = node.member(name) else { return false }
    guard case .bool(let value) = member.value else {
      fail(member, "expected true or false, found \(member.words)")
      return false
    }
    return value
  }

  mutating func elements(_ node: ConfigNode, _ name: String) -> [ConfigNode] {
    guard let member = node.member(name) else { return [] }
    guard case .array = member.value else {
      fail(member, "expected a list, found \(member.words)")
      return []
    }
    return member.children
  }

  mutating func strings(_ node: ConfigNode, _ name: String) -> [String] {
    elements(node, name).compactMap { element in
      guard case .string(let text) = element.value else {
        fail(element, "expected a string, found \(element.words)")
        return nil
      }
      return text
    }
  }

  /// A path, made absolute; empty where there is none.
  mutating func path(_ node: ConfigNode, _ name: String) -> String {
    let text = string(node, name)
    return text.isEmpty ? "" : FilePath.resolve(text, against: folder)
  }

  /// PEM text in base64; `nil` where it is empty.
  mutating func data(_ node: ConfigNode, _ name: String) -> Secret? {
    let text = string(node, name)
    if text.isEmpty { return nil }
    guard let bytes = Base64.decode(text.utf8) else {
      fail(node, "expected base64", at: name)
      return nil
    }
    guard let pem = String(validating: bytes, as: UTF8.self), pem.contains("-----BEGIN ") else {
      object(node, "expected PEM in base64: nothing in it begins with '-----BEGIN'", at: name)
      return nil
    }
    return Secret(pem)
  }

  /// A command: absolute where it has a slash, else looked up in `PATH` (`GetAuthInfoFileReferences`).
  mutating func command(_ node: ConfigNode, _ name: String) -> String {
    let text = string(node, name)
    return text.contains("/") ? FilePath.resolve(text, against: folder) : text
  }
}
