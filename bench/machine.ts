import { cpus, totalmem } from "node:os";

export interface Machine {
  cpu: string;
  cores: number;
  memoryGib: number;
  node: string;
}

export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / 1024 ** 3),
    node: process.versions.node,
  };
}

export function machineWords({ cpu, cores, memoryGib, node }: Machine): string {
  return `${cores} cores (${cpu}), ${memoryGib} GiB, Node ${node}`;
}
