import type { webApi } from "@slack/bolt";

/** How many posts and edits of one operation were under way at once, at most, whoever made them. */
export function watchTraffic(web: webApi.WebClient): { most: number } {
  const underWay = new Map<string, number>();
  const traffic = { most: 0 };
  const watched =
    <Given extends object, Answer>(call: (given: Given) => Promise<Answer>) =>
    async (given: Given): Promise<Answer> => {
      const id = JSON.stringify(given).match(/"operation_id":"(\w+)"/)?.[1] ?? "";
      underWay.set(id, (underWay.get(id) ?? 0) + 1);
      traffic.most = Math.max(traffic.most, underWay.get(id) ?? 0);
      try {
        return await call(given);
      } finally {
        underWay.set(id, (underWay.get(id) ?? 0) - 1);
      }
    };
  web.chat.postMessage = watched(web.chat.postMessage) as typeof web.chat.postMessage;
  web.chat.update = watched(web.chat.update) as typeof web.chat.update;
  return traffic;
}
