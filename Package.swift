// swift-tools-version: 6.2

import PackageDescription

// Every target is built in Swift 6 mode; a warning is an error.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "convscope",
  products: [
    .executable(name: "convscope", targets: ["convscope"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // MARK: - Layer 0: pure arithmetic, text, system libraries

    .target(name: "ConvolutionArithmetic", swiftSettings: strict),
    .target(name: "Typesetting", swiftSettings: strict),
    .target(name: "SpacedReview", swiftSettings: strict),
    .target(name: "COpenBLAS"),
    .target(name: "CKernels"),
    .target(name: "CCUDA"),
    .target(name: "CUDAKernels", exclude: ["Kernels"]),
    .target(name: "CNCurses"),
    .target(name: "CPNG"),
    .target(name: "CJPEG"),

    // MARK: - Layer 1: the tensor engine, the cell buffer, what a learner has done

    .target(
      name: "TensorEngine",
      dependencies: [
        "ConvolutionArithmetic", "Typesetting",
        .product(name: "RealModule", package: "swift-numerics"),
      ],
      swiftSettings: strict),
    .target(
      name: "TerminalKit",
      dependencies: ["Typesetting", .product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: strict),

    .target(
      name: "Progress",
      dependencies: [
        "Typesetting", "SpacedReview", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),

    .target(name: "Documents", dependencies: ["Typesetting"], swiftSettings: strict),

    // MARK: - Layer 2: backends, explanations, the real terminal

    .target(
      name: "CPUBackend",
      dependencies: ["TensorEngine", "ConvolutionArithmetic", "COpenBLAS", "CKernels"],
      swiftSettings: strict),
    .target(
      name: "CUDABackend",
      dependencies: [
        "Typesetting", "TensorEngine", "ConvolutionArithmetic", "CCUDA", "CUDAKernels",
      ],
      swiftSettings: strict),
    .target(
      name: "Conformance", dependencies: ["TensorEngine", "ConvolutionArithmetic"],
      swiftSettings: strict),
    .target(
      name: "Storyboards",
      dependencies: ["Typesetting", "TensorEngine", "ConvolutionArithmetic"],
      swiftSettings: strict),

    .target(
      name: "NCursesTerminal", dependencies: ["TerminalKit", "Typesetting", "CNCurses"],
      swiftSettings: strict),

    .target(
      name: "NeuralNetworks",
      dependencies: ["Typesetting", "TensorEngine", "ConvolutionArithmetic"],
      swiftSettings: strict),

    .target(
      name: "Interchange", dependencies: ["Typesetting", "TensorEngine", "CPNG", "CJPEG"],
      swiftSettings: strict),
    .target(
      name: "Datasets", dependencies: ["Typesetting", "TensorEngine"], swiftSettings: strict),

    // MARK: - Layer 3: the backends, problems, figures, training

    .target(
      name: "Backends", dependencies: ["CPUBackend", "CUDABackend", "TensorEngine"],
      swiftSettings: strict),
    .target(
      name: "Training",
      dependencies: ["Typesetting", "NeuralNetworks", "Datasets", "Interchange", "TensorEngine"],
      swiftSettings: strict),

    .target(
      name: "DatasetFetching", dependencies: ["Typesetting", "Datasets", "Interchange"],
      swiftSettings: strict),

    .target(
      name: "Problems",
      dependencies: [
        "Typesetting", "Storyboards", "TensorEngine", "ConvolutionArithmetic",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .target(
      name: "Figures", dependencies: ["Typesetting", "Storyboards", "TensorEngine"],
      swiftSettings: strict),
    .target(
      name: "LessonCatalog",
      path: "Lessons",
      exclude: ["README.md"],
      sources: ["LessonCatalog.swift"],
      resources: [
        .copy("01-convolution"),
        .copy("02-volumes"),
        .copy("03-kernels"),
        .copy("04-pooling"),
        .copy("05-matrices"),
        .copy("06-neurons"),
        .copy("07-backpropagation"),
        .copy("08-training"),
        .copy("09-architectures"),
        .copy("10-history"),
        .copy("11-homework"),
        .copy("Exercises"),
        .copy("Pictures"),
        .copy("Runs"),
      ],
      swiftSettings: strict),

    // MARK: - Layer 4: what learners get wrong, how a storyboard is drawn

    .target(
      name: "Misconceptions",
      dependencies: [
        "Typesetting", "Problems", "Storyboards", "TensorEngine", "ConvolutionArithmetic",
      ],
      swiftSettings: strict),
    .target(
      name: "Exhibits",
      dependencies: [
        "Typesetting", "Interchange", "Problems", "Training", "NeuralNetworks", "TensorEngine",
        "ConvolutionArithmetic",
      ],
      swiftSettings: strict),
    .target(
      name: "Lessons",
      dependencies: [
        "Typesetting", "Exhibits", "Misconceptions", "Problems", "Storyboards", "TensorEngine",
        "ConvolutionArithmetic",
      ],
      swiftSettings: strict),
    .target(
      name: "StageUI",
      dependencies: ["Typesetting", "TerminalKit", "Storyboards", "Problems", "TensorEngine"],
      swiftSettings: strict),

    // MARK: - Layer 6: exercises

    .target(
      name: "Practice",
      dependencies: [
        "Typesetting", "Lessons", "Misconceptions", "Problems", "Storyboards", "TensorEngine",
        "ConvolutionArithmetic",
      ],
      swiftSettings: strict),

    // MARK: - Layer 7: homework, the tutor's screens

    .target(
      name: "Homework",
      dependencies: [
        "Typesetting", "Documents", "Practice", "Lessons", "Misconceptions", "Problems",
        "Storyboards", "TensorEngine", "ConvolutionArithmetic",
      ],
      swiftSettings: strict),

    .target(
      name: "TutorUI",
      dependencies: [
        "Typesetting", "SpacedReview", "Progress", "TerminalKit", "StageUI", "Exhibits", "Lessons",
        "Problems",
        "Storyboards",
        "TensorEngine", "ConvolutionArithmetic",
      ],
      swiftSettings: strict),

    .target(
      name: "Dashboard",
      dependencies: [
        "Typesetting", "TerminalKit", "StageUI", "Storyboards", "Training", "NeuralNetworks",
        "Datasets",
        "TensorEngine",
      ],
      swiftSettings: strict),

    .target(
      name: "Playground",
      dependencies: ["Typesetting", "TerminalKit", "NeuralNetworks", "TensorEngine"],
      swiftSettings: strict),

    // MARK: - Layer 6: the program

    .executableTarget(
      name: "convscope",
      dependencies: [
        "Typesetting", "ConvolutionArithmetic", "TensorEngine", "CPUBackend", "Backends",
        "Conformance", "Storyboards", "Problems", "Exhibits", "Lessons", "LessonCatalog",
        "Practice", "Figures",
        "Documents", "Homework", "NeuralNetworks",
        "Interchange", "Datasets",
        "DatasetFetching", "Training", "Dashboard", "Playground", "TutorUI", "TerminalKit",
        "NCursesTerminal",
        "Progress", "SpacedReview",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // MARK: - Tests

    // What several bundles need: repeatable numbers, temporary folders, drawings, recordings.
    .target(
      name: "TestSupport",
      dependencies: [
        "Typesetting", "TensorEngine", "ConvolutionArithmetic", "Conformance", "TerminalKit",
      ],
      path: "Tests/TestSupport", exclude: ["FakeDriver"], swiftSettings: strict),
    .testTarget(name: "TypesettingTests", dependencies: ["Typesetting"], swiftSettings: strict),
    .testTarget(
      name: "TerminalKitTests", dependencies: ["Typesetting", "TerminalKit", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "SpacedReviewTests", dependencies: ["SpacedReview"], exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "ProgressTests",
      dependencies: [
        "Progress", "SpacedReview", "Typesetting", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "NCursesTerminalTests",
      dependencies: ["NCursesTerminal", "TerminalKit", "Typesetting"],
      swiftSettings: strict),
    .testTarget(
      name: "ConvolutionArithmeticTests",
      dependencies: ["ConvolutionArithmetic"],
      swiftSettings: strict),
    .testTarget(
      name: "TensorEngineTests",
      dependencies: ["TensorEngine", "ConvolutionArithmetic", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LessonCatalogTests",
      dependencies: [
        "LessonCatalog", "Lessons", "Practice", "Problems", "Storyboards", "TensorEngine",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ProblemsTests",
      dependencies: [
        "Problems", "Storyboards", "TensorEngine", "ConvolutionArithmetic", "TestSupport",
        "Typesetting",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "MisconceptionsTests",
      dependencies: [
        "Misconceptions", "Problems", "Storyboards", "TensorEngine", "ConvolutionArithmetic",
        "TestSupport",
      ],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "PracticeTests",
      dependencies: [
        "Practice", "LessonCatalog", "Lessons", "Misconceptions", "Problems", "Storyboards",
        "TensorEngine", "ConvolutionArithmetic", "TestSupport",
      ],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "LessonsTests",
      dependencies: [
        "Exhibits", "Lessons", "Misconceptions", "Problems", "Storyboards", "TensorEngine",
        "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ExhibitsTests", dependencies: ["Exhibits", "Problems", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "StoryboardsTests",
      dependencies: [
        "Typesetting", "Storyboards", "TensorEngine", "ConvolutionArithmetic", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CPUBackendTests",
      dependencies: ["CPUBackend", "TensorEngine", "ConvolutionArithmetic", "TestSupport"],
      swiftSettings: strict),
    // The kernels of the CUDA backend on the CPU, behind a stand-in for the driver. They are slow enough
    // with all that is watched to be worth compiling well.
    .target(
      name: "CUDAEmulator", dependencies: ["CCUDA", "CUDAKernels"], path: "Tests/CUDAEmulator",
      exclude: ["faults.cu", "library.cpp"],
      cxxSettings: [
        .define("CUDA_EMULATED"), .headerSearchPath("."),
        .headerSearchPath("../../Sources/CUDAKernels/Kernels"),
        .unsafeFlags(["-std=c++17", "-O2", "-ffp-contract=off"]),
      ]),
    .testTarget(
      name: "CUDABackendTests",
      dependencies: [
        "CUDABackend", "CUDAEmulator", "CPUBackend", "Training", "NeuralNetworks", "Datasets",
        "TensorEngine", "ConvolutionArithmetic", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "NeuralNetworksTests",
      dependencies: [
        "NeuralNetworks", "CPUBackend", "TensorEngine", "ConvolutionArithmetic", "TestSupport",
      ],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "InterchangeTests", dependencies: ["Interchange", "TensorEngine", "TestSupport"],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "DatasetsTests", dependencies: ["Datasets", "TensorEngine", "TestSupport"],
      swiftSettings: strict),
    // A web server with chosen faults, for the tests that fetch.
    .target(name: "LocalServer", path: "Tests/LocalServer", swiftSettings: strict),
    .testTarget(
      name: "DatasetFetchingTests",
      dependencies: ["Typesetting", "DatasetFetching", "Datasets", "LocalServer", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "Training", "NeuralNetworks", "Datasets", "Interchange", "CPUBackend", "TensorEngine",
        "TestSupport",
      ],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "DashboardTests",
      dependencies: [
        "Dashboard", "TerminalKit", "Training", "NeuralNetworks", "Datasets", "CPUBackend",
        "TensorEngine", "TestSupport",
      ],
      exclude: ["Snapshots"],
      swiftSettings: strict),
    .testTarget(
      name: "PlaygroundTests",
      dependencies: [
        "Playground", "TerminalKit", "NeuralNetworks", "CPUBackend", "TensorEngine", "TestSupport",
      ],
      exclude: ["Snapshots"],
      swiftSettings: strict),
    .testTarget(
      name: "TutorUITests",
      dependencies: [
        "Typesetting", "TutorUI", "Progress", "StageUI", "TerminalKit", "Lessons", "Problems",
        "Storyboards",
        "TensorEngine", "ConvolutionArithmetic", "TestSupport",
      ],
      exclude: ["Snapshots"],
      swiftSettings: strict),
    .testTarget(
      name: "ConformanceTests",
      dependencies: [
        "Problems", "Backends", "CUDABackend", "CUDAEmulator", "Conformance", "Storyboards",
        "TensorEngine", "ConvolutionArithmetic", "TestSupport",
      ],
      exclude: ["Fixtures", "WorkedExamples"],
      swiftSettings: strict),
    .testTarget(
      name: "FiguresTests",
      dependencies: [
        "Figures", "Storyboards", "TensorEngine", "ConvolutionArithmetic", "Typesetting",
      ],
      swiftSettings: strict),
    // Pages in a browser; `make test-browser` runs them, and without Chromium they say so.
    .testTarget(
      name: "BrowserTests",
      dependencies: [
        "Figures", "Storyboards", "TensorEngine", "ConvolutionArithmetic", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents", "Typesetting", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "HomeworkTests",
      dependencies: [
        "Homework", "Documents", "LessonCatalog", "Practice", "Lessons", "Misconceptions",
        "Problems",
        "Storyboards", "TensorEngine", "Typesetting", "TestSupport",
      ],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "Typesetting", "convscope", "Backends", "Documents", "Homework", "DatasetFetching",
        "Datasets", "Interchange",
        "Lessons", "NeuralNetworks", "Problems", "TensorEngine", "TerminalKit", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    // The system's libvterm, a terminal for tests. Only they need it: nothing here is compiled before
    // somebody imports it.
    .systemLibrary(name: "CVTerm", path: "Tests/CVTerm"),
    // It drives the built program and imports none of it.
    .testTarget(
      name: "EndToEndTests", dependencies: ["convscope", "CVTerm", "LocalServer", "TestSupport"],
      swiftSettings: strict),
  ]
)
