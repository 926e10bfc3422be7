import KubeCore
import Support
import Testing

@Suite("Labels")
struct LabelsTests {
  @Test("A set of labels is what a dictionary would hold, in order of key, whatever order it was filled in")
  func twin() {
    var random = SplitMix64(seed: 12)
    for _ in 0..<200 {
      var labels = Labels()
      var twin: [String: String] = [:]
      for step in 0..<60 {
        let key = "k\(Int.random(in: 0..<25, using: &random))"
        let value = Int.random(in: 0..<4, using: &random) == 0 ? nil : "\(step)"
        labels[key] = value
        twin[key] = value
        #expect(labels[key] == value)
      }
      #expect(labels == Labels(twin))
      #expect(labels.map(\.key) == twin.keys.sorted())
    }
  }
}
