import KubeCore

/// Reads pods as a live API server sends them, JSON straight into the slim kind.
enum ReaderBenchmark {
  static func run() {
    let pods = (0..<2_000).map { Array(pod($0).utf8) }
    let bytes = pods.reduce(0) { $0 + $1.count }
    var read = 0
    var interner = StringInterner()
    let seconds = CPUTime.measure {
      for pod in pods {
        let object = try? JSONReader.read(pod, interner: &interner) { (reader) throws(WireError) in
          try KubeObject(.pod, from: &reader)
        }
        if object?.metadata.name.isEmpty == false { read += 1 }
      }
    }
    Figure.print(
      "JSON reader", "\(read) pods of \(bytes / pods.count) bytes",
      "\(Figure.decimal(seconds / Double(read) * 1e6, 1)) µs a pod, \(Figure.decimal(Double(bytes) / seconds / 1e6, 0)) MB/s"
    )
  }

  /// A pod of about 7 KB, two fifths of it managedFields, as a Deployment's pod looks after its kubelet has written.
  private static func pod(_ index: Int) -> String {
    let env = (0..<10).map { #"{"name":"SETTING_\#($0)","value":"some value of setting number \#($0)"}"# }
    let mounts = (0..<4).map { #"{"mountPath":"/var/lib/data\#($0)","name":"volume-\#($0)","readOnly":true}"# }
    let fields = (0..<30).map { #""f:field\#($0)":{".":{},"f:name":{},"f:value":{},"f:resources":{}}"# }
    let conditions = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"].map {
      #"{"lastProbeTime":null,"lastTransitionTime":"2026-02-15T08:00:00Z","status":"True","type":"\#($0)"}"#
    }
    return #"""
      {"metadata":{"name":"web-7d77dcf87-\#(index)","generateName":"web-7d77dcf87-","namespace":"tenant-\#(index % 50)",\#
      "uid":"a9732314-8180-4c90-af0b-\#(100_000_000_000 + index)","resourceVersion":"4398\#(index)",\#
      "creationTimestamp":"2026-02-15T08:00:00Z","labels":{"app":"web","app.kubernetes.io/name":"web",\#
      "app.kubernetes.io/instance":"web-\#(index % 50)","pod-template-hash":"7d77dcf87"},\#
      "annotations":{"checksum/config":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},\#
      "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-7d77dcf87",\#
      "uid":"d632a98e-87e5-4642-b080-e902e296d8fa","controller":true,"blockOwnerDeletion":true}],\#
      "managedFields":[{"manager":"kube-controller-manager","operation":"Update","apiVersion":"v1",\#
      "time":"2026-02-15T08:00:00Z","fieldsType":"FieldsV1","fieldsV1":{\#(fields.joined(separator: ","))}}]},\#
      "spec":{"volumes":[{"name":"kube-api-access","projected":{"sources":[{"serviceAccountToken":{"expirationSeconds":\#
      3607,"path":"token"}},{"configMap":{"name":"kube-root-ca.crt","items":[{"key":"ca.crt","path":"ca.crt"}]}}],\#
      "defaultMode":420}}],"containers":[{"name":"web","image":"registry.example/team/web:1.2.\#(index)",\#
      "ports":[{"name":"http","containerPort":8080,"protocol":"TCP"}],"env":[\#(env.joined(separator: ","))],\#
      "resources":{"limits":{"cpu":"1","memory":"256Mi"},"requests":{"cpu":"100m","memory":"128Mi"}},\#
      "volumeMounts":[\#(mounts.joined(separator: ","))],"terminationMessagePath":"/dev/termination-log",\#
      "terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}],"restartPolicy":"Always",\#
      "terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","serviceAccountName":"default",\#
      "nodeName":"node-\#(index % 100)","schedulerName":"default-scheduler","tolerations":[{"key":\#
      "node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}]},\#
      "status":{"phase":"Running","conditions":[\#(conditions.joined(separator: ","))],"hostIP":"192.168.1.\#(index % 100)",\#
      "podIP":"10.42.\#(index / 250 % 250).\#(index % 250)","podIPs":[{"ip":"10.42.\#(index / 250 % 250).\#(index % 250)"}],\#
      "startTime":"2026-02-15T08:00:00Z","qosClass":"Burstable"}}
      """#
  }
}
