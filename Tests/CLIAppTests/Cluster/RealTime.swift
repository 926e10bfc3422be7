// Without DevAPIServer, whose clock has the same name.
import KubeClient
import Support

/// The machine's clocks.
let realTime: any TimeSource = SystemTime()
