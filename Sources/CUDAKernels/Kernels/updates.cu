// One step of an optimiser, for each parameter by itself, in PyTorch's order of operations.

#include "kernel.h"

/// The gradient with the pull towards zero.
DEVICE float decayed(const cuda_update_numbers &rule, float gradient, float parameter) {
  return rule.weight_decay == 0 ? gradient : gradient + rule.weight_decay * parameter;
}

/// `torch.lerp`, in the form that is exact at the nearer end.
DEVICE float interpolated(float start, float end, double weight) {
  const float difference = end - start;
  return weight < 0.5 ? start + (float)weight * difference : end - difference * (1 - (float)weight);
}

/// first: momentum.
KERNEL(sgd, cuda_update_arguments) {
  const int i = thread_number();
  if (i >= a.parameters.count || is_closed(a.gate)) return;
  const cuda_update_numbers rule = a.rule[0];
  const float parameter = a.parameters[i];
  float step = decayed(rule, a.gradients[i], parameter);
  if (rule.has_momentum) {
    const float momentum = rule.is_first ? step : a.first[i] * rule.keep + rule.take * step;
    a.first[i] = momentum;
    step = rule.is_nesterov ? step + rule.keep * momentum : momentum;
  }
  a.parameters[i] = parameter + rule.rate * step;
}

/// first: sum of squares.
KERNEL(adagrad, cuda_update_arguments) {
  const int i = thread_number();
  if (i >= a.parameters.count || is_closed(a.gate)) return;
  const cuda_update_numbers rule = a.rule[0];
  const float parameter = a.parameters[i];
  const float gradient = decayed(rule, a.gradients[i], parameter);
  const float sum = a.first[i] + gradient * gradient;
  a.first[i] = sum;
  a.parameters[i] = parameter + rule.rate * gradient / (sqrtf(sum) + rule.epsilon);
}

/// first: average square; second: momentum; third: average gradient.
KERNEL(rmsprop, cuda_update_arguments) {
  const int i = thread_number();
  if (i >= a.parameters.count || is_closed(a.gate)) return;
  const cuda_update_numbers rule = a.rule[0];
  const float parameter = a.parameters[i];
  const float gradient = decayed(rule, a.gradients[i], parameter);
  const float square = a.first[i] * rule.keep + rule.take * gradient * gradient;
  a.first[i] = square;
  float variance = square;
  if (rule.is_centered) {
    const float average = interpolated(a.third[i], gradient, rule.weight);
    a.third[i] = average;
    variance = square - average * average;
  }
  const float divisor = sqrtf(variance) + rule.epsilon;
  if (rule.has_momentum) {
    const float momentum = a.second[i] * rule.momentum + gradient / divisor;
    a.second[i] = momentum;
    a.parameters[i] = parameter + rule.rate * momentum;
  } else {
    a.parameters[i] = parameter + rule.rate * gradient / divisor;
  }
}

/// first: average square; second: accumulated step.
KERNEL(adadelta, cuda_update_arguments) {
  const int i = thread_number();
  if (i >= a.parameters.count || is_closed(a.gate)) return;
  const cuda_update_numbers rule = a.rule[0];
  const float parameter = a.parameters[i];
  const float gradient = decayed(rule, a.gradients[i], parameter);
  const float square = a.first[i] * rule.keep + rule.take * gradient * gradient;
  a.first[i] = square;
  const float accumulated = a.second[i];
  const float step = sqrtf(accumulated + rule.epsilon) / sqrtf(square + rule.epsilon) * gradient;
  a.second[i] = accumulated * rule.keep + rule.take * step * step;
  a.parameters[i] = parameter + rule.rate * step;
}

/// first: average gradient; second: average square; third: largest average square.
KERNEL(adam, cuda_update_arguments) {
  const int i = thread_number();
  if (i >= a.parameters.count || is_closed(a.gate)) return;
  const cuda_update_numbers rule = a.rule[0];
  const float parameter = a.parameters[i] * rule.shrinkage;
  const float gradient = decayed(rule, a.gradients[i], parameter);
  const float average = interpolated(a.first[i], gradient, rule.weight);
  a.first[i] = average;
  const float square = a.second[i] * rule.keep + rule.take * gradient * gradient;
  a.second[i] = square;
  float largest = square;
  if (rule.is_amsgrad) {
    largest = square > a.third[i] ? square : a.third[i];
    a.third[i] = largest;
  }
  const float divisor = sqrtf(largest) / rule.root_correction + rule.epsilon;
  a.parameters[i] = parameter + rule.rate * average / divisor;
}
