import { ack } from "./ack/ack.ts";
import type { Benchmark } from "./benchmark.ts";
import { clickToCall } from "./click-to-call/click-to-call.ts";
import { footprint } from "./footprint/footprint.ts";
import { ngrokClient } from "./ngrok-client/ngrok-client.ts";
import { requests } from "./requests/requests.ts";
import { waiting } from "./waiting/waiting.ts";

/** In the order in which they run. */
export const benchmarks: readonly Benchmark[] = [ack, clickToCall, ngrokClient, waiting, footprint, requests];
