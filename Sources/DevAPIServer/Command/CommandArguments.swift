internal import Support

/// The arguments of `dev-apiserver`.
struct CommandArguments: Hashable, Sendable {
  var address = "127.0.0.1"
  var port: UInt16 = 0
  var usesTLS = true
  var seeds: [String] = []
  var kubeconfigFile: String?
  var tokenFile: String?
  var auditFile: String?
  var plays = false
  /// How many times as fast as the system's clock the cluster is played.
  var speed = 1
  var wantsHelp = false

  struct Refusal: Error, Hashable { var message: String }

  init(_ arguments: [String]) throws(Refusal) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      func value() throws(Refusal) -> String {
        if parts.count == 2 { return parts[1] }
        guard let next = rest.popFirst() else { throw Refusal(message: "\(argument) needs a value") }
        return next
      }
      switch parts[0] {
      case "--help", "-h": wantsHelp = true
      case "--no-tls": usesTLS = false
      case "--address": address = try value()
      case "--port":
        let text = try value()
        guard let number = UInt16(text) else { throw Refusal(message: "--port \(text): not a port") }
        port = number
      case "--seed": seeds.append(try value())
      case "--kubeconfig-out": kubeconfigFile = try value()
      case "--token-file": tokenFile = try value()
      case "--audit-log": auditFile = try value()
      case "--play": plays = true
      case "--speed":
        let text = try value()
        guard let number = Int(text), (1...100_000).contains(number) else {
          throw Refusal(message: "--speed \(text): not a whole number from 1 to 100000")
        }
        speed = number
      default: throw Refusal(message: "unknown argument \(argument); dev-apiserver --help lists them")
      }
    }
    if speed != 1, !plays { throw Refusal(message: "--speed is the speed of --play, which is not given") }
  }

  static let help = """
    dev-apiserver: a Kubernetes API server in one process, for tests and for trying NetRisk without a cluster.

    It is a test tool: everything is kept in memory and lost at the end, there is no kubelet and no controller, and
    nothing runs the pods that it stores; with --play it writes what would have become of them. Never put it where a real API server belongs.

    Usage: dev-apiserver [OPTIONS]

      --port N               Port to listen on; without it, or with 0, a free one is chosen
      --address ADDRESS      Numeric address to listen on (default 127.0.0.1)
      --seed DIR_OR_FILE     Manifests (.yaml, .yml, .json) to create at the start; may be repeated
      --kubeconfig-out FILE  Write the kubeconfig there (default: a file in the temporary folder)
      --token-file FILE      Bearer tokens, one a line: token,user,uid,"group1,group2" (as kube-apiserver reads them);
                             without it, a token that may do everything is made
      --audit-log FILE       Append every request as a line of JSON
      --play                 Play the controllers and kubelets of CronJobs, Jobs and Pods: they run, end and go
      --speed N              Let the played cluster's clock run N times as fast (default 1)
      --no-tls               Plain HTTP instead of TLS with a certificate that is made at the start
      --help                 Show this help

    Example:

      $ dev-apiserver --seed examples/k3s-home-assistant &
      $ export KUBECONFIG=…          # the line that it prints
      $ kubectl get pods -A
      $ kubectl apply -f examples/k3s-home-assistant

    It ends on SIGINT and SIGTERM, after it has answered what has begun.

    """
}
