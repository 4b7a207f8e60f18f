import ConvolutionArithmetic
import Testing

@Suite struct ConvolutionCountsTests {
  @Test func `weights are counted one by one`() throws {
    for groups in 1...3 {
      for kernel in [[3], [2, 3], [1, 1], [2, 2, 2]] {
        let counts = try ConvolutionCounts(
          inputChannels: 2 * groups, outputChannels: 3 * groups, kernelSizes: kernel,
          groups: groups)
        var weights = 0
        for output in 0..<counts.outputChannels {
          for input in 0..<counts.inputChannels where input / 2 == output / 3 {
            weights += kernel.reduce(1, *)
          }
        }
        #expect(counts.weights == weights)
        #expect(counts.biases == counts.outputChannels)
        #expect(counts.parameters == weights + counts.outputChannels)
        #expect(counts.parametersPerFilter * counts.outputChannels == counts.parameters)
      }
    }
  }

  @Test func `a layer without bias has weights only`() throws {
    let counts = try ConvolutionCounts(
      inputChannels: 3, outputChannels: 8, kernelSizes: [3, 3], hasBias: false)
    #expect(counts.biases == 0)
    #expect(counts.parameters == 216)
    #expect(counts.parametersPerFilter == 27)
  }

  @Test func `groups must divide both channel counts`() throws {
    #expect(throws: GeometryError.channelsNotDivisible(.inputChannels, channels: 3, groups: 2)) {
      try ConvolutionCounts(inputChannels: 3, outputChannels: 4, kernelSizes: [3], groups: 2)
    }
    #expect(throws: GeometryError.channelsNotDivisible(.outputChannels, channels: 3, groups: 2)) {
      try ConvolutionCounts(inputChannels: 4, outputChannels: 3, kernelSizes: [3], groups: 2)
    }
  }

  @Test func `counts that overflow say so`() throws {
    let limit = GeometryLimits.maximumParameter
    #expect(throws: GeometryError.tooLarge(.weights)) {
      try ConvolutionCounts(
        inputChannels: limit, outputChannels: limit, kernelSizes: [limit, limit])
    }
    let counts = try ConvolutionCounts(
      inputChannels: limit, outputChannels: limit, kernelSizes: [1])
    #expect(throws: GeometryError.tooLarge(.multiplyAdds)) {
      try counts.multiplyAdds(outputSizes: [GeometryLimits.maximumSize])
    }
  }
}
