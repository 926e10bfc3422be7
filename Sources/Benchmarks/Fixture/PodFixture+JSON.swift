extension PodFixture {
  var json: [UInt8] { Array(#"{"metadata":{"resourceVersion":"4398\#(index)"#.utf8) + jsonTail }

  /// What follows the digits of the resourceVersion, which stands first.
  var jsonTail: [UInt8] { Array(#"",\#(metadata)},"spec":\#(spec),"status":\#(status)}"#.utf8) }

  private static func object(_ pairs: [(String, String)]) -> String {
    "{" + pairs.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",") + "}"
  }

  private var metadata: String {
    #"""
    "name":"\#(name)","generateName":"\#(workload.name)-","namespace":"\#(workload.namespace)","uid":"\#(uid)",\#
    "generation":1,"creationTimestamp":"\#(Self.time)","labels":\#(Self.object(labels)),\#
    "annotations":\#(Self.object(annotations)),"ownerReferences":[{"apiVersion":"\#(owner.apiVersion)",\#
    "kind":"\#(owner.kind)","name":"\#(owner.name)","uid":"\#(owner.uid)","controller":true,\#
    "blockOwnerDeletion":true}],"managedFields":[{"manager":"kube-controller-manager","operation":"Update",\#
    "apiVersion":"v1","time":"\#(Self.time)","fieldsType":"FieldsV1","fieldsV1":\#(Self.managedFields)}]
    """#
  }

  private var spec: String {
    let volumes = workload.mounts.map { #"{"name":"\#($0.0)","emptyDir":{}}"# }.joined(separator: ",")
    let tolerations = Self.tolerated.map {
      #"{"key":"\#($0)","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}"#
    }.joined(separator: ",")
    let sidecar = workload.hasSidecar ? "," + Self.container(Self.sidecar.name, Self.sidecar.image, "") : ""
    return #"""
      {"volumes":[\#(volumes)],"containers":[\#(application)\#(sidecar)],"restartPolicy":"\#(restartPolicy)",\#
      "terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","serviceAccountName":"\#(workload.name)",\#
      "serviceAccount":"\#(workload.name)","nodeName":"\#(nodeName)","securityContext":{},\#
      "schedulerName":"default-scheduler","tolerations":[\#(tolerations)],"priority":0,"enableServiceLinks":true,\#
      "preemptionPolicy":"PreemptLowerPriority"}
      """#
  }

  var restartPolicy: String { workload.kind == .job ? "Never" : "Always" }

  private var application: String {
    let env = workload.env.map { #"{"name":"\#($0)","value":"\#($1)"}"# }.joined(separator: ",")
    let mounts = workload.mounts.map { #"{"mountPath":"\#($1)","name":"\#($0)","readOnly":true}"# }
      .joined(separator: ",")
    return Self.container(
      "app", workload.image,
      #"""
      "ports":[{"name":"http","containerPort":8080,"protocol":"TCP"}],"env":[\#(env)],"resources":{"limits":\#
      \#(Self.object(Self.limits)),"requests":\#(Self.object(Self.requests))},"volumeMounts":[\#(mounts)],
      """#)
  }

  private static func container(_ name: String, _ image: String, _ more: String) -> String {
    #"""
    {"name":"\#(name)","image":"\#(image)",\#(more)"terminationMessagePath":"/dev/termination-log",\#
    "terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}
    """#
  }

  private var status: String {
    let conditions = Self.conditions.map {
      #"{"type":"\#($0)","status":"\#(status(of: $0))","lastProbeTime":null,"lastTransitionTime":"\#(Self.time)"}"#
    }.joined(separator: ",")
    return #"""
      {"phase":"Running","conditions":[\#(conditions)],"hostIP":"\#(host)","hostIPs":[{"ip":"\#(host)"}],\#
      "podIP":"\#(address)","podIPs":[{"ip":"\#(address)"}],"startTime":"\#(Self.time)","containerStatuses":\#
      [{"name":"app","state":{"running":{"startedAt":"\#(Self.time)"}},"lastState":{},"ready":true,"restartCount":0,\#
      "image":"\#(workload.image)","imageID":"\#(imageID)","containerID":"containerd://\#(Self.imageDigest)",\#
      "started":true}],"qosClass":"Burstable"}
      """#
  }
}
