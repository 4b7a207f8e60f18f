enum PlaceholderConvolutionArithmetic {}
