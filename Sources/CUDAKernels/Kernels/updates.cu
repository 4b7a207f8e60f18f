// One step of an optimiser, for each parameter by itself, in PyTorch's order of operations.

#include "kernel.h"

/// Whether there is no step.
DEVICE bool is_held(const cuda_update_arguments &a) {
  return a.gate.count > 0 && !is_finite(a.gate[0]);
}

/// The gradient with the pull towards zero.
DEVICE float decayed(const cuda_update_arguments &a, float gradient, float parameter) {
  return a.weight_decay == 0 ? gradient : gradient + a.weight_decay * parameter;
}

/// `torch.lerp`, in the form that is exact at the nearer end.
DEVICE float interpolated(float start, float end, double weight) {
  const float difference = end - start;
  return weight < 0.5 ? start + (float)weight * difference : end - difference * (1 - (float)weight);
}

/// first: momentum.
KERNEL(sgd, cuda_update_arguments) {
  const int i = thread_number();
  if (i >= a.parameters.count || is_held(a)) return;
  const float parameter = a.parameters[i];
  float step = decayed(a, a.gradients[i], parameter);
  if (a.has_momentum) {
    const float momentum = a.is_first ? step : a.first[i] * a.keep + a.take * step;
    a.first[i] = momentum;
    step = a.is_nesterov ? step + a.keep * momentum : momentum;
  }
  a.parameters[i] = parameter + a.rate * step;
}

/// first: sum of squares.
KERNEL(adagrad, cuda_update_arguments) {
  const int i = thread_number();
  if (i >= a.parameters.count || is_held(a)) return;
  const float parameter = a.parameters[i];
  const float gradient = decayed(a, a.gradients[i], parameter);
  const float sum = a.first[i] + gradient * gradient;
  a.first[i] = sum;
  a.parameters[i] = parameter + a.rate * gradient / (sqrtf(sum) + a.epsilon);
}

/// first: average square; second: momentum; third: average gradient.
KERNEL(rmsprop, cuda_update_arguments) {
  const int i = thread_number();
  if (i >= a.parameters.count || is_held(a)) return;
  const float parameter = a.parameters[i];
  const float gradient = decayed(a, a.gradients[i], parameter);
  const float square = a.first[i] * a.keep + a.take * gradient * gradient;
  a.first[i] = square;
  float variance = square;
  if (a.is_centered) {
    const float average = interpolated(a.third[i], gradient, a.weight);
    a.third[i] = average;
    variance = square - average * average;
  }
  const float divisor = sqrtf(variance) + a.epsilon;
  if (a.has_momentum) {
    const float momentum = a.second[i] * a.momentum + gradient / divisor;
    a.second[i] = momentum;
    a.parameters[i] = parameter + a.rate * momentum;
  } else {
    a.parameters[i] = parameter + a.rate * gradient / divisor;
  }
}

/// first: average square; second: accumulated step.
KERNEL(adadelta, cuda_update_arguments) {
  const int i = thread_number();
  if (i >= a.parameters.count || is_held(a)) return;
  const float parameter = a.parameters[i];
  const float gradient = decayed(a, a.gradients[i], parameter);
  const float square = a.first[i] * a.keep + a.take * gradient * gradient;
  a.first[i] = square;
  const float accumulated = a.second[i];
  const float step = sqrtf(accumulated + a.epsilon) / sqrtf(square + a.epsilon) * gradient;
  a.second[i] = accumulated * a.keep + a.take * step * step;
  a.parameters[i] = parameter + a.rate * step;
}

/// first: average gradient; second: average square; third: largest average square.
KERNEL(adam, cuda_update_arguments) {
  const int i = thread_number();
  if (i >= a.parameters.count || is_held(a)) return;
  const float parameter = a.parameters[i] * a.shrinkage;
  const float gradient = decayed(a, a.gradients[i], parameter);
  const float average = interpolated(a.first[i], gradient, a.weight);
  a.first[i] = average;
  const float square = a.second[i] * a.keep + a.take * gradient * gradient;
  a.second[i] = square;
  float largest = square;
  if (a.is_amsgrad) {
    largest = square > a.third[i] ? square : a.third[i];
    a.third[i] = largest;
  }
  const float divisor = sqrtf(largest) / a.root_correction + a.epsilon;
  a.parameters[i] = parameter + a.rate * average / divisor;
}
