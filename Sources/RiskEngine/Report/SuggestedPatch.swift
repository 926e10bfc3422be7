package import KubeCore
package import Support

/// A change that would help, proven on a changed copy of the snapshot.
package struct SuggestedPatch: Hashable, Sendable {
  package enum PatchType: String, CaseIterable, Hashable, Sendable {
    case egressAllow = "EgressAllow"
    case hostNetwork = "HostNetwork"
    case cronJobToDeployment = "CronJobToDeployment"
    case unselect = "Unselect"
    case dedicatedNamespace = "DedicatedNamespace"
    case suspendCronJob = "SuspendCronJob"
    case consolidatePolicies = "ConsolidatePolicies"
  }

  package enum PreconditionStatus: String, CaseIterable, Hashable, Sendable {
    case met = "Met"
    case notMet = "NotMet"
    case unknown = "Unknown"
  }

  /// What must hold for the patch to be right, and whether it does, with the object that decides.
  package struct Precondition: Hashable, Sendable {
    package var name: String
    package var status: PreconditionStatus
    package var message: String

    package init(_ name: String, _ status: PreconditionStatus, _ message: String) {
      self.name = name
      self.status = status
      self.message = message
    }
  }

  /// Which object a patch changes or makes.
  package struct Target: Hashable, Sendable {
    package var apiVersion: String
    package var key: ObjectKey

    package init(apiVersion: String, key: ObjectKey) {
      self.apiVersion = apiVersion
      self.key = key
    }
  }

  /// Kind and text of the change of the target: `merge` for a JSON merge patch, `strategic` for one whose defaults a
  /// strategic merge patch handles better, `manifest` for a whole object, `move` for its metadata in another namespace,
  /// `delete` for the objects that go. Where the target itself stays as it is, what changes stands there with its kind
  /// and name. Empty where there is nothing to change.
  package struct Body: Hashable, Sendable {
    package var format: String
    /// YAML; several objects are separated by `---`.
    package var text: String

    package init(format: String, text: String) {
      self.format = format
      self.text = text
    }
  }

  /// How much is at stake with the patch; `Experiment` where only a try can tell.
  package enum Confidence: String, CaseIterable, Hashable, Sendable {
    case experiment = "Experiment"
    case low = "Low"
    case medium = "Medium"
    case high = "High"
  }

  /// `<type>-<kind>-<name>-` and 8 hex digits of SHA-256 over type and target.
  package var id: String
  package var type: PatchType
  package var target: Target
  package var addresses: [FindingCode]
  package var body: Body
  /// Everything that it changes; empty where a precondition is not met.
  package var changes: [PatchChange]
  package var effect: PatchEffect
  package var preconditions: [Precondition]
  package var sideEffects: [String]
  package var confidence: Confidence
  /// The command that takes the change back.
  package var undo: String
  /// The objects that it changes or makes whose deliverer is known, in the order of the changes.
  package var managed: [ManagedObject] = []

  /// - Parameters:
  ///   - format: of the body.
  ///   - changes: left out where a precondition is not met: what cannot be right is not offered.
  package init(
    type: PatchType, target: Target, addresses: [FindingCode], format: String, changes: [PatchChange],
    effect: PatchEffect, preconditions: [Precondition], sideEffects: [String], confidence: Confidence, undo: String
  ) {
    id = Self.identity(type, target)
    self.type = type
    self.target = target
    self.addresses = addresses
    self.changes = preconditions.contains { $0.status == .notMet } ? [] : changes
    body = Body(format: format, text: Self.text(of: self.changes, on: target))
    self.effect = effect
    self.preconditions = preconditions
    self.sideEffects = sideEffects
    self.confidence = confidence
    self.undo = undo
  }

  /// The change of the target; where others change, each with what names it.
  private static func text(of changes: [PatchChange], on target: Target) -> String {
    if let content = changes.first(where: { $0.target == target })?.content { return YAMLWriter().text(content) }
    let documents = changes.map { MergePatch($0.content ?? [:]).apply(to: $0.target.identity) }
    return documents.isEmpty ? "" : YAMLWriter().text(documents: documents)
  }
}

extension SuggestedPatch.Target {
  /// What names the object in a document.
  package var identity: Tree {
    .members(
      ("apiVersion", .string(apiVersion)), ("kind", .string(key.kind)),
      (
        "metadata",
        .members(("name", .string(key.name)), ("namespace", key.namespace.isEmpty ? nil : .string(key.namespace)))
      ))
  }
}

/// What a patch changes, from evaluating the patched snapshot again.
package struct PatchEffect: Hashable, Sendable {
  /// The numbers of one side.
  package struct Side: Hashable, Sendable {
    package var risk: Risk
    package var exposure: ExposureState
    package var policies: Int
    package var syncRequestsPerHour: RateRange
    package var pressureSecondsPerHour: Double

    package init(
      risk: Risk, exposure: ExposureState, policies: Int, syncRequestsPerHour: RateRange,
      pressureSecondsPerHour: Double
    ) {
      self.risk = risk
      self.exposure = exposure
      self.policies = policies
      self.syncRequestsPerHour = syncRequestsPerHour
      self.pressureSecondsPerHour = pressureSecondsPerHour
    }
  }

  /// The most connections that are named; the counts are exact.
  package static let namedConnections = 20

  package var before: Side
  package var after: Side
  /// Connections that become possible, in words; at most ``namedConnections``.
  package var gained: [String]
  package var lost: [String]
  package var gainedCount: Int
  package var lostCount: Int

  package init(
    before: Side, after: Side, gained: [String], lost: [String], gainedCount: Int, lostCount: Int
  ) {
    self.before = before
    self.after = after
    self.gained = gained
    self.lost = lost
    self.gainedCount = gainedCount
    self.lostCount = lostCount
  }
}
