import Support

/// A workload whose pods ``PodFixture`` makes: by its number always the same, and unlike any other.
///
/// Of twenty, two are CronJobs, whose pods each have a Job of their own, two StatefulSets, one is a DaemonSet, and the
/// rest are Deployments.
struct WorkloadFixture {
  enum Kind: Equatable { case deployment, statefulSet, daemonSet, job }

  static let podCount = 10
  private static let namespaces = 200
  private static let words = ["checkout", "payments", "catalog", "search", "billing", "identity", "media", "reports"]
  private static let roles = ["api", "worker", "web", "gateway", "cache", "sync", "indexer", "importer"]
  /// Kubernetes' own (apimachinery, util/rand): no vowels, nothing that can be read as a word.
  private static let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")

  let number: Int
  let kind: Kind
  let name: String
  let namespace: String
  /// `pod-template-hash` or `controller-revision-hash`.
  let hash: String
  let uid: String
  let image: String
  let env: [(String, String)]
  let mounts: [(String, String)]
  /// Beside the application's: a proxy as meshes inject it, in one workload of four.
  let hasSidecar: Bool

  init(number: Int) {
    self.number = number
    kind =
      switch number % 20 {
      case 3, 11: .job
      case 5, 13: .statefulSet
      case 7: .daemonSet
      default: .deployment
      }
    var random = SplitMix64(seed: UInt64(number) &+ 0x776F_726B)
    let word = Self.words[number % Self.words.count]
    name = "\(word)-\(Self.roles[number / 8 % Self.roles.count])-\(number)"
    namespace = "team-\(word)-\(number % Self.namespaces)"
    hash = Self.letters(10, &random)
    uid = Self.uid(&random)
    image = "registry.example/\(word)/\(Self.roles[number / 8 % Self.roles.count])-\(number):1.\(number % 7).2"
    let count = 8 + Int(random.next() % 13)
    env = (0..<count).map { ("SETTING_\($0)", "some value of setting number \($0)") }
    mounts = (0..<3 + Int(random.next() % 4)).map { ("volume-\($0)", "/var/lib/data\($0)") }
    hasSidecar = number % 4 == 2
  }

  static func letters(_ count: Int, _ random: inout SplitMix64) -> String {
    String((0..<count).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
  }

  /// A random UUID (version 4) as the API server makes them.
  static func uid(_ random: inout SplitMix64) -> String {
    let (high, low) = (random.next(), random.next())
    func hex(_ value: UInt64, _ digits: Int) -> String {
      let text = String(value & (1 << (UInt64(digits) * 4) - 1), radix: 16)
      return String(repeating: "0", count: digits - text.count) + text
    }
    return "\(hex(high >> 32, 8))-\(hex(high >> 16, 4))-4\(hex(high, 3))-a\(hex(low >> 48, 3))-\(hex(low, 12))"
  }
}
