// swift-tools-version: 6.3
import PackageDescription

// Arrows point at what is imported; there are no others. `stile` does not reach NetfilterQueue: that it
// builds where libnetfilter_queue is missing proves that the core is clean.
let package = Package(
    name: "stile",
    products: [
        .executable(name: "stiled", targets: ["stiled"]),
        .executable(name: "stile", targets: ["stile"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        .target(name: "PacketHeaders"),
        .target(name: "MSNP"),
        .target(name: "Gateway", dependencies: ["PacketHeaders", "MSNP"]),
        .target(name: "CLocalTime"),
        .target(
            name: "Configuration",
            dependencies: ["Gateway", "PacketHeaders", "CLocalTime", .product(name: "TOMLKit", package: "TOMLKit")]
        ),
        .target(
            name: "Telemetry",
            dependencies: [
                "Gateway", "PacketHeaders", "MSNP",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]
        ),

        .target(name: "CPcap", linkerSettings: [.linkedLibrary("pcap")]),
        .target(name: "PacketCapture", dependencies: ["CPcap"]),

        .target(
            name: "CNetfilterQueue",
            linkerSettings: [.linkedLibrary("netfilter_queue"), .linkedLibrary("mnl")]
        ),
        .target(name: "NetfilterQueue", dependencies: ["CNetfilterQueue", "Gateway"]),

        .executableTarget(
            name: "stiled",
            dependencies: [
                "NetfilterQueue", "Configuration", "Telemetry", "Gateway",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .executableTarget(
            name: "stile",
            dependencies: [
                "PacketCapture", "Configuration", "Telemetry", "Gateway",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]
        ),

        .target(name: "TestSupport", dependencies: ["PacketHeaders"], path: "Tests/TestSupport"),
        .executableTarget(
            name: "peers",
            dependencies: [.product(name: "ArgumentParser", package: "swift-argument-parser")],
            path: "Tests/Peers"
        ),
        .testTarget(name: "PacketHeadersTests", dependencies: ["PacketHeaders", "TestSupport"]),
        .testTarget(name: "MSNPTests", dependencies: ["MSNP", "TestSupport"]),
        .testTarget(name: "GatewayTests", dependencies: ["Gateway", "MSNP", "PacketHeaders", "TestSupport"]),
        .testTarget(
            name: "ConfigurationTests",
            dependencies: ["Configuration", "Gateway", "PacketHeaders", "TestSupport"]
        ),
        .testTarget(name: "TelemetryTests", dependencies: ["Telemetry", "Gateway", "MSNP", "PacketHeaders"]),
        .testTarget(name: "PacketCaptureTests", dependencies: ["PacketCapture", "TestSupport"]),
        .testTarget(
            name: "ReplayTests",
            dependencies: ["stile", "PacketCapture", "Gateway", "MSNP", "PacketHeaders", "TestSupport"],
            exclude: ["Captures"]
        ),
        .testTarget(name: "NetfilterQueueTests", dependencies: ["NetfilterQueue", "Gateway"]),
        .testTarget(
            name: "StiledTests",
            dependencies: [
                "stiled", "NetfilterQueue", "Configuration", "Gateway", "PacketHeaders",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),

        .target(
            name: "FuzzTargets",
            dependencies: ["Gateway", "MSNP", "PacketHeaders", "TestSupport"],
            path: "Tests/Fuzz/Targets"
        ),
        .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets", "TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)

// The program of scripts/fuzz has its main from libFuzzer, so it builds only with that sanitizer on.
if Context.environment["STILE_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz",
            dependencies: ["FuzzTargets", "PacketCapture"],
            path: "Tests/Fuzz/Entry"
        )
    )
}

for target in package.targets where !["CNetfilterQueue", "CPcap", "CLocalTime"].contains(target.name) {
    target.swiftSettings = [
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
