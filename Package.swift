// swift-tools-version: 6.2

import PackageDescription

/// The layers, from the bottom up: an import points down or sideways, never up.
/// `Tests/ArchitectureTests` reads the imports and holds this.
let package = Package(
  name: "netrisk",
  products: [.executable(name: "netrisk", targets: ["netrisk"])],
  targets: [
    // Pure: values in, values out; no files, no clock, no C.
    // The standard library rounds with libm, which only importing Glibc would link.
    .systemLibrary(name: "CMalloc"),
    .target(name: "Support", dependencies: ["CMalloc"], linkerSettings: [.linkedLibrary("m")]),
    .target(name: "Schedules", dependencies: ["Support"]),
    .target(name: "KubeCore", dependencies: ["Support"]),
    .target(name: "NetworkSemantics", dependencies: ["KubeCore", "Support"]),
    .target(
      name: "RiskEngine", dependencies: ["KubeCore", "NetworkSemantics", "Schedules", "Support"]),
    .target(name: "NetRiskAPI", dependencies: ["KubeCore", "RiskEngine", "Support"]),
    .target(name: "ClusterModel", dependencies: ["KubeCore", "NetworkSemantics", "RiskEngine", "Support"]),

    // C: the flags of libyaml, libcurl and libmicrohttpd, and the typed wrappers around them.
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "CYAML", dependencies: ["CLibYAML"]),
    .systemLibrary(
      name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(name: "CCurl", dependencies: ["CLibCurl"]),
    .systemLibrary(
      name: "CLibMicrohttpd", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
    .systemLibrary(name: "CLibGnuTLS", pkgConfig: "gnutls", providers: [.apt(["libgnutls28-dev"])]),
    .target(name: "CMicrohttpd", dependencies: ["CLibGnuTLS", "CLibMicrohttpd"]),

    // IO: files and libraries.
    .target(name: "YAML", dependencies: ["CYAML", "KubeCore", "Support"]),
    .target(name: "Manifests", dependencies: ["KubeCore", "Support", "YAML"]),
    .target(name: "KubeClient", dependencies: ["KubeCore", "Support", "YAML"]),
    .target(name: "CurlTransport", dependencies: ["CCurl", "KubeClient", "Support"]),
    .target(name: "KubeRuntime", dependencies: ["KubeClient", "KubeCore", "Support", "Telemetry"]),
    .target(name: "Telemetry", dependencies: ["Support"]),
    .target(name: "HTTPServer", dependencies: ["CMicrohttpd", "Support"]),

    // For tests and for trying the product without a cluster; `netrisk` links none of it.
    .target(
      name: "DevAPIServer", dependencies: ["HTTPServer", "KubeCore", "Schedules", "Support", "YAML"]),
    .executableTarget(name: "dev-apiserver", dependencies: ["DevAPIServer"]),
    .target(name: "FaultProxy", dependencies: ["Support"]),
    .target(name: "TestSupport", dependencies: ["KubeClient", "Support"], path: "Tests/TestSupport"),

    // Applications.
    .target(
      name: "OperatorApp",
      dependencies: [
        "ClusterModel", "CurlTransport", "HTTPServer", "KubeClient", "KubeCore", "KubeRuntime", "NetRiskAPI",
        "NetworkSemantics", "RiskEngine", "Schedules", "Support", "Telemetry",
      ]),
    .target(
      name: "CLIApp",
      dependencies: [
        "CurlTransport", "KubeClient", "KubeCore", "KubeRuntime", "Manifests", "NetRiskAPI", "NetworkSemantics",
        "OperatorApp", "RiskEngine", "Schedules", "Support",
      ]),
    .executableTarget(name: "netrisk", dependencies: ["CLIApp"]),
    .executableTarget(name: "GenerateManifests", dependencies: ["NetRiskAPI", "Support"]),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "CurlTransport", "DevAPIServer", "KubeClient", "KubeCore", "KubeRuntime", "Manifests", "NetRiskAPI",
        "NetworkSemantics", "OperatorApp", "RiskEngine", "Schedules", "Support", "Telemetry", "YAML",
      ]),

    .testTarget(name: "SupportTests", dependencies: ["Support", "YAML"]),
    .testTarget(
      name: "SchedulesTests", dependencies: ["Schedules", "Support"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "KubeCoreTests", dependencies: ["KubeCore", "Support", "YAML"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "NetworkSemanticsTests", dependencies: ["KubeCore", "NetworkSemantics", "Support"]),
    .testTarget(
      name: "RiskEngineTests",
      dependencies: ["KubeCore", "NetworkSemantics", "RiskEngine", "Schedules", "Support"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "NetRiskAPITests",
      dependencies: ["KubeCore", "Manifests", "NetRiskAPI", "RiskEngine", "Schedules", "Support"]),
    .testTarget(
      name: "ClusterModelTests",
      dependencies: [
        "ClusterModel", "KubeCore", "Manifests", "NetworkSemantics", "RiskEngine", "Schedules", "Support",
      ]),
    .testTarget(
      name: "OperatorAppTests",
      dependencies: [
        "CurlTransport", "DevAPIServer", "HTTPServer", "KubeClient", "KubeCore", "KubeRuntime", "Manifests",
        "NetRiskAPI", "OperatorApp", "RiskEngine", "Schedules", "Support", "Telemetry", "TestSupport",
      ]),
    .testTarget(name: "YAMLTests", dependencies: ["KubeCore", "Support", "YAML"]),
    .testTarget(name: "ManifestsTests", dependencies: ["KubeCore", "Manifests", "Support"]),
    .testTarget(
      name: "CLIAppTests",
      dependencies: [
        "CLIApp", "CurlTransport", "DevAPIServer", "KubeClient", "KubeCore", "KubeRuntime", "Manifests", "NetRiskAPI",
        "NetworkSemantics", "OperatorApp", "RiskEngine", "Schedules", "Support", "TestSupport",
      ]),
    .testTarget(
      name: "ExamplesTests",
      dependencies: ["KubeCore", "Manifests", "NetworkSemantics", "RiskEngine", "Schedules", "Support"]),
    .testTarget(
      name: "PatchTests",
      dependencies: [
        "DevAPIServer", "KubeCore", "Manifests", "NetRiskAPI", "NetworkSemantics", "RiskEngine", "Schedules", "Support",
        "TestSupport", "YAML",
      ]),
    .testTarget(name: "ArchitectureTests"),
    .testTarget(
      name: "CurlTransportTests",
      dependencies: ["CurlTransport", "HTTPServer", "KubeClient", "Support", "TestSupport"]),
    .testTarget(name: "HTTPServerTests", dependencies: ["HTTPServer", "Support"]),
    .testTarget(
      name: "KubeClientTests", dependencies: ["KubeClient", "KubeCore", "Support", "TestSupport", "YAML"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "KubeRuntimeTests",
      dependencies: ["KubeClient", "KubeCore", "KubeRuntime", "Support", "Telemetry", "TestSupport"]),
    .testTarget(name: "TelemetryTests", dependencies: ["Support", "Telemetry"]),
    .testTarget(
      name: "DevAPIServerTests",
      dependencies: ["DevAPIServer", "HTTPServer", "KubeCore", "Support", "TestSupport", "YAML"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "FaultProxyTests", dependencies: ["FaultProxy", "Support"]),
    .testTarget(
      name: "IntegrationTests",
      dependencies: [
        "CurlTransport", "DevAPIServer", "FaultProxy", "HTTPServer", "KubeClient", "KubeCore", "KubeRuntime", "Support",
        "Telemetry", "TestSupport",
      ]),
    .testTarget(
      name: "OperatorKubectlTests",
      dependencies: [
        "CurlTransport", "DevAPIServer", "HTTPServer", "KubeClient", "KubeRuntime", "Support", "TestSupport",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

// The fuzzers link libFuzzer, which only `make fuzz` asks the compiler for.
if Context.environment["NETRISK_FUZZ"] != nil {
  package.targets += [
    .target(name: "FuzzDriver"),
    .target(
      name: "FuzzSupport", dependencies: ["FuzzDriver", "KubeCore", "Manifests", "Schedules", "Support", "YAML"]),
    .executableTarget(
      name: "FuzzYAML", dependencies: ["FuzzSupport", "KubeCore", "Manifests", "Support", "YAML"]),
    .executableTarget(name: "FuzzJSON", dependencies: ["FuzzSupport", "KubeCore", "Support"]),
    .executableTarget(name: "FuzzProtobuf", dependencies: ["FuzzSupport", "KubeCore", "Support"]),
    .executableTarget(name: "FuzzStreams", dependencies: ["FuzzSupport", "KubeCore", "Support"]),
    .executableTarget(
      name: "FuzzKubeconfig", dependencies: ["FuzzSupport", "KubeClient", "KubeCore", "Support", "YAML"]),
    .executableTarget(name: "FuzzCron", dependencies: ["FuzzSupport", "Schedules", "Support"]),
    .executableTarget(
      name: "FuzzSelectors", dependencies: ["FuzzSupport", "KubeCore", "NetworkSemantics", "Support"]),
  ]
}

// Runs for a quarter of an hour: only `make soak` builds it.
if Context.environment["NETRISK_SOAK"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Soak",
      dependencies: [
        "CurlTransport", "DevAPIServer", "FaultProxy", "KubeClient", "KubeCore", "KubeRuntime", "Support",
      ]))
}

for target in package.targets where target.type != .system {
  if ["CYAML", "CCurl", "CMicrohttpd", "FuzzDriver"].contains(target.name) { continue }
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
  ]
  // Its tests look inside, in optimised builds too; it is a test tool itself.
  if target.name == "DevAPIServer" { target.swiftSettings?.append(.unsafeFlags(["-enable-testing"])) }
}
