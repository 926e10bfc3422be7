import KubeClient
import KubeCore
import Support

/// Creates, changes and deletes ConfigMaps at random, the same for the same seed.
struct Churn {
  let client: KubeClient
  let namespace: String
  private var random: SplitMix64
  private var names: [String] = []
  private var count = 0
  private(set) var lastName = ""

  init(_ client: KubeClient, namespace: String, seed: UInt64) {
    self.client = client
    self.namespace = namespace
    random = SplitMix64(seed: seed)
  }

  mutating func run(_ operations: Int) async throws {
    for _ in 0..<operations {
      count += 1
      let choice = Int.random(in: 0..<4, using: &random)
      if names.count < 5 || choice < 2 {
        try await create("c\(count)")
        names.append("c\(count)")
      } else {
        let index = Int.random(in: 0..<names.count, using: &random)
        let path = ObjectPath(ConfigMap.resource, namespace: namespace, name: names[index])
        if choice == 2 {
          let changed = TestCluster.object("v1", "ConfigMap", names[index], ("data", ["n": .string(String(count))]))
          _ = try await client.update(path, changed)
        } else {
          _ = try await client.delete(path)
          names.remove(at: index)
        }
      }
    }
  }

  /// An object whose arrival says that everything before it has arrived.
  mutating func mark(_ prefix: String = "mark") async throws -> String {
    count += 1
    let name = "\(prefix)\(count)"
    try await create(name)
    names.append(name)
    return name
  }

  private func create(_ name: String) async throws {
    _ = try await client.create(
      ObjectPath(ConfigMap.resource, namespace: namespace),
      TestCluster.object("v1", "ConfigMap", name, ("data", ["n": .string(name)])))
  }
}
