/**
 * The x with (slack_i + sum_j flow_ij) x_i = source_i + sum_j flow_ji x_j for each of m nodes: what a node
 * gets leaves it again, in the proportions of its row.
 *
 * Nodes are taken out of the network one by one, last first: what came to the node goes on to those it
 * flows to, and `slack`, which leaves the network, is carried along instead of being found as a small
 * difference (Grassmann, Taksar & Heyman 1985). With nothing negative in the input there is not one
 * subtraction: x has nearly all digits even where almost nothing leaves the network and ordinary
 * elimination loses them. Slack below 0 is allowed as long as a solution x >= 0 exists for each
 * source >= 0. A set of nodes that nothing leaves makes x infinite or NaN there.
 *
 * `flow` is m by m, row after row; its diagonal is not looked at. Overwrites all three arguments. About
 * m^3 / 3 multiplications for a full network; zeros are skipped.
 */
export function passThrough(flow: Float64Array, slack: Float64Array, source: Float64Array): Float64Array {
  const size = slack.length;
  const outflow = new Float64Array(size);
  for (let k = size - 1; k >= 0; k--) {
    const row = k * size;
    let sum = slack[k];
    for (let j = 0; j < k; j++) sum += flow[row + j];
    outflow[k] = sum;
    for (let i = 0; i < k; i++) {
      const at = i * size;
      if (flow[at + k] === 0) continue;
      const part = flow[at + k] / sum;
      slack[i] += part * slack[k];
      for (let j = 0; j < k; j++) flow[at + j] += part * flow[row + j];
    }
    if (source[k] === 0) continue;
    const part = source[k] / sum;
    for (let j = 0; j < k; j++) source[j] += part * flow[row + j];
  }
  const x = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    let inflow = source[k];
    for (let i = 0; i < k; i++) inflow += x[i] * flow[i * size + k];
    x[k] = inflow / outflow[k];
  }
  return x;
}
