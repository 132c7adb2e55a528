/** The streaming document’s own example: one option sold at 181.60 and bought back at 260.05. */
export const reference = {
  strategy: {
    nodes: [
      { id: 'strategy-controller', type: 'StrategyController' },
      {
        id: 'entry-condition-1',
        type: 'EntrySignalNode',
        condition: { lhs: { type: 'ltp', symbol: 'NIFTY' }, op: '>', rhs: '24450' },
      },
      {
        id: 'entry-2',
        type: 'EntryNode',
        position_id: 'entry-2-pos1',
        symbol: 'NIFTY:2024-11-07:OPT:24250:PE',
        side: 'sell',
        quantity: 1,
      },
      {
        id: 'exit-condition-2',
        type: 'ExitSignalNode',
        position_id: 'entry-2-pos1',
        condition: { lhs: { type: 'ltp', symbol: 'NIFTY' }, op: '<', rhs: '24350' },
      },
      { id: 'exit-3', type: 'ExitNode', position_id: 'entry-2-pos1' },
    ],
    edges: [
      ['strategy-controller', 'entry-condition-1'],
      ['entry-condition-1', 'entry-2'],
      ['entry-2', 'exit-condition-2'],
      ['exit-condition-2', 'exit-3'],
    ],
  },
  ticks: [
    {
      time: '2024-10-29T09:15:00+05:30',
      ltp: { NIFTY: '24400.00', 'NIFTY:2024-11-07:OPT:24250:PE': '178.00' },
    },
    {
      time: '2024-10-29T09:18:59+05:30',
      ltp: { NIFTY: '24440.00', 'NIFTY:2024-11-07:OPT:24250:PE': '180.00' },
    },
    {
      time: '2024-10-29T09:19:00+05:30',
      ltp: { NIFTY: '24500.00', 'NIFTY:2024-11-07:OPT:24250:PE': '181.60' },
    },
    {
      time: '2024-10-29T09:19:05+05:30',
      ltp: { NIFTY: '24498.00', 'NIFTY:2024-11-07:OPT:24250:PE': '185.30' },
    },
    {
      time: '2024-10-29T10:47:59+05:30',
      ltp: { NIFTY: '24380.00', 'NIFTY:2024-11-07:OPT:24250:PE': '258.00' },
    },
    {
      time: '2024-10-29T10:48:00+05:30',
      ltp: { NIFTY: '24349.95', 'NIFTY:2024-11-07:OPT:24250:PE': '260.05' },
    },
    {
      time: '2024-10-29T10:49:00+05:30',
      ltp: { NIFTY: '24340.00', 'NIFTY:2024-11-07:OPT:24250:PE': '261.00' },
    },
  ],
  tickUpdates: true,
  fill: 'same',
  market: { kind: 'replay' },
};
