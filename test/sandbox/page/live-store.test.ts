import { describe, expect, test, vi } from "vitest";
import type { LiveFrame } from "../../../sandbox/demo/entries.ts";
import { createLiveStore } from "../../../sandbox/page/live/live-store.ts";

const frame = (set: LiveFrame["set"], more: Partial<LiveFrame> = {}): LiveFrame => ({
  ...{ full: false, set, gone: [] },
  ...more,
});

describe("the store of the page", () => {
  test("shows what frames say, each kind in the order of its keys", () => {
    const store = createLiveStore();
    store.apply(
      frame({ "traffic/10": { number: 10 }, "traffic/9": { number: 9 }, "me/me": { userId: "U1" } }),
    );
    expect(store.all("traffic")).toEqual([{ number: 9 }, { number: 10 }]);
    store.apply(frame({ "traffic/11": { number: 11 } }, { gone: ["traffic/9"] }));
    expect(store.all("traffic")).toEqual([{ number: 10 }, { number: 11 }]);
    expect(store.one("me", "me")).toEqual({ userId: "U1" });
    expect(store.one("home", "home")).toBeNull();
  });

  test("keeps slashes in keys apart from the kind", () => {
    const store = createLiveStore();
    store.apply(frame({ "message/C1/5.0": { ts: "5.0" } }));
    expect(store.one("message", "C1/5.0")).toEqual({ ts: "5.0" });
  });

  test("forgets all that came before a full frame", () => {
    const store = createLiveStore();
    store.apply(frame({ "home/home": { id: "V1" } }));
    store.apply(frame({ "me/me": { userId: "U2" } }, { full: true }));
    expect(store.one("home", "home")).toBeNull();
  });

  test("answers the same list until one of its kind changes", () => {
    const store = createLiveStore();
    store.apply(frame({ "agent/edge-01": { name: "edge-01" } }));
    const before = store.all("agent");
    store.apply(frame({ "me/me": { userId: "U1" } }));
    expect(store.all("agent")).toBe(before);
    store.apply(frame({ "agent/edge-01": { name: "edge-01", state: "online" } }));
    expect(store.all("agent")).not.toBe(before);
  });

  test("tells its listeners of each frame, and of the connection only when that changes", () => {
    const store = createLiveStore();
    const listener = vi.fn();
    const leave = store.subscribe(listener);
    store.connectionIs("open");
    store.connectionIs("open");
    store.apply(frame({ "me/me": { userId: "U1" } }));
    expect(listener).toHaveBeenCalledTimes(2);
    leave();
    store.connectionIs("lost");
    expect(listener).toHaveBeenCalledTimes(2);
    expect(store.connection()).toBe("lost");
  });
});
