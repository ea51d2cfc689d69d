/** The rest of an operation that somebody has asked for. */
export const nothingHappenedYet = {
  obstacle: null,
  saidInForm: false,
  denial: null,
  cancellation: null,
  resumption: null,
  postponement: null,
  supersession: null,
  call: null,
  departure: null,
  createdIngressId: null,
  report: null,
  problem: null,
  attention: null,
  resolution: null,
  notices: [],
  endedAt: null,
};
