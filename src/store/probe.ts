/**
 * Told of the instants around each commit, by name: `before commit of approve`, `after commit of approve`. What
 * it throws, or kills, dies just there.
 */
export type Probe = (point: string) => void;

export const noProbe: Probe = () => {};
