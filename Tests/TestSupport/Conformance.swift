// Tests of everything draw their numbers as the conformance cases do: `Filling`, `window`, `SplitMix64`.
@_exported import Conformance
@_exported import struct TensorEngine.SplitMix64
