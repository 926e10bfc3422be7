package import KubeClient
import KubeCore
package import Support

/// Who may read the metrics: whoever the API server knows (TokenReview) and lets GET `/metrics` (SubjectAccessReview),
/// as controller-runtime's `WithAuthenticationAndAuthorization` has it. Answers are kept for a minute, refusals too.
package final class MetricsAccess: Sendable {
  package enum Verdict: Hashable, Sendable {
    case allowed
    case unauthorized
    case forbidden
    /// The API server did not answer.
    case unknown
  }

  private struct Known {
    var verdict: Verdict
    var until: Duration
  }

  private static let lifetime: Duration = .seconds(60)
  private static let limit = 256

  private let client: KubeClient
  private let time: any TimeSource
  /// By SHA-256 of the token: the token itself is not kept.
  private let known = Lock<[String: Known]>([:])

  package init(_ client: KubeClient, time: any TimeSource) {
    self.client = client
    self.time = time
  }

  package func verdict(authorization: String?, path: String) async -> Verdict {
    guard let token = Self.token(authorization) else { return .unauthorized }
    let key = SHA256.hexadecimal(token + "\n" + path)
    let now = time.uptime()
    if let found = known.withLock({ $0[key] }), found.until > now { return found.verdict }
    let verdict = await ask(token, path)
    if verdict != .unknown {
      known.withLock { known in
        if known.count >= Self.limit { known = known.filter { $0.value.until > now } }
        if known.count >= Self.limit { known.removeAll() }
        known[key] = Known(verdict: verdict, until: now + Self.lifetime)
      }
    }
    return verdict
  }

  private static func token(_ authorization: String?) -> String? {
    guard let authorization, authorization.lowercased().hasPrefix("bearer ") else { return nil }
    let token = authorization.dropFirst(7).drop { $0 == " " }
    return token.isEmpty ? nil : String(token)
  }

  private func ask(_ token: String, _ path: String) async -> Verdict {
    do throws(KubeError) {
      let review = try await create(
        "authentication.k8s.io", "tokenreviews", "TokenReview", ["spec": ["token": .string(token)]])
      guard let status = review["status"], status["authenticated"] == true, let user = status["user"] else {
        return .unauthorized
      }
      let access = try await create(
        "authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview",
        [
          "spec": .members(
            ("user", user["username"]), ("uid", user["uid"]), ("groups", user["groups"]), ("extra", user["extra"]),
            ("nonResourceAttributes", ["path": .string(path), "verb": "get"]))
        ])
      return access["status"]?["allowed"] == true ? .allowed : .forbidden
    } catch { return .unknown }
  }

  private func create(
    _ group: String, _ plural: String, _ kind: String, _ content: Tree
  ) async throws(KubeError) -> Tree {
    let resource = APIResource(
      group: group, version: "v1", plural: plural, kind: kind, isNamespaced: false, hasProtobuf: false)
    var object: Tree = ["apiVersion": .string(resource.apiVersion), "kind": .string(kind)]
    object["spec"] = content["spec"]
    return try await client.create(ObjectPath(resource), object)
  }
}
