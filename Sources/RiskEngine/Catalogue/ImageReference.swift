/// The name of a container image, taken apart so that copies of an image under other registries compare equal.
///
/// Grammar: distribution/reference. Docker Hub's other names, its mirrors and pull-through prefixes
/// (`registry.example/ghcr.io/…`) are dissolved: what is left is the repository's path.
package struct ImageReference: Hashable, Sendable {
  /// The image as given, without tag and digest.
  package let name: String
  /// The registry that the image comes from in the end; `docker.io` where none is named.
  package let registry: String
  /// The path below the registry, without Docker Hub's `library/`.
  package let repository: String

  /// `nil` where the text is no image reference.
  package init?(_ text: String) {
    guard text.utf8.count <= 1024, let name = Self.withoutVersion(text), !name.isEmpty else { return nil }
    var components = name.split(separator: "/", omittingEmptySubsequences: false)
    var registry = "docker.io"
    if components.count > 1, let first = components.first, Self.isHost(first) {
      guard Self.isValidHost(first) else { return nil }
      registry = String(components.removeFirst())
    }
    guard components.allSatisfy(Self.isPathComponent), name.utf8.count <= 255 else { return nil }
    while components.count > 1, let first = components.first, Self.publicRegistries.contains(String(first)) {
      registry = String(components.removeFirst())
    }
    if registry == "public.ecr.aws", components.starts(with: ["docker", "library"]), components.count == 3 {
      registry = "docker.io"
      components.removeFirst(2)
    }
    if Self.dockerHub.contains(registry) { registry = "docker.io" }
    self.init(name: String(name), registry: registry, path: components)
  }

  private init(name: String, registry: String, path: [Substring]) {
    self.name = name
    self.registry = registry
    let isLibrary = path.count == 2 && path.first == "library"
    repository = (isLibrary ? path.dropFirst() : path[...]).joined(separator: "/")
  }

  /// The repository, then, for a registry that is not public, what is left without its first components: a
  /// pull-through cache may put a project of any name before the path. At least two components are left, so that
  /// `registry.example/team/redis` is not taken for Docker Hub's Redis.
  package var candidates: [String] {
    guard registry != "docker.io", !Self.publicRegistries.contains(registry) else { return [repository] }
    var found = [repository]
    var rest = repository.split(separator: "/")
    while rest.count > 2 {
      rest.removeFirst()
      let isLibrary = rest.count == 2 && rest.first == "library"
      found.append((isLibrary ? rest.dropFirst() : rest[...]).joined(separator: "/"))
    }
    return found
  }

  private static let dockerHub: Set<String> = [
    "docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com", "mirror.gcr.io",
  ]

  private static let publicRegistries = dockerHub.union([
    "ghcr.io", "quay.io", "lscr.io", "gcr.io", "registry.k8s.io", "k8s.gcr.io", "public.ecr.aws", "mcr.microsoft.com",
    "docker.gitea.com", "registry.gitlab.com", "docker.elastic.co",
  ])

  /// The text before tag and digest; `nil` where one of them is malformed.
  private static func withoutVersion(_ text: String) -> Substring? {
    var name = text[...]
    if let at = name.firstIndex(of: "@") {
      let digest = name[name.index(after: at)...]
      guard digest.contains(":"), digest.utf8.allSatisfy({ isWord($0) || punctuation.contains($0) }) else { return nil }
      name = name[..<at]
    }
    let afterSlash = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
    guard let colon = name[afterSlash...].lastIndex(of: ":") else { return name }
    let tag = name[name.index(after: colon)...].utf8
    guard (1...128).contains(tag.count), tag.allSatisfy({ isWord($0) || $0 == dot || $0 == dash }),
      tag.first != dot, tag.first != dash
    else { return nil }
    return name[..<colon]
  }

  private static func isHost(_ component: Substring) -> Bool {
    component == "localhost" || component.utf8.contains { $0 == dot || $0 == UInt8(ascii: ":") }
  }

  private static func isValidHost(_ host: Substring) -> Bool {
    let allowed: [UInt8] = [dot, dash, UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]")]
    return host.utf8.allSatisfy { ($0 != UInt8(ascii: "_") && isWord($0)) || allowed.contains($0) }
      && host.utf8.contains(where: isWord) && host.utf8.last != UInt8(ascii: ":")
  }

  private static func isPathComponent(_ component: Substring) -> Bool {
    guard let first = component.utf8.first, let last = component.utf8.last, isLowerOrDigit(first), isLowerOrDigit(last)
    else { return false }
    return component.utf8.allSatisfy {
      isLowerOrDigit($0) || $0 == dot || $0 == dash || $0 == UInt8(ascii: "_")
    }
  }

  private static let dot = UInt8(ascii: ".")
  private static let dash = UInt8(ascii: "-")
  private static let punctuation: [UInt8] = [dot, dash, UInt8(ascii: ":"), UInt8(ascii: "+"), UInt8(ascii: "=")]

  private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isLowerOrDigit(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "_")
  }
}
