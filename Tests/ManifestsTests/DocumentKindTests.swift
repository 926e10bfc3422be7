import KubeCore
import Manifests
import Testing

struct DocumentKindTests {
  @Test func `Objects, other kinds and documents that are neither are told apart`() {
    let found = loadInput(
      """
      \(pod("a"))---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: c}
      ---
      replicaCount: 1
      image: {tag: x}
      ---
      apiVersion: v1
      kind: Secret
      data: {x: "ENC[AES256_GCM]"}
      sops: {version: 3.8.1}
      ---
      - a
      ---
      # nothing
      ---
      apiVersion: batch/v1beta1
      kind: CronJob
      metadata: {name: old}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: d}

      """)
    #expect(found.objects == ["Pod a -:1:1"])
    #expect(found.problems.isEmpty)
    #expect(found.unknownKinds == ["batch/v1beta1 CronJob 1", "v1 ConfigMap 2"])
    #expect(found.set.passedOver == 3)
    #expect(found.set.fileCount == 1)
  }

  @Test func `Lists are unfolded, and items take their kind from a typed list`() {
    let found = loadInput(
      """
      apiVersion: v1
      kind: List
      items:
      - apiVersion: v1
        kind: Pod
        metadata: {name: a, namespace: x}
      - apiVersion: batch/v1
        kind: CronJobList
        items:
        - metadata:
            name: b
            namespace: x
          spec: {schedule: "* * * * *"}
      - metadata: {name: nothing}
      - apiVersion: v1
        kind: Secret
        metadata: {name: s}
      ---
      {apiVersion: v1, kind: PodList, items: [{metadata: {name: c}}]}
      ---
      apiVersion: v1
      kind: ConfigMapList
      items: []
      """)
    #expect(found.objects == ["Pod x/a -:4:3", "CronJob x/b -:10:5", "Pod c -:19:41"])
    #expect(found.unknownKinds == ["v1 Secret 1"])
    #expect(found.set.passedOver == 1)
    #expect(found.problems.isEmpty)
  }

  @Test func `A wrong type is a problem with its place, and the rest is read`() {
    let found = loadInput(
      """
      \(pod("a"))spec: {hostNetwork: sometimes}
      ---
      apiVersion: v1
      kind: List
      items:
      - apiVersion: batch/v1
        kind: CronJob
        metadata: {name: b}
        spec:
          schedule: 5
      - apiVersion: v1
        kind: Pod
        metadata: {name: c}
      """)
    #expect(
      found.problems == [
        #"-:4:21: spec.hostNetwork: expected a boolean, found a string ("sometimes")"#,
        "-:13:15: items[0].spec.schedule: expected a string, found the number 5",
      ])
    #expect(found.objects == ["Pod c -:14:3"])
  }

  @Test func `A broken document is a problem with its place, and the others are read`() {
    let found = loadInput("\(pod("a"))---\nkind: Pod\n  x: 1\n---\n\(pod("b"))")
    #expect(found.objects == ["Pod a -:1:1", "Pod b -:8:1"])
    #expect(found.problems.count == 1)
    #expect(found.problems[0].hasPrefix("-:6:4: expected"))
  }

  @Test func `A known kind without apiVersion is a problem`() {
    let found = loadInput("kind: Pod\nmetadata: {name: a}\n")
    #expect(found.problems == ["-:1:1: expected apiVersion beside kind Pod, found none"])
  }

  @Test func `Helm directives are named once for a file`() {
    let found = loadInput(
      "\(pod("{{ .Release.Name }}"))---\n{{- if .Values.x }}\n\(pod("b"))---\n\(pod("c"))---\n\(pod("\"{{ x }}\""))")
    #expect(
      found.problems.map { $0.drop { $0 != " " } } == [
        " looks like a Helm template: render it first: helm template CHART | netrisk analyze -f -"
      ])
    #expect(found.objects == ["Pod c -:10:1"])
  }

  @Test(arguments: [
    ("", "-: is empty: expected Kubernetes manifests"), (" \n\t\n", "-: is empty: expected Kubernetes manifests"),
    ("# only this\n", "-: holds no Kubernetes manifest: no document in it holds anything"),
    (
      "a: 1\n", "-: holds no Kubernetes manifest: expected apiVersion and kind; 1 document without them was passed over"
    ),
    ("a\u{0}b", "-:1:2: expected text, found a NUL byte at byte 1: a binary file"),
  ])
  func `Input without manifests is said to be so`(text: String, problem: String) {
    #expect(loadInput(text).problems == [problem])
  }
}
