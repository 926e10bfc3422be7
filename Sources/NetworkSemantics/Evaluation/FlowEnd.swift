/// One end of a single flow: a pod or a bare address.
struct FlowEnd {
  /// `nil` where no pod has the address.
  let pod: PodEndpoint?
  /// `nil` where the pod's address is not known.
  let address: IPAddress?

  /// A pod that policies apply to and name.
  var selectablePod: PodEndpoint? { pod.flatMap { $0.isSelectable ? $0 : nil } }

  var name: String { pod?.name ?? address?.description ?? "an unknown address" }
}
